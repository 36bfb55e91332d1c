"""A demonstration household's way from application to plate, what follows, and objections."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.querysets import ScopedQuerySet
from households.models.on_notice import OnNotice
from households.models.rank import Rank


class AwardQuerySet(ScopedQuerySet["Award"]):
    """Awards by what they are today."""

    def held(self) -> AwardQuerySet:
        """Titles in force, those told to improve too."""
        return self.filter(status__in=Award.HELD)

    def on_the_way(self) -> AwardQuerySet:
        """Applications nobody has ended yet."""
        return self.filter(status__in=Award.ON_THE_WAY)


class Award(OnNotice):
    """示范户 of a rank (domain B): nominated (and assessed by the group) → voted → noticed →
    reviewed → town_noticed → approved → county_noticed → plated, or rejected; which of the steps a
    rank leaves out says the campaign's AwardRules. Afterwards improving, revoked, or ended without
    blame. consented_on: the household agreed to the notice and the checks.
    residence_on: when residence was proved. ended_at: when the end was put in, by the server's
    clock. Never refers to a listing."""

    wall = walls.CASE

    class Status(models.TextChoices):
        NOMINATED = "nominated", _("已推荐")
        VOTED = "voted", _("已评议")
        NOTICED = "noticed", _("公示中")
        REVIEWED = "reviewed", _("乡镇已审")
        APPROVED = "approved", _("县已批准")
        PLATED = "plated", _("已授牌")
        REJECTED = "rejected", _("未通过")
        TOWN_NOTICED = "town_noticed", _("乡镇公示中")
        COUNTY_NOTICED = "county_noticed", _("县公示中")
        IMPROVING = "improving", _("整改中")
        REVOKED = "revoked", _("已摘牌")
        ENDED = "closed", _("已终止")

    class Source(models.TextChoices):
        SELF = "self", _("本户申请")
        VILLAGE = "village", _("村里推荐")
        ABOVE = "above", _("上级命名")

    class EndGround(models.TextChoices):
        """Why a title or an application ended without blame (domain B)."""

        MOVED = "moved", _("迁往他处")
        SPLIT = "split", _("分户")
        MERGED = "merged", _("并户")
        GONE = "gone", _("已迁出或户已不存")
        WISH = "wish", _("本户不再参加")

    class Kind(models.TextChoices):
        """What a household is held up for; the column 类别 of the notice (domain J2)."""

        HARMONY = "harmony", _("邻里和睦")
        CARE = "care", _("尊老爱幼")
        TRADITION = "tradition", _("家风传承")
        SAFETY = "safety", _("安全防范")
        LAWFUL = "lawful", _("勤劳守法")

    HELD = (Status.PLATED, Status.IMPROVING)
    NOTICE_RANK = {
        Status.NOTICED: Rank.VILLAGE,
        Status.TOWN_NOTICED: Rank.TOWNSHIP,
        Status.COUNTY_NOTICED: Rank.COUNTY,
    }
    UP = (Status.NOTICED, Status.TOWN_NOTICED, Status.COUNTY_NOTICED)
    ON_THE_WAY = (
        *(Status.NOMINATED, Status.VOTED, Status.NOTICED, Status.REVIEWED, Status.TOWN_NOTICED),
        *(Status.APPROVED, Status.COUNTY_NOTICED),
    )
    ALLOWED = {
        "assess": {Status.NOMINATED},
        "vote": {Status.NOMINATED},
        "notice": {Status.VOTED},
        "object": {*UP},
        "answer": {*UP, Status.REJECTED, Status.ENDED},
        "review": {Status.NOTICED},
        "town_notice": {Status.REVIEWED},
        "approve": {Status.REVIEWED, Status.TOWN_NOTICED},
        "county_notice": {Status.APPROVED},
        "plate": {Status.APPROVED, Status.COUNTY_NOTICED},
        "send_back": {*UP, Status.REVIEWED},
        "slip": {Status.VOTED, *UP, Status.REVIEWED, Status.APPROVED},
        "check": {Status.PLATED},
        "improve": {Status.IMPROVING},
        "revoke": {*HELD},
        "reward": {*HELD},
        "end": {*ON_THE_WAY, *HELD},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="+")
    household = models.ForeignKey("households.Household", models.PROTECT, related_name="awards")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    rank = models.CharField(
        _("级别"), max_length=8, choices=Rank.choices, default=Rank.VILLAGE, db_default="village"
    )
    source = models.CharField(
        _("来源"),
        max_length=8,
        choices=Source.choices,
        default=Source.VILLAGE,
        db_default="village",
    )
    rules = models.ForeignKey(
        "households.AwardRules", models.PROTECT, null=True, related_name="awards"
    )
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.NOMINATED)
    kind = models.CharField(
        _("类别"), max_length=16, choices=Kind.choices, blank=True, default="", db_default=""
    )
    story = models.TextField(_("事迹"))
    nominated_on = models.DateField(_("推荐日期"))
    nominated_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    consented_on = models.DateField(_("同意公示和核查"), null=True)
    residence_on = models.DateField(_("居住证明核对日期"), null=True)
    ticked = ArrayField(models.CharField(max_length=12), default=list, db_default=[])
    group_on = models.DateField(_("小组初评日期"), null=True)
    group_opinion = models.TextField(_("小组意见"), blank=True, default="", db_default="")
    vote_on = models.DateField(_("评议日期"), null=True)
    vote_due = models.SmallIntegerField(_("应到"), null=True)
    vote_present = models.SmallIntegerField(_("实到"), null=True)
    vote_for = models.SmallIntegerField(_("同意"), null=True)
    vote_against = models.SmallIntegerField(_("反对"), null=True)
    vote_abstain = models.SmallIntegerField(_("弃权"), null=True)
    notice_place = models.CharField(_("公示地点"), max_length=80, blank=True)
    notice_phone = models.CharField(_("异议电话"), max_length=20, blank=True)
    review_opinion = models.TextField(_("乡镇意见"), blank=True)
    reviewed_on = models.DateField(null=True)
    reviewed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    approve_opinion = models.TextField(_("县级意见"), blank=True)
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    plate_number = models.CharField(_("牌号"), max_length=40, blank=True)
    verify_code = models.CharField(_("查验码"), max_length=22, null=True, unique=True)  # noqa: DJ001
    plated_on = models.DateField(_("授牌日期"), null=True)
    rejected_on = models.DateField(null=True)
    reject_reason = models.TextField(_("未通过原因"), blank=True, default="", db_default="")
    ended_on = models.DateField(_("终止日期"), null=True)
    ended_at = models.DateTimeField(null=True)
    end_ground = models.CharField(
        _("终止原因"),
        max_length=8,
        choices=EndGround.choices,
        blank=True,
        default="",
        db_default="",
    )

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("示范户")
        ordering = ["village", "-nominated_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "household", "rank"],
                condition=~models.Q(status__in=["rejected", "closed", "revoked"]),
                name="award_once_a_year",
            ),
            models.UniqueConstraint(
                fields=["campaign", "plate_number"],
                condition=~models.Q(plate_number=""),
                name="award_plate_number_once",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["nominated", "rejected", "closed"])
                | models.Q(source="above")
                | models.Q(
                    vote_present__lte=models.F("vote_due"),
                    vote_for__gt=models.F("vote_against") + models.F("vote_abstain"),
                    vote_present=models.F("vote_for")
                    + models.F("vote_against")
                    + models.F("vote_abstain"),
                ),
                name="award_vote_adds_up",
            ),
            models.CheckConstraint(
                condition=models.Q(notice_until__isnull=True)
                | models.Q(notice_until__gte=models.F("notice_from")),
                name="award_notice_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(notice_planned__isnull=True)
                | models.Q(notice_until__gte=models.F("notice_planned")),
                name="award_notice_only_longer",
            ),
            models.CheckConstraint(condition=models.Q(rank__in=Rank.values), name="award_rank"),
            models.CheckConstraint(
                condition=models.Q(source__in=["self", "village", "above"]), name="award_source"
            ),
            models.CheckConstraint(
                condition=models.Q(end_ground__in=["", "moved", "split", "merged", "gone", "wish"]),
                name="award_end_ground",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["plated", "improving", "revoked"])
                | models.Q(plated_on__isnull=False) & ~models.Q(plate_number=""),
                name="award_title_numbered",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["revoked", "closed"])
                | models.Q(ended_on__isnull=False),
                name="award_end_dated",
            ),
        ]
        indexes = [models.Index(fields=["village", "status"], name="award_village_status")]

    def __str__(self) -> str:
        return f"{self.household} {self.get_status_display()}"

    @property
    def where(self) -> int:
        return self.village_id

    @property
    def title(self) -> str:
        """平安家庭示范户（县级）."""
        return str(_("平安家庭示范户（%(rank)s）")) % {"rank": self.get_rank_display()}
