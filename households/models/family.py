"""A listed family (在册家庭) and the decisions about its tier."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from households.models.scale import scale_of
from households.scales.body import Level, Scale


class Category(models.TextChoices):
    """The whitelist of domain C1; nothing else may be recorded about a family."""

    VIOLENCE = "01", _("家庭暴力")
    MARRIAGE = "02", _("婚恋纠纷")
    SUPPORT = "03", _("赡养抚养抚育继承纠纷")
    GAMBLING = "04", _("赌博")
    DRINKING = "05", _("酗酒")
    DRUG_HELP = "06", _("涉毒家庭帮扶")
    CARE_BURDEN = "07", _("精神障碍患者看护困难")
    CHILDREN = "08", _("留守、困境儿童")
    LEFT_WOMEN = "09", _("留守妇女")
    ELDERLY = "10", _("空巢、独居、失能老人")
    NEIGHBOURS = "11", _("邻里纠纷")
    LAND = "12", _("土地、宅基地、山林纠纷")
    DEBT = "13", _("债务、借贷纠纷")
    HARDSHIP = "14", _("经济特困")
    UPHEAVAL = "15", _("家庭重大变故")
    OTHER = "16", _("其他")


class Tier(models.TextChoices):
    """The whitelist of colours, most urgent first (scales.body.CODES). Which of them a county
    uses, under what name and with what terms, says its scale; red is the highest everywhere."""

    RED = "red", _("红·高")
    ORANGE = "orange", _("橙·较高")
    YELLOW = "yellow", _("黄·中")
    BLUE = "blue", _("蓝·较低")
    GREEN = "green", _("绿·低")


class ListedFamilyQuerySet(ScopedQuerySet["ListedFamily"]):
    """Listed families by state and tier."""

    def listed(self) -> ListedFamilyQuerySet:
        """On the list now."""
        return self.filter(status=ListedFamily.Status.LISTED)

    def counted(self) -> ListedFamilyQuerySet:
        """Without wrong entries: they leave every total, with their trace (domain C2)."""
        return self.exclude(close_ground=ListedFamily.CloseGround.MISTAKE)

    def lapsed(self, day: date) -> ListedFamilyQuerySet:
        """Listed families whose tier has lapsed to grey because its review date passed."""
        return self.listed().filter(review_due__lt=day)


class ListedFamily(models.Model):
    """One stay of a household on the list. tier holds the present value, TierDecision how it
    came about; past review_due the tier shows as grey 未复核 (a query, never stored). scale: the
    version the present decision was made under, null for the shipped one; its terms hold until
    the next decision. planned_from: where the rhythm of visits begins when it is not the day of
    the tier (a review under other terms). recorded_at: server time of the listing."""

    wall = walls.file("id")

    class Status(models.TextChoices):
        LISTED = "listed", _("在册")
        CLOSED = "closed", _("已销号")

    class CloseGround(models.TextChoices):
        QUIET = "quiet", _("稳定达标")
        MOVED = "moved", _("迁出移交")
        ENDED = "ended", _("死亡或并户")
        MISTAKE = "mistake", _("误报")

    ALLOWED = {
        "raise": {Status.LISTED},
        "lower": {Status.LISTED},
        "review": {Status.LISTED},
        "keeper": {Status.LISTED},
        "visit": {Status.LISTED},
        "plan": {Status.LISTED},
        "flag": {Status.LISTED},
        "propose": {Status.LISTED},
        "close": {Status.LISTED},
        "seal": {Status.LISTED},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(
        "households.Household", models.PROTECT, related_name="listings", verbose_name=_("家庭")
    )
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.LISTED)
    categories = ArrayField(
        models.CharField(max_length=2, choices=Category.choices), verbose_name=_("类别")
    )
    other_words = EncryptedTextField(_("其他（说明）"), max_length=60)
    grave = models.BooleanField(_("重大隐患"), default=False)
    hardship = models.BooleanField(_("特别困难"), default=False)
    # Only its handlers know of it (households.models.seal).
    sealed = models.BooleanField(_("受保护档案"), default=False, db_default=False)
    situation = EncryptedTextField(_("简要情况"), blank=False)
    plan = EncryptedTextField(_("一户一策"))
    tier = models.CharField(_("等级"), max_length=8, choices=Tier.choices)
    scale = models.ForeignKey(
        "households.TierScale", models.PROTECT, null=True, blank=True, related_name="+"
    )
    tier_since = models.DateField(_("定级日期"))
    planned_from = models.DateField(null=True)
    review_due = models.DateField(_("复核期限"))
    listed_on = models.DateField(_("列入日期"))
    listed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    closed_on = models.DateField(_("销号日期"), null=True)
    close_ground = models.CharField(max_length=16, choices=CloseGround.choices, blank=True)
    close_reason = EncryptedTextField()
    version = models.IntegerField(default=1)

    objects = ListedFamilyQuerySet.as_manager()

    class Meta:
        verbose_name = _("在册家庭")
        ordering = ["village", "-tier_since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                # Not of sealed files: a refusal would tell that there is one (T3). Their
                # supervisor sees both and closes one.
                condition=models.Q(status="listed", sealed=False),
                name="family_listed_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(categories__contains=["01"]) | models.Q(sealed=True),
                name="family_violence_sealed",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["listed", "closed"]), name="family_status"
            ),
            models.CheckConstraint(
                condition=models.Q(tier__in=[t.value for t in Tier]), name="family_tier"
            ),
            models.CheckConstraint(
                condition=models.Q(categories__contained_by=[c.value for c in Category])
                & models.Q(categories__len__gte=1),
                name="family_categories_whitelisted",
            ),
            models.CheckConstraint(
                condition=~models.Q(categories__contains=["16"])
                | models.Q(other_words__isnull=False),
                name="family_other_described",
            ),
            models.CheckConstraint(
                condition=models.Q(status="listed", closed_on__isnull=True)
                | (models.Q(status="closed", closed_on__isnull=False) & ~models.Q(close_ground="")),
                name="family_closed_with_ground",
            ),
        ]
        indexes = [
            models.Index(fields=["village", "status", "tier"], name="family_village_tier"),
            models.Index(fields=["village"], condition=models.Q(sealed=True), name="family_sealed"),
        ]

    def __str__(self) -> str:
        return f"{self.household} {self.level.label}"

    @property
    def terms(self) -> Scale:
        """The scale of the present decision."""
        return scale_of(self.scale_id)

    @property
    def level(self) -> Level:
        """The present tier with its terms."""
        return self.terms.level(self.tier)

    @property
    def plan_base(self) -> date:
        """The day the rhythm of visits counts from."""
        return self.planned_from or self.tier_since

    def is_lapsed(self, day: date | None = None) -> bool:
        """Whether the tier shows as grey 未复核 on `day` (default today)."""
        return self.review_due < (day or timezone.localdate())

    def list_labels(self) -> list[str]:
        """Category names for lists, which are printed and seen over shoulders: the first one has
        a quieter name there."""
        return [
            str(_("权益保护") if c == Category.VIOLENCE else Category(c).label)
            for c in self.categories
        ]

    def category_labels(self) -> list[str]:
        """Chinese names of the categories."""
        return [str(Category(c).label) for c in self.categories]


class TierDecision(models.Model):
    """A named person's decision on a tier, with the reason (PIPL art. 24: no machine decides).
    sheet: the factors that lay before her; against: why she decided otherwise than it suggests;
    scale: the version whose terms hold from here on."""

    wall = walls.file("family_id")

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    family = models.ForeignKey(ListedFamily, models.PROTECT, related_name="decisions")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    before = models.CharField(max_length=8, choices=Tier.choices, blank=True)
    after = models.CharField(max_length=8, choices=Tier.choices)
    scale = models.ForeignKey(
        "households.TierScale", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = EncryptedTextField(_("定级理由"), blank=False)
    decided_on = models.DateField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    review_due = models.DateField()
    sheet = models.ForeignKey(
        "households.FactorSheet", models.PROTECT, null=True, blank=True, related_name="+"
    )
    against = EncryptedTextField(_("与建议不同的理由"))

    objects = ScopedQuerySet["TierDecision"].as_manager()

    class Meta:
        verbose_name = _("定级")
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reason__isnull=False), name="tier_decision_reasoned"
            ),
            models.CheckConstraint(
                condition=models.Q(after__in=[t.value for t in Tier]), name="tier_decision_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decided_on} {self.level.label}"

    @property
    def level(self) -> Level:
        """The tier decided, with its terms."""
        return scale_of(self.scale_id).level(self.after)


class FamilyText(models.Model):
    """简要情况 and 一户一策 as they stood before somebody rewrote them. The trail holds only that,
    when and by whom; the words lie here, sealed."""

    wall = walls.file("family_id")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    family = models.ForeignKey(ListedFamily, models.PROTECT, related_name="former_texts")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    version = models.IntegerField()
    situation = EncryptedTextField(_("简要情况"))
    plan = EncryptedTextField(_("一户一策"))
    replaced_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(default=timezone.now)

    objects = ScopedQuerySet["FamilyText"].as_manager()

    class Meta:
        verbose_name = _("改前的情况和计划")
        ordering = ["-replaced_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["family", "version"], name="family_text_once"),
        ]

    def __str__(self) -> str:
        return f"{self.family_id} {self.version}"
