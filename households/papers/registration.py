"""家庭排查登记表: one form for each household that came on the list in the month, one for any
household, and a blank one to take along (domain J2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.exports.sheet import Cell, Column, Entry, Form, Table
from accounts.identity import mask_phone
from accounts.models import User
from accounts.templatetags.words import mask_name, zh_date
from households.models import Household, ListedFamily, Member, TierDecision, Visit
from households.models.member import Relation, Sex
from households.papers.base import CLOSED, FORMS_MOST, Made, Paper, Scope
from households.papers.monthly import category_words

TITLE = gettext_lazy("家庭排查登记表")


class Registration(Paper):
    """家庭排查登记表."""

    key = "registration"
    title = TITLE
    about = gettext_lazy("一户一张：户主、成员、住址、电话、类别、简要情况、诉求、初定等级")

    def make(self, scope: Scope, *, masked: bool) -> Made:
        rows = list(
            ListedFamily.objects.visible_to(scope.user)
            .counted()
            .filter(
                scope.inside(),
                listed_on__gte=scope.days.first,
                listed_on__lte=scope.days.last,
            )
            .select_related("household__village", "listed_by")
            .order_by("village_id", "listed_on", "pk")[:FORMS_MOST]
        )
        extra = Extra(rows, scope.user)
        forms = [family_form(row, extra, masked=masked, owns=scope.owns) for row in rows]
        keys = [row.pk for row in rows]
        return Made(forms=forms, noun="households.listedfamily", keys=keys, rows=len(rows))


class Extra:
    """What the forms need beside the listing, read once for all of them: the first decision on
    the tier, the needs a visit first told of, and the members of each household."""

    def __init__(self, rows: Iterable[ListedFamily], user: User) -> None:
        families = [row.pk for row in rows]
        self.members = members_of([row.household_id for row in rows], user)
        decided = TierDecision.objects.visible_to(user).filter(family__in=families)
        self.first: dict[int, TierDecision] = {}
        for decision in decided.order_by("-decided_on", "-pk"):
            self.first[decision.family_id] = decision
        told = (
            Visit.objects.visible_to(user).filter(family__in=families).filter(needs__isnull=False)
        )
        self.needs: dict[int, str] = {}
        for visit in told.order_by("-visited_on", "-pk"):
            self.needs[visit.family_id] = visit.needs


def members_of(homes: Sequence[int], user: User) -> dict[int, list[Member]]:
    """Who belongs to each household today, in the order of the paper; one query."""
    rows = Member.objects.visible_to(user).present().filter(household__in=homes).in_order()
    out: dict[int, list[Member]] = defaultdict(list)
    for row in rows:
        out[row.household_id].append(row)
    return out


def family_form(row: ListedFamily, extra: Extra, *, masked: bool, owns: bool) -> Form:
    """The form of a household as it came on the list."""
    first = extra.first.get(row.pk)
    kinds = "、".join(category_words(c) for c in row.categories)
    form = _form(row.household, extra.members.get(row.household_id, []), masked=masked)
    form.lines += _findings(
        kinds=f"{kinds}（{row.other_words}）" if row.other_words else kinds,
        situation=row.situation if owns else str(CLOSED),
        needs=(extra.needs.get(row.pk) or None) if owns else str(CLOSED),
        tier=(first or row).level.label,
    )
    form.signers = (
        (_("排查人"), row.listed_by.name),
        (_("签名"), ""),
        (_("日期"), zh_date(row.listed_on)),
    )
    return form


def household_form(home: Household, user: User, *, masked: bool) -> Form:
    """The form of any household, what is to be found out left blank."""
    form = _form(home, members_of([home.pk], user).get(home.pk, []), masked=masked)
    form.lines += _findings()
    return form


def blank_form(unit: str) -> Form:
    """An empty form to take along."""
    form = Form(title=str(TITLE), unit=unit, number="", lines=_home_lines(), width=3)
    form.members = member_table([], masked=True)
    form.lines += _findings()
    form.signers = ((_("排查人"), ""), (_("日期"), ""))
    return form


def _form(home: Household, members: Sequence[Member], *, masked: bool) -> Form:
    name = mask_name(home.head_name) if masked else home.head_name
    address = (_("（已隐去）") if masked else home.address) if home.address else None
    place = f"{home.village.name} {home.grid}".strip()
    return Form(
        title=str(TITLE),
        unit=home.village.name,
        number=home.number,
        lines=_home_lines(place, name, f"{home.people}", address, _phone(home, members, masked)),
        width=3,
        members=member_table(members, masked=masked),
        signers=((_("排查人"), ""), (_("日期"), "")),
    )


def _phone(home: Household, members: Sequence[Member], masked: bool) -> str | None:
    """The safe telephone where one is kept (features, wish 13), else the head's own."""
    head = next((m for m in members if m.relation == Relation.HEAD), None)
    number = home.safe_phone or (head.phone if head else "")
    return (mask_phone(number) if masked else number) or None


def member_table(members: Sequence[Member], *, masked: bool) -> Table:
    """成员（与户主关系）; three lines are left where nobody is registered yet."""
    rows = [
        [
            Cell(mask_name(m.name) if masked else m.name),
            Cell(str(Relation(m.relation).label)),
            Cell(str(Sex(m.sex).label)),
            Cell(_born(m.birth_date, masked)),
        ]
        for m in members
    ]
    heads = (_("成员"), _("与户主关系"), _("性别"), _("出生年月"))
    blank = [[Cell("") for _n in heads] for _m in range(3)]
    return Table(_("成员"), "", "", [Column(h) for h in heads], rows or blank)


def _born(day: date | None, masked: bool) -> str:
    """1980年1月, the year alone where it is masked."""
    if day is None:
        return ""
    if masked:
        return _("%(year)d年") % {"year": day.year}
    return _("%(year)d年%(month)d月") % {"year": day.year, "month": day.month}


def _home_lines(
    place: str | None = None,
    head: str | None = None,
    people: str | None = None,
    address: str | None = None,
    phone: str | None = None,
) -> list[list[Entry]]:
    return [
        [Entry(_("村/网格"), place), Entry(_("户主"), head), Entry(_("人口"), people)],
        [Entry(_("住址"), address, across=2), Entry(_("电话"), phone)],
    ]


def _findings(
    kinds: str | None = None,
    situation: str | None = None,
    needs: str | None = None,
    tier: str | None = None,
) -> list[list[Entry]]:
    return [
        [Entry(_("类别"), kinds, across=2), Entry(_("初定等级"), tier)],
        [Entry(_("简要情况"), situation, across=3, lines=8)],
        [Entry(_("诉求"), needs, across=3, lines=5)],
    ]
