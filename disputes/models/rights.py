"""A rights matter (信访事项): a letter, call or visit that wants a decision, its reviews, and the
later visits to who brought it (信访工作条例 2022; domain E).

There is no field here, and may be none, that counts coming with a matter as a fault of anybody:
not how often, not to which level, not with whom."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Case, ExpressionWrapper, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from disputes.clocks.rights import ANSWER_DAYS, DECIDE_DAYS, DECIDE_MORE, TRANSFER_DAYS

REPRESENTATIVES = 5  # of a joint visit (art. 20)


def _after(day: Any, days: int | F) -> Any:
    """A date column plus days, whole or of a column, as a date."""
    more = Value(days) if isinstance(days, int) else days
    return ExpressionWrapper(day + more, output_field=models.DateField())


class RightsQuerySet(ScopedQuerySet["RightsMatter"]):
    """Rights matters by what is owed."""

    def with_limit(self) -> RightsQuerySet:
        """Annotates `limit_on`: the day the next step is owed, None when nothing is."""
        asked = RightsReview.objects.filter(rights=OuterRef("pk")).order_by("-level")
        return self.annotate(
            review_asked_on=Subquery(asked.values("asked_on")[:1]),
            limit_on=Case(
                When(
                    status=RightsMatter.Status.OPEN,
                    then=_after(F("matter__received_on"), TRANSFER_DAYS),
                ),
                When(
                    status=RightsMatter.Status.ACCEPTED,
                    then=_after(_after(F("accepted_on"), DECIDE_DAYS), F("more_days")),
                ),
                When(
                    status__in=[RightsMatter.Status.REVIEW, RightsMatter.Status.SECOND],
                    then=_after(F("review_asked_on"), ANSWER_DAYS),
                ),
                default=None,
                output_field=models.DateField(),
            ),
        )

    def with_next_visit(self) -> RightsQuerySet:
        """Annotates `visit_on`: the day the next return visit is due; None where none is kept."""
        return self.annotate(
            last_visit_on=Max("visits__visited_on"),
            visit_on=_after(
                Coalesce(Max("visits__visited_on"), F("revisit_from")), F("revisit_days")
            ),
        )

    def owed(self) -> RightsQuerySet:
        """On which a step is owed; needs with_limit()."""
        return self.filter(Q(limit_on__isnull=False))

    def late(self, day: date) -> RightsQuerySet:
        """On which a step was owed before a day; needs with_limit()."""
        return self.filter(Q(limit_on__lt=day))

    def visit_by(self, day: date) -> RightsQuerySet:
        """Whose return visit is due by a day; needs with_next_visit()."""
        return self.filter(Q(visit_on__lte=day))


class RightsMatter(models.Model):
    """status moves only by the verbs in transitions.rights. The first 15 days end with notice or
    transfer, 60 days from acceptance with the decision, up to 30 more where a reason was told.
    answered_at: when the decision was entered, more_at: when the extension was, moved_at: when it
    was taken out of this branch (server time).
    visitors, representatives: of a joint visit. leader_*: the named leader who answers for a hard
    case (领导包案). revisit_days: the interval of return visits, null where none are kept."""

    wall = walls.matter()

    class Status(models.TextChoices):
        OPEN = "open", _("待告知")
        ACCEPTED = "accepted", _("办理中")
        TRANSFERRED = "transferred", _("已转送")
        ANSWERED = "answered", _("已答复")
        REVIEW = "review", _("复查中")
        REVIEWED = "reviewed", _("复查已答复")
        SECOND = "second", _("复核中")
        FINAL = "final", _("复核终结")
        MOVED = "moved", _("已改办")

    class Satisfaction(models.TextChoices):
        UNASKED = "", _("未问")
        YES = "yes", _("满意")
        PARTLY = "partly", _("基本满意")
        NO = "no", _("不满意")

    DONE = (
        Status.TRANSFERRED,
        Status.ANSWERED,
        Status.REVIEWED,
        Status.FINAL,
    )
    ALLOWED = {
        "accept": {Status.OPEN},
        "transfer": {Status.OPEN},
        "extend": {Status.ACCEPTED},
        "answer": {Status.ACCEPTED},
        "satisfaction": {Status.ANSWERED, Status.REVIEWED, Status.FINAL},
        "ask_review": {Status.ANSWERED, Status.REVIEWED},
        "review": {Status.REVIEW, Status.SECOND},
        "lead": {Status.OPEN, Status.ACCEPTED, Status.REVIEW, Status.SECOND},
        "visits": {Status.TRANSFERRED, Status.ANSWERED, Status.REVIEWED, Status.FINAL},
        "leave": {Status.OPEN, Status.ACCEPTED},
    }

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.OneToOneField("disputes.Matter", models.PROTECT, related_name="rights")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    visitors = models.SmallIntegerField(_("联名人数"), null=True)
    representatives = models.SmallIntegerField(_("代表人数"), null=True)
    accepted_on = models.DateField(_("受理告知日期"), null=True)
    transferred_to = EncryptedTextField(_("转送单位"), max_length=80)
    transferred_on = models.DateField(_("转送日期"), null=True)
    moved_at = models.DateTimeField(null=True)
    more_days = models.SmallIntegerField(_("延长天数"), default=0)
    more_at = models.DateTimeField(null=True)
    more_reason = EncryptedTextField(_("延长理由"))
    more_approver = EncryptedTextField(_("批准人"), max_length=40)
    more_told_on = models.DateField(_("告知延长日期"), null=True)
    answer = EncryptedTextField(_("答复内容"))
    answered_on = models.DateField(_("作出答复日期"), null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    told_on = models.DateField(_("送达日期"), null=True)
    satisfied = models.CharField(
        _("满意程度"), max_length=8, choices=Satisfaction.choices, blank=True
    )
    leader_name = EncryptedTextField(_("包案领导"), max_length=40)
    leader_post = EncryptedTextField(_("包案领导职务"), max_length=40)
    leader_since = models.DateField(_("包案起"), null=True)
    leader_until = models.DateField(_("包案至"), null=True)
    revisit_days = models.SmallIntegerField(_("回访间隔天数"), null=True)
    revisit_from = models.DateField(_("回访起算"), null=True)
    version = models.IntegerField(default=1)

    objects = RightsQuerySet.as_manager()

    class Meta:
        verbose_name = _("信访事项")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "open",
                        "accepted",
                        "transferred",
                        "answered",
                        "review",
                        "reviewed",
                        "second",
                        "final",
                        "moved",
                    ]
                ),
                name="rights_status",
            ),
            models.CheckConstraint(
                condition=Q(satisfied__in=["", "yes", "partly", "no"]), name="rights_satisfied"
            ),
            models.CheckConstraint(
                condition=Q(representatives__isnull=True)
                | Q(
                    representatives__range=(1, REPRESENTATIVES), visitors__gte=F("representatives")
                ),
                name="rights_representatives",
            ),
            models.CheckConstraint(
                condition=Q(more_days=0)
                | Q(
                    more_days__range=(1, DECIDE_MORE),
                    more_reason__isnull=False,
                    more_told_on__isnull=False,
                ),
                name="rights_more_told",
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(accepted_on__isnull=False),
                name="rights_accepted_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status="transferred")
                | Q(transferred_on__isnull=False, transferred_to__isnull=False),
                name="rights_transferred_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["answered", "review", "reviewed", "second", "final"])
                | Q(
                    answer__isnull=False,
                    answered_on__isnull=False,
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                    told_on__isnull=False,
                ),
                name="rights_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(leader_until__isnull=True)
                | Q(leader_name__isnull=False, leader_since__isnull=False),
                name="rights_leader_named",
            ),
            models.CheckConstraint(
                condition=Q(revisit_days__isnull=True)
                | Q(revisit_days__range=(7, 730), revisit_from__isnull=False),
                name="rights_revisit_dated",
            ),
        ]
        indexes = [models.Index(fields=["place", "status"], name="rights_place_status")]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.pk}"


class RightsReview(models.Model):
    """复查 (level 1) and 复核 (level 2): asked within 30 days of the answer before, answered by the
    unit above within 30 days; a 复核 is the last word (信访工作条例 art. 35, 36)."""

    wall = walls.matter()

    class Level(models.IntegerChoices):
        REVIEW = 1, _("复查")
        SECOND = 2, _("复核")

    class Result(models.TextChoices):
        UPHELD = "upheld", _("维持原意见")
        CHANGED = "changed", _("变更或者撤销原意见")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="reviews")
    rights = models.ForeignKey(RightsMatter, models.PROTECT, related_name="reviews")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    level = models.SmallIntegerField(choices=Level.choices)
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    asked_on = models.DateField(_("申请日期"))
    request = EncryptedTextField(_("申请理由"), blank=False)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    result = models.CharField(_("结论"), max_length=8, choices=Result.choices, blank=True)
    answer = EncryptedTextField(_("意见"))
    answered_on = models.DateField(_("作出意见日期"), null=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    told_on = models.DateField(_("送达日期"), null=True)

    objects = ScopedQuerySet["RightsReview"].as_manager()

    class Meta:
        verbose_name = _("复查复核")
        ordering = ["level"]
        constraints = [
            models.UniqueConstraint(fields=["rights", "level"], name="rights_review_once"),
            models.CheckConstraint(
                condition=Q(level__in=[1, 2]) & Q(result__in=["", "upheld", "changed"]),
                name="rights_review_choices",
            ),
            models.CheckConstraint(
                condition=Q(result="", answered_on__isnull=True)
                | (
                    ~Q(result="")
                    & Q(
                        answer__isnull=False,
                        answered_on__isnull=False,
                        answered_by__isnull=False,
                        told_on__isnull=False,
                    )
                ),
                name="rights_review_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.asked_on}"


class RightsVisit(models.Model):
    """A return visit to somebody who brought a rights matter: how she fares and what she needs."""

    wall = walls.matter()

    class Way(models.TextChoices):
        HOME = "home", _("上门")
        PHONE = "phone", _("电话")
        OFFICE = "office", _("来单位")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    matter = models.ForeignKey("disputes.Matter", models.PROTECT, related_name="rights_visits")
    rights = models.ForeignKey(RightsMatter, models.PROTECT, related_name="visits")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    visited_on = models.DateField(_("回访日期"))
    way = models.CharField(_("方式"), max_length=8, choices=Way.choices)
    state = EncryptedTextField(_("近况"), blank=False)
    needs = EncryptedTextField(_("还有什么困难"))
    satisfied = models.CharField(
        _("满意程度"), max_length=8, choices=RightsMatter.Satisfaction.choices, blank=True
    )
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = ScopedQuerySet["RightsVisit"].as_manager()

    class Meta:
        verbose_name = _("信访回访")
        ordering = ["-visited_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=["home", "phone", "office"])
                & Q(satisfied__in=["", "yes", "partly", "no"]),
                name="rights_visit_choices",
            ),
            models.CheckConstraint(condition=Q(state__isnull=False), name="rights_visit_told"),
        ]

    def __str__(self) -> str:
        return f"{self.visited_on}"
