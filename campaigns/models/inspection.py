"""督查: an inspection, its sealed draw, and what is to be looked at (features, wish 19)."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.models import User
from accounts.querysets import ScopedQuerySet
from accounts.walls import Kind as WallKind
from accounts.walls import Wall
from campaigns import draw_rule

PHOTOS_OWED_MOST = 20


class Inspection(models.Model):
    """One round. Only the county's offices see it: an unannounced one would not be, if those who
    are to be inspected could read where. village_items, home_items: the checklist, frozen when
    the round is made, as {code, words, ground}."""

    wall = walls.area("county_id")

    class Kind(models.TextChoices):
        MIDYEAR = "midyear", _("年中督查")
        UNANNOUNCED = "unannounced", _("暗访")
        RANDOM = "random", _("双随机抽查")

    class Status(models.TextChoices):
        OPEN = "open", _("进行中")
        CLOSED = "closed", _("已结束")

    ALLOWED = {
        "seal": {Status.OPEN},
        "assign": {Status.OPEN},
        "close": {Status.OPEN},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey("campaigns.Campaign", models.PROTECT, related_name="inspections")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(_("方式"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("名称"), max_length=60)
    starts = models.DateField(_("开始"))
    ends = models.DateField(_("结束"))
    village_items = models.JSONField()
    home_items = models.JSONField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    closed_on = models.DateField(null=True)
    close_words = models.CharField(_("结束说明"), max_length=300, blank=True)
    version = models.IntegerField(default=1)

    objects = ScopedQuerySet["Inspection"].as_manager()

    class Meta:
        verbose_name = _("督查")
        ordering = ["-starts", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["midyear", "unannounced", "random"]), name="inspection_kind"
            ),
            models.CheckConstraint(
                condition=Q(status="open", closed_on__isnull=True)
                | (Q(status="closed", closed_on__isnull=False) & ~Q(close_words="")),
                name="inspection_status",
            ),
            models.CheckConstraint(
                condition=Q(starts__lte=models.F("ends")) & ~Q(title=""), name="inspection_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DrawQuerySet(ScopedQuerySet["Draw"]):
    """Draws by state."""

    def standing(self) -> Self:
        """Sealed or drawn, not replaced by another."""
        return self.exclude(status=Draw.Status.REPLACED)


class Draw(models.Model):
    """A draw in two steps. Sealed: list and seed are fixed and their SHA-256 recorded with the
    time, before anybody has seen either. Drawn: both are shown, with the words added in public.
    Drawing again needs a reason, and both draws stay. The rule is campaigns.draw_rule."""

    wall = walls.area("county_id")

    class Status(models.TextChoices):
        SEALED = "sealed", _("已封存")
        DRAWN = "drawn", _("已抽取")
        REPLACED = "replaced", _("已重抽")

    ALLOWED = {"draw": {Status.SEALED}}

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="draws")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    ordinal = models.SmallIntegerField(_("第几次"))
    listed = models.TextField(_("候选名单"))
    homes = models.BinaryField(_("各村户的候选名单"))
    list_hash = models.CharField(_("名单校验值"), max_length=64)
    secret = models.CharField(_("封存的种子"), max_length=64)
    seed_hash = models.CharField(_("种子校验值"), max_length=64)
    public_words = models.CharField(_("现场公开数"), max_length=40, blank=True)
    sealed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()
    drawn_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    drawn_at = models.DateTimeField(null=True)
    result = models.TextField(_("抽取结果"), blank=True)
    reason = models.CharField(_("重抽的原因"), max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.SEALED)
    version = models.IntegerField(default=1)

    objects = DrawQuerySet.as_manager()

    class Meta:
        verbose_name = _("抽取")
        ordering = ["inspection", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "ordinal"], name="draw_ordinal_once"),
            models.UniqueConstraint(
                fields=["inspection"],
                condition=Q(status__in=["sealed", "drawn"]),
                name="draw_one_standing",
            ),
            models.CheckConstraint(
                condition=Q(status="sealed", drawn_at__isnull=True, result="")
                | (
                    Q(status="drawn", drawn_at__isnull=False, drawn_by__isnull=False)
                    & ~Q(result="")
                )
                | Q(status="replaced"),
                name="draw_status",
            ),
            models.CheckConstraint(
                condition=Q(ordinal=1) | ~Q(reason=""), name="draw_again_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.ordinal}"

    @property
    def seed(self) -> str:
        """What the draw is made with; known to nobody before it is drawn."""
        return draw_rule.seed_of(self.secret, self.public_words)


class InspectionTarget(models.Model):
    """A village, or a household of it, with the inspector who looks at it. shown: who may see
    it besides the places the two inspectors work for (home, partner_home): the county until a
    village was looked at, then the village; of a household always the county alone, so that nobody
    at home is asked why she answered as she did. It tells nothing of listings. title, kind, items,
    ends are the round's own, since an inspector from a township does not see the round. answers:
    code → {answer, words}. photos_owed: taken on the spot without a network, still to be added."""

    wall = Wall(WallKind.AREA, "shown_id", "home_id", "partner_home_id")

    class Status(models.TextChoices):
        WAITING = "waiting", _("待检查")
        DONE = "done", _("已检查")
        VOID = "void", _("已取消")

    class Answer(models.TextChoices):
        YES = "yes", _("符合")
        NO = "no", _("不符合")
        NONE = "na", _("不适用")

    ALLOWED = {"answer": {Status.WAITING}, "photo": {Status.WAITING, Status.DONE}}

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("检查编号"), max_length=8, unique=True)
    client_uuid = models.UUIDField(unique=True, null=True)
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="targets")
    draw = models.ForeignKey(Draw, models.PROTECT, null=True, related_name="targets")
    shown = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    home = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    household = models.UUIDField(_("户"), null=True)
    label = models.CharField(_("户号"), max_length=20, blank=True)
    title = models.CharField(_("督查名称"), max_length=60)
    kind = models.CharField(max_length=12, choices=Inspection.Kind.choices)
    items = models.JSONField(_("检查项"))
    ends = models.DateField(_("检查期限"))
    inspector = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    partner = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    partner_home = models.ForeignKey(
        "campaigns.Division", models.PROTECT, null=True, related_name="+"
    )
    photos_owed = models.SmallIntegerField(_("待补照片"), default=0)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.WAITING)
    answers = models.JSONField(default=dict)
    words = models.CharField(_("总的情况"), max_length=1000, blank=True)
    visited_on = models.DateField(_("检查日期"), null=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    objects = ScopedQuerySet["InspectionTarget"].as_manager()

    class Meta:
        verbose_name = _("检查对象")
        # By key: the round itself is not to be joined, a village does not see it.
        ordering = ["inspection_id", "village_id", "label"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "void"], answered_at__isnull=True)
                | Q(status="done", answered_at__isnull=False, answered_by__isnull=False),
                name="target_status",
            ),
            models.CheckConstraint(
                condition=Q(household__isnull=True) | Q(shown__gt=0) & ~Q(label=""),
                name="target_home_named",
            ),
            models.CheckConstraint(
                condition=Q(partner__isnull=True) | ~Q(partner=models.F("inspector")),
                name="target_two_people",
            ),
            models.CheckConstraint(
                condition=Q(partner__isnull=True, partner_home__isnull=True)
                | Q(partner__isnull=False, partner_home__isnull=False),
                name="target_partner_works_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(photos_owed__range=(0, PHOTOS_OWED_MOST)), name="target_photos_owed"
            ),
        ]
        indexes = [models.Index(fields=["inspector", "status"], name="target_inspector")]

    def __str__(self) -> str:
        return f"{self.code}"

    @property
    def name(self) -> str:
        """What is looked at."""
        return f"{self.village.name} {self.label}户" if self.household else self.village.name

    @property
    def answered(self) -> list[dict[str, Any]]:
        """Each item with its answer."""
        labels = dict(self.Answer.choices)
        out = []
        for item in self.items:
            said = self.answers.get(item["code"], {})
            out.append(
                {
                    **item,
                    "answer": said.get("answer", ""),
                    "words_said": said.get("words", ""),
                    "label": labels.get(said.get("answer", ""), ""),
                }
            )
        return out

    def home_of(self, user: User) -> int:
        """The code of the place an inspector works for, as she was drawn."""
        if user.pk == self.partner_id and self.partner_home_id is not None:
            return self.partner_home_id
        return self.home_id

    def is_inspector(self, user: User) -> bool:
        """Whether she was drawn for it."""
        return user.pk in (self.inspector_id, self.partner_id)
