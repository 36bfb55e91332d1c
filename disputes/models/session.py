"""One mediation sitting, and who was asked to help in it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from disputes.models.of_dispute import OfDispute


class Way(models.TextChoices):
    """Both sides in one room, or each heard apart."""

    JOINT = "joint", _("双方同场")
    SEPARATE = "separate", _("分别听取（背对背）")


class MediationSession(OfDispute):
    """调解记录 (domain D2 no. 8). is_open: held openly because the parties wanted it so
    (人民调解法 art. 23). recorded_at: server time."""

    class Result(models.TextChoices):
        AGREED = "agreed", _("达成协议")
        AGAIN = "again", _("另行调解")
        NOT_AGREED = "not_agreed", _("未达成")

    client_uuid = models.UUIDField(unique=True, null=True, default=uuid.uuid4)
    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="sessions")
    ordinal = models.SmallIntegerField()
    held_on = models.DateField(_("调解日期"))
    place = models.CharField(_("地点"), max_length=80)
    way = models.CharField(
        _("方式"), max_length=8, choices=Way.choices, default=Way.JOINT, db_default=Way.JOINT
    )
    is_open = models.BooleanField(_("公开进行"), default=False, db_default=False)
    attendants = EncryptedTextField(_("参加人"), max_length=200, blank=False)
    notes = EncryptedTextField(_("调解记录"), blank=False)
    result = models.CharField(_("结果"), max_length=12, choices=Result.choices)
    recorded_at = models.DateTimeField()

    objects = ScopedQuerySet["MediationSession"].as_manager()

    class Meta:
        verbose_name = _("调解笔录")
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "ordinal"], name="session_ordinal_once"),
            models.CheckConstraint(
                condition=models.Q(result__in=["agreed", "again", "not_agreed"]),
                name="session_result_known",
            ),
            models.CheckConstraint(
                condition=models.Q(way__in=["joint", "separate"]), name="session_way_known"
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.ordinal}次调解"


class SessionHelper(OfDispute):
    """Somebody invited to one sitting: kin, neighbour, colleague, expert or an organisation; only
    with the parties' consent, by then given (人民调解法 art. 20)."""

    class Kind(models.TextChoices):
        KIN = "kin", _("亲属")
        NEIGHBOUR = "neighbour", _("邻里")
        COLLEAGUE = "colleague", _("同事")
        EXPERT = "expert", _("有专门知识的人")
        BODY = "body", _("有关社会组织的人员")

    session = models.ForeignKey(MediationSession, models.PROTECT, related_name="helpers")
    name = EncryptedTextField(_("姓名"), max_length=40, blank=False)
    kind = models.CharField(_("身份"), max_length=12, choices=Kind.choices)
    consented = models.BooleanField(_("当事人同意邀请"))

    objects = ScopedQuerySet["SessionHelper"].as_manager()

    class Meta:
        verbose_name = _("邀请参加的人")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["kin", "neighbour", "colleague", "expert", "body"]),
                name="helper_kind",
            ),
            models.CheckConstraint(condition=models.Q(consented=True), name="helper_with_consent"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
