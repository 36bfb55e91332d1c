"""The name of a unit that is a member unit or a division, never both."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from campaigns.models.division import Division
    from campaigns.models.member_unit import MemberUnit


def unit_name(unit: MemberUnit | None, place: Division | None) -> str:
    """The member unit's name, else the division's."""
    if unit is not None:
        return unit.name
    return place.name if place is not None else ""
