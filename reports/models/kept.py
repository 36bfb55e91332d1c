"""What was worked out for one person's home page, so that it is not worked out at each view."""

from __future__ import annotations

from django.db import models

from accounts import walls
from accounts.querysets import ScopedQuerySet


class KeptOffers(models.Model):
    """What her own unit can still gain, as last counted for her. One row a person, not a place:
    what of a place may be seen differs (sealed files, 回避), and a common row would tell it.

    asked: digest of what it was counted from (run, unit, day, reach, state of the sheet); at: from
    when on records make it old; offers: [words, url, points as text], best first. Figures of steps
    only, no family."""

    wall = walls.own("user_id")

    user = models.OneToOneField("accounts.User", models.CASCADE, primary_key=True, related_name="+")
    asked = models.CharField(max_length=64)
    at = models.DateTimeField()
    offers = models.JSONField()

    objects = ScopedQuerySet["KeptOffers"].as_manager()

    def __str__(self) -> str:
        return f"{self.user_id} {self.at:%Y-%m-%d %H:%M}"
