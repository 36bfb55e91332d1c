"""The ladder of honours (domain B): 平安家庭, then 示范户 of five levels."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rank(models.TextChoices):
    """The level of a title, lowest first."""

    VILLAGE = "village", _("村级")
    TOWNSHIP = "township", _("乡级")
    COUNTY = "county", _("县级")
    CITY = "city", _("市级")
    PROVINCE = "province", _("省级")


RANKS: tuple[Rank, ...] = tuple(Rank)
# Decided in the county itself; the others are recorded from above.
OWN: tuple[Rank, ...] = RANKS[:3]


def below(rank: str) -> Rank | None:
    """The level whose holders alone are picked from; None for the village, which picks from the
    平安家庭 (domain B, 大竹镇 2014)."""
    at = RANKS.index(Rank(rank))
    return RANKS[at - 1] if at else None
