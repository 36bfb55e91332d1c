"""A member unit (成员单位) of a county's leading group: 政法委, 公安局, 司法局 … (domain 0, I)."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class MemberUnitQuerySet(ScopedQuerySet["MemberUnit"]):
    """Member units by state."""

    def live(self) -> Self:
        """Those that still belong to the group."""
        return self.filter(is_live=True)


class MemberUnit(models.Model):
    """A department of the county that answers for tasks of the campaign. It has no account: it is
    reached by one-time links. Who leads its part is a seat with dates (campaigns.Seat). A unit that
    left stays readable, since old tasks and minutes name it."""

    wall = walls.county("county_id")

    class Kind(models.TextChoices):
        POLITICAL_LEGAL = "political_legal", _("政法委")
        FEDERATION = "federation", _("妇联")
        ORGANISATION = "organisation", _("组织部")
        PUBLICITY = "publicity", _("宣传部")
        COURT = "court", _("法院")
        PROCURATORATE = "procuratorate", _("检察院")
        POLICE = "police", _("公安")
        JUSTICE = "justice", _("司法行政")
        CIVIL_AFFAIRS = "civil_affairs", _("民政")
        EDUCATION = "education", _("教育")
        HEALTH = "health", _("卫生健康")
        YOUTH_LEAGUE = "youth_league", _("团委")
        PETITIONS = "petitions", _("信访")
        OTHER = "other", _("其他")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    county = models.ForeignKey(
        "campaigns.Division", models.PROTECT, related_name="+", verbose_name=_("县")
    )
    name = models.CharField(_("全称"), max_length=40)
    short_name = models.CharField(_("简称"), max_length=16)
    kind = models.CharField(_("类别"), max_length=16, choices=Kind.choices)
    since = models.DateField(_("加入日期"))
    is_live = models.BooleanField(_("是成员单位"), default=True)
    ended_on = models.DateField(_("退出日期"), null=True)
    end_reason = models.CharField(_("退出原因"), max_length=120, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    objects = MemberUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("成员单位")
        ordering = ["county", "-is_live", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "political_legal", "federation", "organisation", "publicity", "court",
                        "procuratorate", "police", "justice", "civil_affairs", "education",
                        "health", "youth_league", "petitions", "other",
                    ]
                )
                & ~Q(name="")
                & ~Q(short_name=""),
                name="member_unit_whole",
            ),
            models.CheckConstraint(
                condition=Q(is_live=True, ended_on__isnull=True, end_reason="")
                | Q(is_live=False, ended_on__gte=models.F("since")) & ~Q(end_reason=""),
                name="member_unit_left_with_reason",
            ),
            models.UniqueConstraint(
                fields=["county", "name"],
                condition=Q(is_live=True),
                name="member_unit_one_of_a_name",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.short_name
