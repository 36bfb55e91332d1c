"""重大隐患: a risk of death, injury, arson or self-harm, reported by telephone and form within two
hours and in writing within twenty-four (domain C4, J2 重大隐患专报)."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet


class HazardQuerySet(ScopedQuerySet["Hazard"]):
    """Hazards by state."""

    def running(self) -> HazardQuerySet:
        """Not ended yet."""
        return self.exclude(status=Hazard.Status.ENDED)

    def counted(self) -> HazardQuerySet:
        """Without wrong entries: they leave every total, with their trace."""
        return self.exclude(ending=Hazard.Ending.MISTAKE)


class Hazard(models.Model):
    """known_at: when somebody in the office first knew, from which both clocks run; filed_at and
    written_at: when the server received the form and the written follow-up. Whether that was in
    time is a query (households.hazard_clocks). What happened is told in words that are encrypted;
    reporter is shown to those who handle the hazard and to nobody else (反家庭暴力法 art. 14)."""

    wall = walls.file("family_id")

    class Status(models.TextChoices):
        OPEN = "open", _("待填专报")
        FILED = "filed", _("处置中")
        ASKED = "asked", _("待确认解除")
        ENDED = "ended", _("已结束")

    class Ending(models.TextChoices):
        LIFTED = "lifted", _("险情解除")
        MISTAKE = "mistake", _("误报")

    class Danger(models.TextChoices):
        """Domain C1: what makes a hazard a major one."""

        LIFE = "life", _("可能出人命")
        INJURY = "injury", _("可能伤人")
        ARSON = "arson", _("可能纵火")
        SELF = "self", _("可能自伤、轻生")

    class Source(models.TextChoices):
        FAMILY = "family", _("在册家庭")
        VISIT = "visit", _("走访发现")
        REPORT = "report", _("零报告")
        DISPUTE = "dispute", _("纠纷调解")
        DIRECT = "direct", _("直接上报")

    ALLOWED = {
        "call": {Status.OPEN, Status.FILED, Status.ASKED},
        "receive": {Status.OPEN, Status.FILED, Status.ASKED},
        "file": {Status.OPEN},
        "follow": {Status.FILED, Status.ASKED},
        "ask": {Status.OPEN, Status.FILED},
        "decline": {Status.ASKED},
        "lift": {Status.ASKED},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    household = models.ForeignKey(
        "households.Household", models.PROTECT, null=True, related_name="hazards"
    )
    family = models.ForeignKey(
        "households.ListedFamily", models.PROTECT, null=True, related_name="hazards"
    )
    visit = models.ForeignKey("households.Visit", models.PROTECT, null=True, related_name="hazards")
    report = models.ForeignKey(
        "households.ZeroReport", models.PROTECT, null=True, related_name="hazards"
    )
    source = models.CharField(_("来源"), max_length=8, choices=Source.choices)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    known_at = models.DateTimeField(_("知悉时间"))
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reporter = EncryptedTextField(_("谁反映的"))
    # The form (J2 重大隐患专报).
    dangers = ArrayField(
        models.CharField(max_length=8, choices=Danger.choices),
        default=list,
        verbose_name=_("危险"),
    )
    occurred_at = models.DateTimeField(_("发生时间"), null=True)
    place = EncryptedTextField(_("地点"))
    persons = EncryptedTextField(_("涉及人员"))
    course = EncryptedTextField(_("经过"))
    measures = EncryptedTextField(_("已采取措施"))
    next_steps = EncryptedTextField(_("下一步"))
    support = EncryptedTextField(_("请求支持"))
    signed_by = models.CharField(_("签发"), max_length=40, blank=True)
    filed_at = models.DateTimeField(null=True)
    filed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    # The victim is a child or lacks capacity: the police must be told (mandatory report).
    protected = models.BooleanField(_("受害人是未成年人或无、限制民事行为能力人"), default=False)
    police_at = models.DateTimeField(_("报警时间"), null=True)
    police_unit = models.CharField(_("向哪里报的警"), max_length=60, blank=True)
    written_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    handler = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    ending = models.CharField(max_length=8, choices=Ending.choices, blank=True)
    version = models.IntegerField(default=1)

    objects = HazardQuerySet.as_manager()

    class Meta:
        verbose_name = _("重大隐患")
        ordering = ["-known_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["open", "filed", "asked", "ended"]),
                name="hazard_status",
            ),
            models.CheckConstraint(
                condition=models.Q(source__in=["family", "visit", "report", "dispute", "direct"]),
                name="hazard_source",
            ),
            models.CheckConstraint(
                condition=models.Q(dangers__contained_by=["life", "injury", "arson", "self"]),
                name="hazard_dangers",
            ),
            models.CheckConstraint(
                condition=models.Q(filed_at__isnull=True) & ~models.Q(status="filed")
                | models.Q(filed_at__isnull=False, filed_by__isnull=False, dangers__len__gte=1),
                name="hazard_filed_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(protected=False) | models.Q(police_at__isnull=False),
                name="hazard_police_told",
            ),
            models.CheckConstraint(
                condition=models.Q(ending="", ended_at__isnull=True) & ~models.Q(status="ended")
                | models.Q(
                    ending__in=["lifted", "mistake"], ended_at__isnull=False, status="ended"
                ),
                name="hazard_ended_whole",
            ),
            models.UniqueConstraint(
                fields=["family"],
                condition=~models.Q(status="ended"),
                name="hazard_open_once_a_family",
            ),
        ]
        indexes = [models.Index(fields=["village", "status"], name="hazard_village_status")]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.known_at:%Y-%m-%d}"

    def danger_labels(self) -> list[str]:
        """What might happen, in words."""
        return [str(Hazard.Danger(d).label) for d in self.dangers]


class HazardCall(models.Model):
    """A telephone report: whom, when."""

    wall = walls.file("hazard__family_id")

    hazard = models.ForeignKey(Hazard, models.PROTECT, related_name="calls")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    called_at = models.DateTimeField(_("电话时间"))
    person = models.CharField(_("谁接的"), max_length=40)
    unit = models.CharField(_("单位"), max_length=60)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedQuerySet["HazardCall"].as_manager()

    class Meta:
        verbose_name = _("隐患电话报告")
        ordering = ["called_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(called_at__lte=models.F("recorded_at")),
                name="hazard_call_not_ahead",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.called_at:%Y-%m-%d %H:%M} {self.unit}"


class HazardNote(models.Model):
    """What was done or decided after the form."""

    wall = walls.file("hazard__family_id")

    class Kind(models.TextChoices):
        WRITTEN = "written", _("书面续报")
        PROGRESS = "progress", _("续报")
        ASKED = "asked", _("申请解除")
        DECLINED = "declined", _("暂不解除")
        ENDED = "ended", _("确认结束")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    hazard = models.ForeignKey(Hazard, models.PROTECT, related_name="notes")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = EncryptedTextField(_("内容"))
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedQuerySet["HazardNote"].as_manager()

    class Meta:
        verbose_name = _("隐患处置记录")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["written", "progress", "asked", "declined", "ended"]),
                name="hazard_note_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"
