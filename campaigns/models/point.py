"""A service point (服务网点) of the network and, of a shelter, where it is."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Mod
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from accounts.walls import COUNTY_WIDTH, Kind, Wall
from campaigns import opening_hours
from campaigns.models.division import Level

if TYPE_CHECKING:
    from campaigns.models.division import Division


class ServicePointQuerySet(ScopedQuerySet["ServicePoint"]):
    """Points by state."""

    def open(self) -> Self:
        """Those that serve people now."""
        return self.filter(status=ServicePoint.Status.OPEN)


class ServicePoint(models.Model):
    """place: the unit that runs it and acts for it; hours: seven days from Monday on, written as
    in campaigns.opening_hours, "" a day without hours. A point is a public service, so everybody
    inside the county, township or village sees it. Of a shelter the address is not here at all
    (ShelterAddress; domain E: the address must not be shown)."""

    wall = walls.shared("place_id")

    class Kind(models.TextChoices):
        STATION = "station", _("维权站")
        POST = "post", _("维权岗")
        COMPLAINT = "complaint", _("权益保护投诉站")
        SHELTER = "shelter", _("庇护中心")
        APPRAISAL = "appraisal", _("伤情鉴定")
        LEGAL_AID = "legal_aid", _("法律援助")
        MEDIATION = "mediation", _("调解室")
        HOME = "home", _("妇女之家")

    class Status(models.TextChoices):
        OPEN = "open", _("开办")
        CLOSED = "closed", _("停办")

    ALLOWED = {
        "change": {Status.OPEN},
        "close": {Status.OPEN},
        "duty": {Status.OPEN},
        "work": {Status.OPEN},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    place = models.ForeignKey(
        "campaigns.Division", models.PROTECT, related_name="+", verbose_name=_("所属")
    )
    kind = models.CharField(_("类型"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("名称"), max_length=40)
    address = models.CharField(_("地址"), max_length=80, blank=True)
    phone = models.CharField(_("电话"), max_length=20)
    hours = ArrayField(models.CharField(max_length=40, blank=True), size=7)
    run_by = models.CharField(_("主办单位"), max_length=40)
    opened_on = models.DateField(_("开办日期"))
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    closed_on = models.DateField(_("停办日期"), null=True)
    close_reason = models.CharField(_("停办原因"), max_length=120, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    objects = ServicePointQuerySet.as_manager()

    class Meta:
        verbose_name = _("服务网点")
        ordering = ["place", "kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "station", "post", "complaint", "shelter", "appraisal", "legal_aid",
                        "mediation", "home",
                    ]
                ),
                name="point_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(status="open", closed_on__isnull=True, close_reason="")
                | (
                    models.Q(status="closed", closed_on__gte=models.F("opened_on"))
                    & ~models.Q(close_reason="")
                ),
                name="point_closed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(hours__len=7) & ~models.Q(name="") & ~models.Q(run_by=""),
                name="point_whole",
            ),
            # The place alone would tell a township where the county's shelter stands.
            models.CheckConstraint(
                condition=~models.Q(kind="shelter")
                | (models.Q(address="") & models.Q(Exact(Mod("place_id", COUNTY_WIDTH), 0))),
                name="point_shelter_kept_secret",
            ),
            models.UniqueConstraint(
                fields=["place", "kind", "name"],
                condition=models.Q(status="open"),
                name="point_one_of_a_name",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether it serves people now."""
        return self.status == self.Status.OPEN

    @property
    def is_hidden(self) -> bool:
        """A shelter's address is kept secret."""
        return self.kind == self.Kind.SHELTER

    @property
    def shown_address(self) -> str:
        """What lists, pages, prints, exports and the API say of the address."""
        return str(_("地址保密")) if self.is_hidden else self.address

    @property
    def week(self) -> list[tuple[str, str]]:
        """周一至周五 08:30-12:00 …, days with the same hours together."""
        return opening_hours.shortened(self.hours)

    def hours_on(self, day: date) -> list[opening_hours.Span]:
        """The spans it is open on a day; none before it opened and from the day it closed."""
        if day < self.opened_on or (self.closed_on is not None and day >= self.closed_on):
            return []
        return opening_hours.read(self.hours[day.weekday()])


ANY_LEVEL = frozenset({Level.CITY, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE})
# Which units run which kinds: appraisal and shelter are the county's (反家庭暴力法第十八条), a
# village has its 妇女之家, its mediation room and its post.
LEVELS: dict[str, frozenset[int]] = {
    ServicePoint.Kind.STATION: ANY_LEVEL - {Level.VILLAGE},
    ServicePoint.Kind.POST: ANY_LEVEL,
    ServicePoint.Kind.COMPLAINT: ANY_LEVEL - {Level.VILLAGE},
    ServicePoint.Kind.SHELTER: frozenset({Level.CITY, Level.COUNTY}),
    ServicePoint.Kind.APPRAISAL: frozenset({Level.CITY, Level.COUNTY}),
    ServicePoint.Kind.LEGAL_AID: ANY_LEVEL - {Level.VILLAGE},
    ServicePoint.Kind.MEDIATION: ANY_LEVEL,
    ServicePoint.Kind.HOME: ANY_LEVEL,
}


def kinds_of(unit: Division) -> list[tuple[str, str]]:
    """The kinds a unit of this level may run, value and name."""
    return [(k.value, str(k.label)) for k in ServicePoint.Kind if unit.level in LEVELS[k]]


class ShelterAddress(models.Model):
    """Where a shelter is, in a table whose rows only those posted over the whole county get."""

    wall = Wall(Kind.CASE, "county_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    point = models.OneToOneField(ServicePoint, models.PROTECT, related_name="shelter_address")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    address = EncryptedTextField(_("保密地址"), max_length=120)

    objects = ScopedQuerySet["ShelterAddress"].as_manager()

    class Meta:
        verbose_name = _("保密地址")

    def __str__(self) -> str:
        return f"{self.point_id}"
