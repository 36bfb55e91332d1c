"""The text of the year's pledges (责任状样本): parts, measurable clauses, editions."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.db import models
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet


class Rung(models.IntegerChoices):
    """Who signs below: the rungs of the cascade (domain 0). The numbers are the levels of
    divisions; a household stands below the village."""

    COUNTY = 3, _("县（市、区）")
    TOWNSHIP = 4, _("镇（街道）")
    VILLAGE = 5, _("村（社区）")
    HOUSEHOLD = 6, _("家庭")


class PledgeTemplateQuerySet(ScopedQuerySet["PledgeTemplate"]):
    """Texts by state."""

    def published(self) -> PledgeTemplateQuerySet:
        """Those in force."""
        return self.filter(status=PledgeTemplate.Status.PUBLISHED)


class PledgeTemplate(models.Model):
    """owner: whose text it is. The county writes what it signs with townships, a text for all
    villages and the household's letter; a township may put a village text of its own in its place.
    What a county signs with its city (rung COUNTY) is the city's text, one for all its counties and
    so without a campaign, or, as it came on paper, typed in by the county. A published edition
    never changes; the next edition replaces it and what was signed keeps the edition it was signed
    on. opening, measures, appraisal, rewards, veto: the parts of domain J2; a line break parts two
    paragraphs. edition is 0 while it is a draft."""

    wall = walls.shared("owner_id", ("status", ("published", "replaced")), upper="owner_id")
    # The text; when it was drafted and published the trail knows too.
    frozen = walls.Frozen(
        "{row}.status <> 'draft'", but=("status", "version", "drafted_at", "published_at")
    )

    class Status(models.TextChoices):
        DRAFT = "draft", _("起草中")
        PUBLISHED = "published", _("使用中")
        REPLACED = "replaced", _("已被新版代替")

    ALLOWED = {"save": {Status.DRAFT}, "publish": {Status.DRAFT}}

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    rung = models.SmallIntegerField(_("由谁签订"), choices=Rung.choices)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    edition = models.SmallIntegerField(_("版次"), default=0)
    starts_on = models.DateField(_("责任期限自"))
    ends_on = models.DateField(_("责任期限至"))
    opening = models.TextField(_("开头"), blank=True)
    measures = models.TextField(_("工作措施"), blank=True)
    appraisal = models.TextField(_("考核办法"), blank=True)
    rewards = models.TextField(_("奖惩"), blank=True)
    veto = models.TextField(_("一票否决情形"), blank=True)
    drafted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    published_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    objects = PledgeTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("责任状样本")
        ordering = ["rung", "owner", "-edition"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "published", "replaced"]),
                name="pledge_template_status",
            ),
            models.CheckConstraint(
                condition=models.Q(rung__in=[3, 4, 5, 6]), name="pledge_template_rung"
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("ends_on")),
                name="pledge_template_days_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(status="draft", edition=0, published_at__isnull=True)
                | (
                    ~models.Q(status="draft")
                    & models.Q(edition__gte=1, published_at__isnull=False)
                    & models.Q(published_by__isnull=False)
                ),
                name="pledge_template_published_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["campaign", "owner", "rung"],
                condition=models.Q(status="draft"),
                name="pledge_template_one_draft",
            ),
            models.UniqueConstraint(
                fields=["campaign", "owner", "rung"],
                condition=models.Q(status="published"),
                name="pledge_template_one_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(campaign__isnull=False) | models.Q(rung=3),
                name="pledge_template_without_year_above",
            ),
            models.UniqueConstraint(
                models.F("owner"),
                ExtractYear("starts_on"),
                condition=models.Q(status="draft", campaign__isnull=True),
                name="pledge_template_one_draft_above",
            ),
            models.UniqueConstraint(
                models.F("owner"),
                ExtractYear("starts_on"),
                condition=models.Q(status="published", campaign__isnull=True),
                name="pledge_template_one_in_force_above",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} 第{self.edition}版" if self.edition else f"{self.title}（草稿）"

    @property
    def year(self) -> int:
        """Of which year it is; its days lie in it."""
        return self.starts_on.year

    @property
    def title(self) -> str:
        """What stands above the paper."""
        if self.rung == Rung.HOUSEHOLD:
            return str(_("平安家庭承诺书"))
        return str(_("%(year)d年平安家庭创建目标管理责任状")) % {"year": self.starts_on.year}


class PledgeClause(models.Model):
    """One measurable line of a text. code: what it is called all the way down the tree, so that
    the clause below is found; reaches: the lowest rung that has to take it up. metric and
    rubric_line name what measures it (reports knows them; here they are words)."""

    wall = walls.shared(
        "owner_id", ("template__status", ("published", "replaced")), upper="owner_id"
    )
    frozen = walls.Frozen("{row}.status <> 'draft'", on="template")

    template = models.ForeignKey(PledgeTemplate, models.CASCADE, related_name="clauses")
    owner = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    ordinal = models.SmallIntegerField()
    code = models.CharField(_("指标代码"), max_length=24)
    text = models.CharField(_("指标"), max_length=80)
    at_least = models.BooleanField(_("不低于"), default=True)
    target = models.DecimalField(_("目标值"), max_digits=8, decimal_places=2)
    unit = models.CharField(_("单位"), max_length=8)
    reaches = models.SmallIntegerField(_("落实到"), choices=Rung.choices, default=Rung.VILLAGE)
    metric = models.CharField(_("统计指标"), max_length=40, blank=True)
    rubric_line = models.CharField(_("考核细则条目"), max_length=8, blank=True)
    weaker_reason = models.CharField(_("低于上级目标的理由"), max_length=200, blank=True)

    objects = ScopedQuerySet["PledgeClause"].as_manager()

    class Meta:
        verbose_name = _("责任状条款")
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["template", "code"], name="pledge_clause_code_once"),
            models.UniqueConstraint(
                fields=["template", "ordinal"], name="pledge_clause_place_once"
            ),
            models.CheckConstraint(
                condition=models.Q(target__gte=0), name="pledge_clause_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(reaches__in=[3, 4, 5, 6]), name="pledge_clause_reaches"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text}{self.goal}"

    @property
    def goal(self) -> str:
        """不低于95%, 全年不少于4次, 不超过2件, 100%."""
        return goal_of(self.target, self.unit, self.at_least)


def plain(value: Decimal) -> str:
    """95, 99.5: without zeros that say nothing."""
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def goal_of(target: Decimal, unit: str, at_least: bool) -> str:
    """A target in words."""
    number = f"{plain(target)}{unit}"
    if unit == "%":
        if at_least:
            return number if target >= 100 else str(_("%(n)s以上")) % {"n": number}
        return str(_("不高于%(n)s")) % {"n": number}
    return (str(_("不少于%(n)s")) if at_least else str(_("不超过%(n)s"))) % {"n": number}
