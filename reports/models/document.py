"""A document made from frozen rows: what it says, what became of it; also its job row."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.models import JobRow, User
from accounts.querysets import ScopedQuerySet
from accounts.roles import Role

OFFICE = frozenset({Role.COUNTY_FEDERATION, Role.GOVERNANCE_REVIEWER, Role.AUDITOR})


class DocumentQuerySet(ScopedQuerySet["Document"]):
    """Documents by reader."""

    def shown_to(self, user: User) -> Self:
        """visible_to; below the county's offices a township reads what was issued to it or to
        all townships (SENT), as PDF."""
        rows = self.visible_to(user)
        if user.is_system or user.roles_today() & OFFICE:
            return rows
        return rows.filter(
            status__in=[Document.Status.ISSUED, Document.Status.WITHDRAWN],
            kind__in=Document.SENT,
            medium=Document.Medium.PDF,
        )

    def masters(self) -> Self:
        """The papers themselves, without their copies in another medium."""
        return self.filter(master__isnull=True)


class Document(JobRow):
    """A paper of a run. content: the frozen input it is drawn from, as text, with its digest; file:
    a name below MEDIA_ROOT, served only through a checked view (A8). place: the county, or the
    township it goes to. The PDF is the record: docx and xlsx hang on it (master), are drawn from
    its content and follow its status. number: from the register of numbers, given on issue.
    replaces: the issued paper this one takes the place of; both stay listed."""

    wall = walls.shared("place_id", ("status", ("issued", "withdrawn")))
    frozen = walls.Frozen(
        "{row}.status IN ('issued', 'withdrawn')",
        but=(
            *("status", "withdrawn_by_id", "withdrawn_on", "withdraw_reason", "version"),
            *("state", "lease_until", "fence", "tries", "done", "total", "message", "error"),
            *("finished_at", "file", "pages", "size", "digest", "seconds", "issued_file"),
            "issued_digest",
        ),
    )

    class Kind(models.TextChoices):
        ASSESSMENT = "assessment", _("考核报告")
        CIRCULAR = "circular", _("考核结果通报")
        LETTER = "letter", _("致镇（街道）函")
        SHEET = "sheet", _("考核评分表")
        RANKING = "ranking", _("考核排名表")
        CATALOGUE = "catalogue", _("统计指标说明")
        RECTIFICATION = "rectification", _("扣分事项与整改清单")
        ADDENDUM = "addendum", _("考核结果更正通报")

    class Medium(models.TextChoices):
        PDF = "pdf", _("PDF")
        DOCX = "docx", _("Word")
        XLSX = "xlsx", _("Excel")

    class Status(models.TextChoices):
        DRAFT = "draft", _("草稿")
        APPROVED = "approved", _("已审定")
        ISSUED = "issued", _("已印发")
        WITHDRAWN = "withdrawn", _("已撤销")

    ALLOWED = {
        "change": {Status.DRAFT},
        "approve": {Status.DRAFT},
        "return": {Status.APPROVED},
        "issue": {Status.APPROVED},
        "withdraw": {Status.ISSUED},
        "replace": {Status.ISSUED, Status.WITHDRAWN},
    }
    SENT = (Kind.CIRCULAR, Kind.LETTER, Kind.SHEET, Kind.RANKING, Kind.ADDENDUM)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey("reports.ScoringRun", models.PROTECT, related_name="documents")
    county = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.ASSESSMENT)
    medium = models.CharField(max_length=4, choices=Medium.choices, default=Medium.PDF)
    master = models.ForeignKey("self", models.PROTECT, null=True, related_name="copies")
    title = models.CharField(_("标题"), max_length=120)
    word = models.CharField(_("机关代字"), max_length=20, blank=True)
    number = models.OneToOneField(
        "campaigns.IssuedNumber", models.PROTECT, null=True, related_name="+"
    )
    document_number = models.CharField(_("发文字号"), max_length=40, blank=True)
    origin = models.CharField(max_length=120, blank=True)
    content = models.JSONField(default=dict)
    content_digest = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    approved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField(_("印发日期"), null=True)
    withdrawn_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    withdrawn_on = models.DateField(null=True)
    withdraw_reason = models.CharField(_("撤销理由"), max_length=300, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replacements")
    edition = models.SmallIntegerField(_("版次"), default=1)
    version = models.IntegerField(default=1)
    file = models.CharField(max_length=120, blank=True)
    pages = models.IntegerField(default=0)
    size = models.IntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    seconds = models.FloatField(default=0)
    issued_file = models.CharField(max_length=120, blank=True)
    issued_digest = models.CharField(max_length=64, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("考核文书")
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "assessment",
                        "circular",
                        "letter",
                        "sheet",
                        "ranking",
                        "catalogue",
                        "rectification",
                        "addendum",
                    ]
                )
                & Q(medium__in=["pdf", "docx", "xlsx"]),
                name="document_kind",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "approved", "issued", "withdrawn"]),
                name="document_status",
            ),
            models.CheckConstraint(
                condition=Q(master__isnull=False)
                | Q(approved_by__isnull=True)
                | ~Q(approved_by=F("asked_by")),
                name="document_two_people",
            ),
            models.CheckConstraint(
                condition=Q(master__isnull=False)
                | Q(status="draft", approved_by__isnull=True, issued_on__isnull=True)
                | Q(status="approved", approved_by__isnull=False, issued_on__isnull=True)
                | Q(
                    status__in=["issued", "withdrawn"],
                    approved_by__isnull=False,
                    issued_on__isnull=False,
                    issued_by__isnull=False,
                ),
                name="document_steps",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["issued", "withdrawn"])
                | Q(word="")
                | Q(master__isnull=False)
                | Q(number__isnull=False),
                name="document_issued_numbered",
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdraw_reason="")),
                name="document_withdrawn_why",
            ),
            models.UniqueConstraint(fields=["master", "medium"], name="document_copy_once"),
        ]
        indexes = [models.Index(fields=["run", "kind"], name="document_run_kind")]

    def __str__(self) -> str:
        return f"{self.title} {self.get_state_display()}"

    @property
    def is_copy(self) -> bool:
        """Another medium of a paper."""
        return self.master_id is not None
