"""The numbers of the signing map as lists of units; the map as a picture (features, wish 10)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Case, CharField, F, FilteredRelation, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _lazy

from accounts.models import User
from campaigns.models import Campaign, Division, Level, Pledge
from campaigns.queries.pledge import SIGNED, Figures

_LEVELS = (Level.TOWNSHIP, Level.VILLAGE)

# What a list of units may be narrowed to.
LISTS = {
    "missing": _lazy("未签"),
    "none": _lazy("未下发"),
    "wait": _lazy("待签"),
    "signed": _lazy("已签"),
    "late": _lazy("迟签"),
    "all": _lazy("应签"),
}


def listed(
    user: User,
    campaign: Campaign,
    place: Division,
    which: str = "missing",
    level: int | None = None,
) -> QuerySet[Division]:
    """Units below `place`, townships before their villages, by how their pledge stands; each with
    `stands` (a status, or "" when nothing was issued), days, names and `paper` (the uid)."""
    own = FilteredRelation(
        "pledges",
        condition=Q(pledges__campaign=campaign) & ~Q(pledges__status=Pledge.Status.WITHDRAWN),
    )
    signed, issued = Q(own__status=SIGNED), Q(own__status=Pledge.Status.ISSUED)
    narrowed = {
        "missing": ~signed,
        "none": Q(own__isnull=True),
        "wait": issued,
        "signed": signed,
        "late": signed & Q(own__signed_on__gt=campaign.sign_by),
        "all": Q(),
    }[which]
    return (
        Division.objects.within(place)
        .in_reach(user)
        .current()
        .filter(level__in=_LEVELS if level is None else (level,), code__gt=place.code)
        .alias(own=own)
        .filter(narrowed)
        .annotate(
            stands=Case(
                When(signed, then=Value("signed")),
                When(issued, then=Value("issued")),
                default=Value(""),
                output_field=CharField(),
            ),
            issued_on=F("own__issued_on"),
            signed_on=F("own__signed_on"),
            person=F("own__holder_signatory"),
            paper=F("own__uid"),
        )
        .select_related("parent")
        .order_by("code")
    )


def missing(user: User, campaign: Campaign, place: Division) -> QuerySet[Division]:
    """Units below `place` whose pledge is not signed."""
    return listed(user, campaign, place)


@dataclass(frozen=True, slots=True)
class Tile:
    """A unit on the picture of the tree: state is done, late, wait, over (waits past the last
    day of signing) or none; a sign says it where colours do not show."""

    unit: Division
    state: str
    uid: uuid.UUID | None = None
    tiles: tuple[Tile, ...] = ()

    SIGNS: ClassVar[dict[str, str]] = {
        "done": "签", "late": "迟", "wait": "待", "over": "欠", "none": "无"
    }  # fmt: skip

    @property
    def sign(self) -> str:
        """One character."""
        return self.SIGNS[self.state]

    @property
    def figures(self) -> Figures:
        """Of the tiles inside."""
        states = [tile.state for tile in self.tiles]
        return Figures(
            len(states),
            states.count("done"),
            states.count("late"),
            states.count("wait") + states.count("over"),
        )


def tiles(user: User, campaign: Campaign, place: Division, today: date) -> list[Tile]:
    """The picture of a county (townships with their villages inside) or of a township (its
    villages); two queries."""
    units = Division.objects.within(place).current().filter(level__in=_LEVELS, code__gt=place.code)
    live = Pledge.objects.visible_to(user).live().filter(campaign=campaign)
    found = {
        row[0]: row[1:]
        for row in live.filter(holder__gte=place.code, holder__lt=place.end).values_list(
            "holder", "status", "signed_on", "uid"
        )
    }
    inside_of: dict[int | None, list[Tile]] = {}
    townships: list[Tile] = []
    for unit in units.order_by("-code"):
        if unit.level == Level.VILLAGE:
            inside_of.setdefault(unit.parent_id, []).insert(0, _tile(unit, found, campaign, today))
        else:
            own = _tile(unit, found, campaign, today)
            below = tuple(inside_of.pop(unit.code, []))
            townships.insert(0, Tile(unit, own.state, own.uid, below))
    return townships or inside_of.get(place.code, [])


def _tile(unit: Division, found: dict[int, Any], campaign: Campaign, today: date) -> Tile:
    status, signed_on, uid = found.get(unit.code, ("", None, None))
    if not status:
        state = "none"
    elif status == SIGNED:
        state = "late" if signed_on > campaign.sign_by else "done"
    else:
        state = "over" if today > campaign.sign_by else "wait"
    return Tile(unit, state, uid)
