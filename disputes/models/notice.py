"""Notices to one person: what is told about a sealed matter never goes to a unit (C6)."""

from __future__ import annotations

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class PersonNotice(models.Model):
    """title: what happened, in words that name nobody and no kind of trouble; key: what it is
    about, so that it is told once; url: where to look. Only the person reads it."""

    wall = walls.own("person_id")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    title = models.CharField(_("事项"), max_length=120)
    url = models.CharField(max_length=200, blank=True)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet["PersonNotice"].as_manager()

    class Meta:
        verbose_name = _("个人提醒")
        ordering = ["-told_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="person_notice_once"),
        ]
        indexes = [
            models.Index(
                fields=["person"], condition=models.Q(read_at=None), name="person_notice_unread"
            )
        ]

    def __str__(self) -> str:
        return self.title
