"""The roster of mediators (调解员名册): members of committees and appointed adults
(人民调解法 art. 13, 14), mediators on a court's list, and assessors of the women's federation."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.identity import mask_phone
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from disputes.models.committee import PLACED
from disputes.models.dispute import DisputeType

WEEK = "一二三四五六日"


class MediatorEntryQuerySet(ScopedQuerySet["MediatorEntry"]):
    """Mediators by day."""

    def on(self, day: date) -> MediatorEntryQuerySet:
        """Those whose appointment holds on a day."""
        return self.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=day),
            Q(appointed_until__isnull=True) | Q(appointed_until__gte=day),
            appointed_on__lte=day,
        )


class MediatorEntry(models.Model):
    """One person's appointment. place: of the committee, or the unit that keeps the court's list.
    user: of somebody who signs in; name holds the name then too, as of the appointment.
    appointed_until: its last day, open when None; whether it has run out the calendar says."""

    wall = PLACED

    class Kind(models.TextChoices):
        MEMBER = "member", _("委员")
        APPOINTED = "appointed", _("聘任")
        INVITED = "invited", _("特邀调解员")
        ASSESSOR = "assessor", _("妇联陪审员")

    COMMITTEES = (Kind.MEMBER, Kind.APPOINTED)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    place = models.ForeignKey(
        "campaigns.Division", models.PROTECT, related_name="+", verbose_name=_("所属")
    )
    committee = models.ForeignKey(
        "disputes.MediationCommittee",
        models.PROTECT,
        null=True,
        related_name="mediators",
        verbose_name=_("调委会"),
    )
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="mediator_entries"
    )
    name = models.CharField(_("姓名"), max_length=40)
    sex = models.CharField(_("性别"), max_length=1, choices=User.Sex.choices, blank=True)
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices)
    court = models.CharField(_("法院"), max_length=40, blank=True)
    specialities = ArrayField(
        models.CharField(max_length=16, choices=DisputeType.choices),
        default=list,
        blank=True,
        verbose_name=_("擅长"),
    )
    weekdays = ArrayField(
        models.SmallIntegerField(), default=list, blank=True, verbose_name=_("值班日")
    )
    from_time = models.TimeField(_("几点起"), null=True)
    to_time = models.TimeField(_("几点止"), null=True)
    appointed_on = models.DateField(_("聘任日期"))
    appointed_until = models.DateField(_("聘任到"), null=True)
    ended_on = models.DateField(_("解聘日期"), null=True)
    end_reason = models.CharField(_("解聘原因"), max_length=120, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    objects = MediatorEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("调解员")
        ordering = ["place", "kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["member", "appointed", "invited", "assessor"])
                & Q(sex__in=["", "f", "m"])
                & ~Q(name=""),
                name="mediator_entry_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["member", "appointed"], committee__isnull=False, court="")
                | (Q(kind__in=["invited", "assessor"], committee__isnull=True) & ~Q(court="")),
                name="mediator_entry_of_committee_or_court",
            ),
            models.CheckConstraint(
                condition=(
                    Q(ended_on__isnull=True, end_reason="")
                    | (Q(ended_on__gte=models.F("appointed_on")) & ~Q(end_reason=""))
                )
                & (
                    Q(appointed_until__isnull=True)
                    | Q(appointed_until__gte=models.F("appointed_on"))
                ),
                name="mediator_entry_days",
            ),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=[1, 2, 3, 4, 5, 6, 7])
                & (
                    Q(weekdays=[], from_time__isnull=True, to_time__isnull=True)
                    | (~Q(weekdays=[]) & Q(to_time__gt=models.F("from_time")))
                ),
                name="mediator_entry_hours",
            ),
            models.UniqueConstraint(
                fields=["committee", "user"],
                condition=Q(ended_on__isnull=True),
                name="mediator_entry_once",
            ),
        ]
        indexes = [models.Index(fields=["place", "ended_on"], name="mediator_entry_place")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.appointed_on}"

    @property
    def is_woman(self) -> bool:
        """As far as is known."""
        return self.sex == User.Sex.FEMALE

    @property
    def speciality_words(self) -> str:
        """婚姻家庭、邻里."""
        return "、".join(str(DisputeType(s).label) for s in self.specialities)

    @property
    def hours(self) -> str:
        """周一、三、五 08:30–11:30, "" where none are named."""
        if not self.weekdays or self.from_time is None or self.to_time is None:
            return ""
        days = "、".join(WEEK[n - 1] for n in sorted(self.weekdays))
        return f"周{days} {self.from_time:%H:%M}–{self.to_time:%H:%M}"

    def holds(self, day: date) -> bool:
        """Whether the appointment holds on a day."""
        return (
            self.appointed_on <= day
            and (self.ended_on is None or self.ended_on > day)
            and (self.appointed_until is None or self.appointed_until >= day)
        )


class MediatorContact(models.Model):
    """A mediator's telephone, in a table that only roles that work with families get."""

    wall = walls.Wall(walls.Kind.CASE, "place_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    entry = models.OneToOneField(MediatorEntry, models.PROTECT, related_name="contact")
    phone = EncryptedTextField(_("电话"), max_length=20)

    objects = ScopedQuerySet["MediatorContact"].as_manager()

    class Meta:
        verbose_name = _("调解员电话")

    def __str__(self) -> str:
        return f"{self.entry_id}"

    @property
    def masked(self) -> str:
        """138****8000; the whole number is shown by a POST with a reason (C5)."""
        return mask_phone(self.phone) if self.phone else ""
