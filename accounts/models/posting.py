"""Who does what where, from when until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.reach import Span
from accounts.roles import ADMIN_ROLES, Role

if TYPE_CHECKING:
    from accounts.models.user import User

# What an office is called behind the name of its place; others are called by the place alone.
OFFICES = {
    Role.COUNTY_FEDERATION: _("妇联"),
    Role.TOWNSHIP_FEDERATION: _("妇联"),
    Role.GOVERNANCE_REVIEWER: _("平安办"),
    Role.UPPER_FEDERATION: _("妇联"),
    Role.UPPER_GOVERNANCE: _("平安办"),
}


def today() -> date:
    """The day in Asia/Shanghai."""
    return timezone.localdate()


def span_of(role: str, division: Any) -> Span:
    """The codes a posting reaches: everything inside the division. An administrator of a city or
    a province keeps its own accounts alone, not those of its counties: its one code."""
    if role in ADMIN_ROLES and not division.is_county:
        return (division.code, division.code + 1)
    return (division.code, division.end)


class PostingQuerySet(models.QuerySet["Posting"]):
    """Postings by day and place."""

    def in_force(self, day: date | None = None) -> Self:
        """Postings that hold on `day` (default today)."""
        return self.filter(days__contains=day or today())

    def at(self, code: int) -> Self:
        """Postings whose division contains the code."""
        return self.filter(span__contains=code)


class Posting(models.Model):
    """One role of one user in one division; span and days are half-open ranges."""

    wall = walls.SYSTEM

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="postings")
    role = models.CharField(_("角色"), max_length=32, choices=Role.choices)
    division = models.ForeignKey(
        "campaigns.Division", models.PROTECT, related_name="postings", verbose_name=_("区划")
    )
    span = BigIntegerRangeField()
    days = DateRangeField(_("起止"))
    granted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("任职")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=[r.value for r in Role]), name="posting_role_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(user=F("granted_by")), name="posting_not_by_oneself"
            ),
            ExclusionConstraint(
                name="posting_once_at_a_time",
                expressions=[
                    (
                        Func(
                            F("user"),
                            F("user"),
                            Value("[]"),
                            function="int8range",
                            output_field=BigIntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    ("span", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
                index_type="gist",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.get_role_display()}"

    @classmethod
    def build(
        cls, *, user: User, role: Role, division: Any, since: date, until: date | None, by: User
    ) -> Self:
        """An unsaved posting with its span; `until` is the first day it no longer holds, None
        while open."""
        return cls(
            user=user,
            role=role,
            division=division,
            granted_by=by,
            span=span_of(role, division),
            days=(since, until),
        )

    @property
    def bounds(self) -> Span:
        """The span as a pair of integers."""
        return span_of(self.role, self.division)

    @property
    def last_day(self) -> date | None:
        """The last day it holds, None while open."""
        return self.days.upper - timedelta(days=1) if self.days.upper else None

    @property
    def is_over(self) -> bool:
        """Held once, or was taken back before it began to hold."""
        return self.days.isempty or (self.days.upper is not None and self.days.upper <= today())

    @property
    def office(self) -> str:
        """沛县妇联, 徐州市平安办, 前六段村: the unit as people call it."""
        return f"{self.division.name}{OFFICES.get(Role(self.role), '')}"

    def covers(self, code: int) -> bool:
        """Whether the division, or one it absorbed, contains the code."""
        low, high = self.bounds
        return low <= code < high or any(a <= code < b for a, b in self.absorbed())

    def absorbed(self) -> list[Span]:
        """Spans of divisions that were merged into this posting's division."""
        if not hasattr(self, "_absorbed"):
            divisions = type(self.division).objects
            self._absorbed: list[Span] = divisions.merged_into(*self.bounds)
        return self._absorbed
