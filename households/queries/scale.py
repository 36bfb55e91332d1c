"""Reads about scales of tiers: which version holds where and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from households.models import TierScale
from households.models.scale import scale_of
from households.scales.body import Scale
from households.scales.shipped import DEFAULT


@dataclass(frozen=True)
class Terms:
    """The scale in force and the key of its version, None for the shipped one."""

    key: int | None
    scale: Scale


def terms_at(place: int, day: date) -> Terms:
    """What holds at a division on a day. One query."""
    key = TierScale.objects.for_place(place).in_force(day).values_list("pk", flat=True).first()
    return Terms(key, scale_of(key))


def terms_for(user: User, day: date) -> Terms:
    """What holds where `user` works; the shipped scale for people without a posting. Asked once
    a day and user object, which lives as long as a request."""
    kept: tuple[date, Terms] | None = user.__dict__.get("_terms_today")
    if kept is None or kept[0] != day:
        posting = user.main_posting
        kept = (day, terms_at(posting.division_id, day) if posting else Terms(None, DEFAULT))
        user.__dict__["_terms_today"] = kept
    return kept[1]
