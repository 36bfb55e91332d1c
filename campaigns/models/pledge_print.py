"""A batch of pledges drawn as one PDF; also its job row."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedBinaryField
from accounts.models import JobRow
from accounts.querysets import ScopedQuerySet


class PledgePrint(JobRow):
    """All live pledges below `place` (and its own). stopped: somebody called it off; the worker
    sees it before the next pages. origin: scheme and host the codes on the papers lead to.
    content: the file, until expires_at."""

    wall = walls.area("place_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    origin = models.CharField(max_length=120)
    stopped = models.BooleanField(default=False)
    papers = models.IntegerField(_("份数"), default=0)
    pages = models.IntegerField(_("页数"), default=0)
    size = models.IntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    content = EncryptedBinaryField()
    expires_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet["PledgePrint"].as_manager()

    class Meta:
        verbose_name = _("责任状批量打印")
        ordering = ["-asked_at"]

    @property
    def at_work(self) -> bool:
        """Whether a worker has it or will."""
        return self.state in (self.State.QUEUED, self.State.RUNNING)

    @property
    def has_file(self) -> bool:
        """Whether there is something to take."""
        return self.state == self.State.DONE and self.size > 0
