"""What a phone wrote without a network and sent later (离线补传)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class SyncItemQuerySet(ScopedQuerySet["SyncItem"]):
    """Items by state."""

    def waiting(self) -> SyncItemQuerySet:
        """Kept for a person: refused by a verb, or in quarantine."""
        return self.filter(state__in=SyncItem.WAITING)


class SyncItem(models.Model):
    """One parcel. client_uuid is made by the phone, digest is the SHA-256 of the sealed bytes: of
    the plain text it would let the finder of a phone try out short contents. received_at is the
    server's time and decides; written_at is what the phone says. sealed stays as it came (never
    opened into the database) and only as long as somebody may still need it. code, sentence and
    url are the answer, told again to whoever asks again. contradicts: the item that came first
    under this id with another content. village is the place of the writer's posting."""

    wall = walls.CASE

    class State(models.TextChoices):
        RECEIVED = "received", _("刚收到")
        ACCEPTED = "accepted", _("已入账")
        REFUSED = "refused", _("没有入账")
        QUARANTINED = "quarantined", _("前后内容不同")
        SETTLED = "settled", _("已处理")

    class Settlement(models.TextChoices):
        AGAIN = "again", _("改好后已入账")
        ENTERED = "entered", _("已在别处登记")
        DROPPED = "dropped", _("不再需要")

    WAITING = (State.REFUSED, State.QUARANTINED)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField()
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(_("表格"), max_length=24)
    form_version = models.SmallIntegerField()
    base_version = models.IntegerField(null=True)
    key = models.CharField(max_length=16)
    owner = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    sealed = models.TextField(blank=True)
    written_at = models.DateTimeField(_("手机上的时间"), null=True)
    received_at = models.DateTimeField(_("收到"))
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVED)
    code = models.SmallIntegerField(default=0)
    sentence = models.TextField(blank=True)
    url = models.CharField(max_length=200, blank=True)
    contradicts = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    settlement = models.CharField(max_length=8, choices=Settlement.choices, blank=True)
    settle_reason = models.TextField(blank=True)

    objects = SyncItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("补传的表")
        ordering = ["-received_at", "-id"]
        constraints = [
            # By account, so that one village's ids say nothing to another (T3), and nobody who
            # found an id can take it before its owner has sent it.
            models.UniqueConstraint(
                fields=["by", "client_uuid"],
                condition=Q(contradicts__isnull=True),
                name="sync_item_once",
            ),
            models.UniqueConstraint(
                fields=["by", "client_uuid", "digest"], name="sync_content_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["received", "accepted", "refused", "quarantined", "settled"]
                ),
                name="sync_state",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "settled"]) | Q(sealed=""),
                name="sync_kept_while_needed",
            ),
            models.CheckConstraint(
                condition=Q(state="settled", settled_at__isnull=False, settled_by__isnull=False)
                & ~Q(settlement="")
                & ~Q(settle_reason="")
                | ~Q(state="settled") & Q(settled_at__isnull=True, settlement=""),
                name="sync_settled_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(settlement__in=["", "again", "entered", "dropped"]),
                name="sync_settlement",
            ),
        ]
        indexes = [models.Index(fields=["village", "state"], name="sync_village_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.client_uuid}"

    @property
    def beside(self) -> str:
        """What travels in the clear and is authenticated with the content."""
        return beside(self.client_uuid, self.kind, self.form_version, self.base_version, self.owner)


def beside(client_uuid: uuid.UUID, kind: str, form: int, base: int | None, owner: str) -> str:
    """The additional data of a parcel; static/js/seal.js writes the same line."""
    return f"{client_uuid}|{kind}|{form}|{'' if base is None else base}|{owner}"
