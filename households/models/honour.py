"""Honours of places, teams and the 十佳 lists (domain B: group honours beside the households)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from households.models.on_notice import OnNotice
from households.models.rank import Rank


class Honour(OnNotice):
    """示范村, 示范乡镇, 零家暴社区, 先进集体, 先进工作者, 十佳… proposed → noticed → granted or
    refused; revoked later. Its notice is the county's, and whoever objects stops it as with a
    household. recipient: the team's or person's name where it is not the place itself; a person
    has agreed to the notice (consented_on). award: the title in force a 十佳平安家庭 is picked
    from. 零家暴社区 is what offices call that honour of a place; it stands in the place's own line,
    never beside a family. Never refers to a listing."""

    wall = walls.area("place_id")

    class Kind(models.TextChoices):
        VILLAGE = "village", _("平安家庭示范村（社区）")
        TOWNSHIP = "township", _("平安家庭示范乡镇（街道）")
        QUIET = "quiet", _("零家暴社区")
        TEAM = "team", _("平安家庭创建先进集体")
        WORKER = "worker", _("平安家庭创建先进工作者")
        MEDIATOR = "mediator", _("十佳人民调解员")
        NEIGHBOUR = "neighbour", _("十佳好邻居")
        FAMILY = "family", _("十佳平安家庭")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("已推荐")
        NOTICED = "noticed", _("公示中")
        GRANTED = "granted", _("已命名")
        REFUSED = "refused", _("未通过")
        REVOKED = "revoked", _("已撤销")

    # What the honour goes to: the place itself, a team, or a person, whose name is masked.
    OF_PLACES = (Kind.VILLAGE, Kind.TOWNSHIP, Kind.QUIET)
    OF_PERSONS = (Kind.WORKER, Kind.MEDIATOR, Kind.NEIGHBOUR, Kind.FAMILY)
    NOTICE_RANK = {Status.NOTICED: Rank.COUNTY}
    UP = (Status.NOTICED,)
    ALLOWED = {
        "notice": {Status.PROPOSED},
        "object": {Status.NOTICED},
        "answer": {Status.NOTICED, Status.REFUSED},
        "grant": {Status.NOTICED},
        "refuse": {Status.PROPOSED, Status.NOTICED},
        "revoke": {Status.GRANTED},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(_("荣誉"), max_length=12, choices=Kind.choices)
    rank = models.CharField(_("级别"), max_length=8, choices=Rank.choices)
    recipient = EncryptedTextField(_("集体或个人名称"), max_length=40)
    award = models.ForeignKey("households.Award", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(_("推荐理由"))
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED)
    proposed_on = models.DateField(_("推荐日期"))
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    consented_on = models.DateField(_("本人同意公示"), null=True)
    number = models.CharField(_("证书编号"), max_length=40, blank=True)
    granted_on = models.DateField(_("命名日期"), null=True)
    granted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answer = models.CharField(_("意见"), max_length=400, blank=True)
    ended_on = models.DateField(_("撤销日期"), null=True)
    verify_code = models.CharField(_("查验码"), max_length=22, null=True, unique=True)  # noqa: DJ001

    objects = ScopedQuerySet["Honour"].as_manager()

    class Meta:
        verbose_name = _("集体和个人荣誉")
        ordering = ["kind", "place_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "place", "kind", "rank"],
                condition=Q(kind__in=["village", "township", "quiet"])
                & Q(status__in=["proposed", "noticed", "granted"]),
                name="honour_of_a_place_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "number"], condition=~Q(number=""), name="honour_number_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        *("village", "township", "quiet", "team", "worker", "mediator"),
                        *("neighbour", "family"),
                    ]
                ),
                name="honour_kind",
            ),
            models.CheckConstraint(condition=Q(rank__in=Rank.values), name="honour_rank"),
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "noticed", "granted", "refused", "revoked"]),
                name="honour_status",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["granted", "revoked"])
                | (Q(granted_on__isnull=False) & ~Q(number="")),
                name="honour_granted_whole",
            ),
            # Nothing is named that did not hang in public first.
            models.CheckConstraint(
                condition=~Q(status__in=["noticed", "granted", "revoked"])
                | Q(
                    notice__isnull=False,
                    notice_from__isnull=False,
                    notice_planned__isnull=False,
                    notice_until__isnull=False,
                    notice_planned__gte=models.F("notice_from"),
                    notice_until__gte=models.F("notice_planned"),
                ),
                name="honour_noticed_first",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "refused"])
                | ~Q(kind__in=["worker", "mediator", "neighbour", "family"])
                | Q(consented_on__isnull=False),
                name="honour_person_agreed",
            ),
            models.CheckConstraint(
                condition=Q(kind="family", award__isnull=False)
                | (~Q(kind="family") & Q(award__isnull=True)),
                name="honour_family_holds",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "place"], name="honour_place")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.place_id}"

    @property
    def where(self) -> int:
        return self.place_id
