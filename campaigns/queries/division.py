"""Reading the tree of divisions: where somebody stands in it, one level opened, search."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BigIntegerField, Case, Count, F, IntegerField, Q, Sum, Value, When
from django.db.models.functions import Mod
from django.http import Http404
from django.urls import reverse

from accounts.models import User
from accounts.search_terms import pairs, plain
from campaigns.models import Division, Level
from campaigns.models.division import WIDTH, DivisionQuerySet

FOUND_MOST = 20


@dataclass(frozen=True)
class Branch:
    """A division with what is below it: villages and their households (None: not known)."""

    division: Division
    villages: int
    households: int | None

    @property
    def url(self) -> str:
        """The tree opened at this division."""
        return f"{reverse('campaigns:division_tree')}?at={self.division.code}"


def home_of(user: User) -> Division:
    """Where the tree of `user` begins: the county around the posting, or the posting's own
    division where that is above a county. 404 for people without a posting."""
    posting = user.main_posting
    if posting is None:
        raise Http404
    code = posting.division.code
    around = Division.objects.filter(code__lte=code, end__gt=code)
    county = around.filter(Q(level=Level.COUNTY) | Q(acts_as_county=True)).order_by("-level")
    return county.first() or posting.division


def open_to(user: User, code: int) -> tuple[Division, Division]:
    """(the root of the user's tree, the division asked for); 404 outside the tree."""
    root = home_of(user)
    found = Division.objects.within(root).filter(code=code).first()
    if found is None:
        raise Http404
    return root, found


def branches(division: Division) -> list[Branch]:
    """The level below, each with its villages counted; two queries."""
    children = list(division.children.current().order_by("code"))
    width = WIDTH[Level(min((c.level for c in children), default=Level.VILLAGE))]
    below = (
        Division.objects.below(division, Level.VILLAGE)
        .current()
        .order_by()
        .annotate(branch=F("code") - Mod(F("code"), Value(width), output_field=BigIntegerField()))
        .values("branch")
        .annotate(villages=Count("code"), people=Sum("households"))
    )
    counted = {row["branch"]: (row["villages"], row["people"]) for row in below}
    out = []
    for child in children:
        villages, homes = counted.get(child.code, (0, None))
        out.append(Branch(child, villages, child.households if homes is None else homes))
    return out


def totals(rows: list[Branch]) -> tuple[int, int | None]:
    """Villages and households of all branches together."""
    known = [r.households for r in rows if r.households is not None]
    return sum(r.villages for r in rows), sum(known) if known else None


def search(rows: DivisionQuerySet, typed: str) -> DivisionQuerySet:
    """Divisions found by name, code, pinyin or initials, best first: what begins with the words
    typed before what contains them, the higher level before the lower."""
    words = plain(typed)
    if not words:
        return rows.none()
    if words.isdecimal() and words.isascii():
        return rows.filter(_code_begins(words)).order_by("level", "code")
    if words.isascii():
        hit = Q(pinyin__contains=words) | Q(initials__contains=words)
        begins = Q(pinyin__startswith=words) | Q(initials__startswith=words)
    else:
        hit = Q(name__contains=words) if len(words) == 1 else Q(grams__contains=pairs(words))
        begins = Q(name__startswith=typed.strip())
    rank = Case(When(begins, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.filter(hit).annotate(rank=rank).order_by("rank", "level", "code")


def _code_begins(digits: str) -> Q:
    if len(digits) > 12 or digits[0] == "0":
        return Q(pk__in=[])
    width = 10 ** (12 - len(digits))
    return Q(code__gte=int(digits) * width, code__lt=(int(digits) + 1) * width)
