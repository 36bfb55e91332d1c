"""What hangs on a public notice (公示), whether a household, a place or a person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class OnNotice(models.Model):
    """An award or an honour with its notice. notice_from … notice_until is the notice that runs or
    ran last (inclusive working days; notice_planned is its end before any objection); whether it
    has run out, and whether objections are open, are queries.

    A subclass says in which statuses it is up, and for each of those the level of the notice.
    """

    NOTICE_RANK: ClassVar[dict[str, str]]
    UP: ClassVar[tuple[str, ...]]

    notice_from = models.DateField(_("公示起"), null=True)
    notice_planned = models.DateField(_("原定公示止"), null=True)
    notice_until = models.DateField(_("公示止"), null=True)
    notice = models.ForeignKey(
        "households.AwardNotice", models.PROTECT, null=True, related_name="+"
    )
    version = models.IntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def where(self) -> int:
        """The division it belongs to."""
        raise NotImplementedError
