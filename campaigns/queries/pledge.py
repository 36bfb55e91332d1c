"""Signing rates of pledges and who is missing (domain A6 1.1, J2 责任状签订情况表); set-based."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import Count, Q
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.reach import inside
from campaigns.models import Campaign, Division, Level, Pledge
from campaigns.queries.mergers import counted_in

SIGNED = Pledge.Status.SIGNED


@dataclass(frozen=True)
class Figures:
    """due: units that should sign; on_time + late + missing == due always; issued: of the
    missing, how many have the paper before them."""

    due: int = 0
    on_time: int = 0
    late: int = 0
    issued: int = 0

    @property
    def signed(self) -> int:
        """Signed on time or late."""
        return self.on_time + self.late

    @property
    def missing(self) -> int:
        """Not signed, whether issued or not."""
        return self.due - self.signed

    @property
    def rate(self) -> Fraction | None:
        """Signed ÷ due, None where nothing is due."""
        return Fraction(self.signed, self.due) if self.due else None

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.due + other.due,
            self.on_time + other.on_time,
            self.late + other.late,
            self.issued + other.issued,
        )


@dataclass(frozen=True)
class Row:
    """A unit with its own pledge (None: not issued) and the figures of the units below it."""

    unit: Division
    pledge: Pledge | None
    below: Figures = field(default_factory=Figures)

    @property
    def is_signed(self) -> bool:
        """Both sides have signed."""
        return self.pledge is not None and self.pledge.status == SIGNED

    @property
    def late_days(self) -> int:
        """Days after the campaign's last day of signing; 0 when on time or unsigned."""
        if self.pledge is None or self.pledge.signed_on is None:
            return 0
        return max(0, (self.pledge.signed_on - self.pledge.campaign.sign_by).days)

    @property
    def person(self) -> str:
        """Who answers for it: whoever took it over last, else who signed (prefetched)."""
        if self.pledge is None:
            return ""
        moved = [h for h in self.pledge.hand_overs.all() if h.side == "holder"]
        return moved[-1].to_name if moved else self.pledge.holder_signatory

    @property
    def remark(self) -> str:
        """备注 of 责任状签订情况表."""
        if self.pledge is None:
            return str(_("未下发"))
        words = [] if self.pledge.status == SIGNED else [self.pledge.stands]
        if self.late_days:
            words.append(str(_("迟签%(n)d天") % {"n": self.late_days}))
        if any(h.side == "holder" for h in self.pledge.hand_overs.all()):
            words.append(str(_("责任人已交接")))
        return "；".join(words)

    @property
    def own(self) -> Figures:
        """The unit's own pledge as figures."""
        signed = self.is_signed
        late = signed and self.late_days > 0
        return Figures(
            1, int(signed and not late), int(late), int(bool(self.pledge) and not signed)
        )


def place_of(user: User, campaign: Campaign, code: int | None) -> Division:
    """The county, township or village the page opens at: the posting's own, or one asked for
    inside the reach and the campaign's county; else 404."""
    posting = user.main_posting
    if posting is None:
        raise Http404
    wanted = max(posting.division.code, campaign.county_id) if code is None else code
    if not inside(user.area_spans, wanted) or not campaign.county.contains(wanted):
        raise Http404
    found = Division.objects.filter(code=wanted).select_related("parent").first()
    if found is None:
        raise Http404
    return found


def rows_below(user: User, campaign: Campaign, place: Division) -> list[Row]:
    """A row for each unit directly below `place`, in code order; three queries at most."""
    units = list(place.children.current().filter(level__in=_LEVELS).order_by("code"))
    live = Pledge.objects.visible_to(user).live().filter(campaign=campaign, holder__in=units)
    joined = live.select_related("campaign", "template").prefetch_related("hand_overs")
    pledges = {p.holder_id: p for p in joined}
    below = _below(user, campaign, place) if _has_townships(units) else {}
    return [Row(u, pledges.get(u.code), below.get(u.code, Figures())) for u in units]


def row_of(user: User, campaign: Campaign, unit: Division) -> Row:
    """One unit's own row."""
    live = Pledge.objects.visible_to(user).live().filter(campaign=campaign, holder=unit)
    joined = live.select_related("campaign", "template").prefetch_related("hand_overs")
    return Row(unit, joined.first())


def merged_into(user: User, campaign: Campaign, place: Division) -> list[Pledge]:
    """Live pledges of units that were merged into the place or a unit below it and stand in no row
    any more; they keep the name of their day."""
    rows = Pledge.objects.visible_to(user).live().filter(campaign=campaign)
    gone = rows.filter(counted_in(place, "holder_id"), holder__successor__isnull=False)
    return list(gone.select_related("holder__successor").order_by("holder_id"))


_LEVELS = (Level.TOWNSHIP, Level.VILLAGE)


def _has_townships(units: list[Division]) -> bool:
    return any(u.level == Level.TOWNSHIP for u in units)


def _below(user: User, campaign: Campaign, place: Division) -> dict[int, Figures]:
    """Figures of the villages of every township of `place`, by township."""
    due = dict(
        Division.objects.below(place, Level.VILLAGE)
        .current()
        .order_by()
        .values_list("parent")
        .annotate(n=Count("code"))
    )
    late = Q(status=SIGNED, signed_on__gt=campaign.sign_by)
    counted = (
        Pledge.objects.visible_to(user)
        .live()
        .filter(
            campaign=campaign,
            holder__level=Level.VILLAGE,
            holder__valid_to__isnull=True,
            holder__gte=place.code,
            holder__lt=place.end,
        )
        .order_by()
        .values("holder__parent")
        .annotate(
            signed=Count("pk", filter=Q(status=SIGNED)),
            late=Count("pk", filter=late),
            issued=Count("pk", filter=Q(status=Pledge.Status.ISSUED)),
        )
    )
    found = {row["holder__parent"]: row for row in counted}
    none = {"signed": 0, "late": 0, "issued": 0}
    out: dict[int, Figures] = {}
    for township, n in due.items():
        row = found.get(township, none)
        out[township] = Figures(n, row["signed"] - row["late"], row["late"], row["issued"])
    return out
