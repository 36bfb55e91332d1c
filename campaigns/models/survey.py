"""群众调查 (知晓率、参与率、满意率、安全感): plan, wording, sample by village, answers, results.

An answer is a row of its own with a random key and no time; nothing joins it to a household or
to the token it came with. Its place is the village, or the township where a village's sample is
too small to be shown by itself (features, wish 9)."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class Rate(models.TextChoices):
    """The four rates (domain A2 三率, A6 2.1, 2.2, 6.1; J2)."""

    AWARE = "aware", _("知晓率")
    TOOK_PART = "took_part", _("参与率")
    SATISFIED = "satisfied", _("满意率")
    SAFE = "safe", _("安全感")


class SurveyQuerySet(ScopedQuerySet["Survey"]):
    """Surveys by state."""

    def running(self) -> Self:
        """Those that take answers or results."""
        return self.filter(status=Survey.Status.OPEN)


class Survey(models.Model):
    """kind OWN: asked by the county's own network; THIRD: a third party's result is uploaded and
    kept apart. scored: the one survey of the campaign whose rates the score uses. margin: wanted
    half-width for the county in tenths of a point; least: below so many answers a village is not
    shown alone. secret: made when it is planned, its SHA-256 (seed_hash) shown from then on, so
    that nobody chose it by what it draws; seed: the secret with what was added in public, printed,
    so that another program repeats the draw. result: frozen rows of
    the closed survey; cancel_words: why one was given up, whose answers are never shown."""

    wall = walls.county("county_id")

    class Kind(models.TextChoices):
        OWN = "own", _("本县组织")
        THIRD = "third", _("第三方调查")

    class Status(models.TextChoices):
        DRAFT = "draft", _("筹备")
        OPEN = "open", _("调查中")
        CLOSED = "closed", _("已封存")
        CANCELLED = "cancelled", _("已取消")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="surveys")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(_("方式"), max_length=8, choices=Kind.choices)
    title = models.CharField(_("名称"), max_length=40)
    starts_on = models.DateField(_("开始"))
    ends_on = models.DateField(_("结束"))
    margin = models.SmallIntegerField(_("要求误差"), default=30)
    least = models.SmallIntegerField(_("单列所需份数"), default=10)
    phone_share = models.SmallIntegerField(_("电话占比"), default=40)
    code_share = models.SmallIntegerField(_("二维码占比"), default=30)
    secret = models.CharField(_("封存的种子"), max_length=64, blank=True)
    seed_hash = models.CharField(_("种子校验值"), max_length=64, blank=True)
    seed = models.CharField(_("种子"), max_length=110, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    scored = models.BooleanField(_("计入考核"), default=False)
    drawn_at = models.DateTimeField(null=True)
    closed_on = models.DateField(_("封存日期"), null=True)
    result = models.JSONField(default=dict)
    cancel_words = models.CharField(_("取消的原因"), max_length=200, blank=True)
    planned_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("群众调查")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["own", "third"]), name="survey_kind"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "open", "closed", "cancelled"]),
                name="survey_status",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lte=models.F("ends_on")), name="survey_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(margin__range=(5, 200), least__range=(3, 100)), name="survey_numbers"
            ),
            models.CheckConstraint(
                condition=Q(phone_share__range=(0, 80), code_share__range=(0, 80))
                & Q(phone_share__lte=80 - models.F("code_share")),
                name="survey_shares",  # at least a fifth by door, so that door tells nothing
            ),
            models.CheckConstraint(
                condition=(Q(status="closed") & Q(closed_on__isnull=False))
                | (~Q(status="closed") & Q(closed_on__isnull=True)),
                name="survey_closed_on",
            ),
            models.CheckConstraint(
                condition=(Q(status="cancelled", scored=False) & ~Q(cancel_words=""))
                | (~Q(status="cancelled") & Q(cancel_words="")),
                name="survey_cancelled_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(seed="") | (~Q(secret="") & ~Q(seed_hash="")),
                name="survey_seed_was_sealed",
            ),
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(scored=True), name="survey_one_scored"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SurveyQuestion(models.Model):
    """The wording of one rate's question; a new wording is a new row, the highest version is
    asked. Wording stands once the survey is open."""

    wall = walls.county("county_id")

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="questions")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    rate = models.CharField(max_length=10, choices=Rate.choices)
    wording = models.CharField(_("问题"), max_length=80)
    version = models.SmallIntegerField(default=1)
    worded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    worded_at = models.DateTimeField()

    objects = ScopedQuerySet["SurveyQuestion"].as_manager()

    class Meta:
        verbose_name = _("调查问题")
        ordering = ["survey", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rate__in=["aware", "took_part", "satisfied", "safe"]),
                name="survey_question_rate",
            ),
            models.CheckConstraint(condition=~Q(wording=""), name="survey_question_worded"),
            models.UniqueConstraint(
                fields=["survey", "rate", "version"], name="survey_question_version_once"
            ),
        ]

    def __str__(self) -> str:
        return self.wording


class SurveyStratum(models.Model):
    """A village in the draw: its households of that day, how many were drawn, how many of these
    get a printed code, and whether its answers are kept under the township because they would be
    too few alone."""

    wall = walls.area("village_id")

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="strata")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    households = models.IntegerField(_("总户数"))
    drawn = models.IntegerField(_("样本"))
    codes = models.IntegerField(_("二维码"), default=0)
    pooled = models.BooleanField(_("并入乡镇"), default=False)

    objects = ScopedQuerySet["SurveyStratum"].as_manager()

    class Meta:
        verbose_name = _("样本分配")
        ordering = ["village"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "village"], name="survey_stratum_once"),
            models.CheckConstraint(
                condition=Q(codes__gte=0, drawn__gte=models.F("codes"))
                & Q(households__gte=models.F("drawn")),
                name="survey_stratum_drawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.drawn}/{self.households}"


class SurveyDraw(models.Model):
    """What a sample was drawn from, so that another program repeats it (campaigns.draw_rule):
    listed, the list as text with how many of each village; homes, the keys of every village's
    households of that day. Kept apart, since no page of a survey needs it."""

    wall = walls.area("county_id")

    survey = models.OneToOneField(Survey, models.PROTECT, related_name="draw")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    listed = models.TextField(_("抽样名单"))
    homes = models.BinaryField(_("各村的户"))

    objects = ScopedQuerySet["SurveyDraw"].as_manager()

    class Meta:
        verbose_name = _("样本抽取")

    def __str__(self) -> str:
        return str(self.survey_id)


class SurveyAnswer(models.Model):
    """One answer. null: this question was not answered. satisfied and safe: 1 the best of five.
    No time, no way, no person, no household; the key is random, so that even the order of
    arrival is not kept."""

    wall = walls.area("place_id")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="answers")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    aware = models.BooleanField(null=True)
    took_part = models.BooleanField(null=True)
    satisfied = models.SmallIntegerField(null=True)
    safe = models.SmallIntegerField(null=True)

    objects = ScopedQuerySet["SurveyAnswer"].as_manager()

    class Meta:
        verbose_name = _("调查答卷")
        constraints = [
            models.CheckConstraint(
                condition=Q(satisfied__isnull=True) | Q(satisfied__range=(1, 5)),
                name="survey_answer_satisfied",
            ),
            models.CheckConstraint(
                condition=Q(safe__isnull=True) | Q(safe__range=(1, 5)), name="survey_answer_safe"
            ),
            models.CheckConstraint(
                condition=Q(aware__isnull=False)
                | Q(took_part__isnull=False)
                | Q(satisfied__isnull=False)
                | Q(safe__isnull=False),
                name="survey_answer_something",
            ),
        ]
        indexes = [models.Index(fields=["survey", "place"], name="survey_answer_place")]

    def __str__(self) -> str:
        return str(self.place_id)
