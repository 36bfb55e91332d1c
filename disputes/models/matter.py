"""A matter (来件): everything in disputes comes in through this one door and hangs on it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from accounts.templatetags.words import mask_name, zh_day

if TYPE_CHECKING:
    from disputes.models.dispute import Dispute
    from disputes.models.rights import RightsMatter


class Source(models.TextChoices):
    """How a matter came in (domain D2 no. 3, E, J2)."""

    VISIT = "visit", _("来访")
    LETTER = "letter", _("来信")
    HOTLINE = "hotline", _("12338来电")
    RECEPTION = "reception", _("主席接待日")
    VILLAGE = "village", _("村内发现")
    SCREENING = "screening", _("排查")
    COURT = "court", _("法院委派、委托")
    POLICE = "police", _("公安移送")
    HOSPITAL = "hospital", _("医院移送")
    SCHOOL = "school", _("学校移送")
    DEPARTMENT = "department", _("其他部门移送")


class Route(models.TextChoices):
    """Where a matter was sorted to (分办)."""

    UNSORTED = "", _("待分办")
    MEDIATION = "mediation", _("调解")
    RIGHTS = "rights", _("信访事项")
    PROTECTION = "protection", _("权益保护")
    ADVICE = "advice", _("咨询答复")
    NOT_OURS = "not_ours", _("不属本单位")


class Form(models.TextChoices):
    """Letters, calls and visits, as the quarterly table of rights matters counts them (domain J2);
    what came by another way is counted beside them."""

    LETTER = "letter", _("来信")
    CALL = "call", _("来电")
    VISIT = "visit", _("来访")
    OTHER = "other", _("其他途径")


# How a matter came in says which of them it was; the rest are other ways.
FORMS: dict[str, str] = {
    Source.LETTER: Form.LETTER,
    Source.HOTLINE: Form.CALL,
    Source.VISIT: Form.VISIT,
    Source.RECEPTION: Form.VISIT,
}


class Category(models.TextChoices):
    """What a matter is about, as the quarterly table counts it (domain J2)."""

    MARRIAGE = "marriage", _("婚姻家庭")
    PROPERTY = "property", _("财产")
    LABOUR = "labour", _("劳动社保")
    PERSON = "person", _("人身")
    OTHER = "other", _("其他")


class MatterQuerySet(ScopedQuerySet["Matter"]):
    """Matters by state."""

    def open(self) -> MatterQuerySet:
        """Not done yet."""
        return self.exclude(status=Matter.Status.DONE)

    def unsorted(self) -> MatterQuerySet:
        """Waiting to be sorted."""
        return self.filter(route=Route.UNSORTED)

    def of_form(self, form: str) -> MatterQuerySet:
        """Letters, calls, visits, or what came by another way."""
        return self.filter(form_is(form))


def form_is(form: str) -> models.Q:
    """A condition: the matter came in by that form."""
    if form == Form.OTHER:
        return ~models.Q(channel__in=list(FORMS))
    return models.Q(channel__in=[channel for channel, of in FORMS.items() if of == form])


class Matter(models.Model):
    """One thing somebody brought, from whoever it came and whatever became of it. place: the
    village it happened in, or the township or county where the village is not known. unit: the
    division whose office handles it; owner: the person who answers for it, always somebody.
    receipt: the code the caller was given; it tells her the state and nothing more.
    category: what it is about, "" where nobody has said yet. unprotected_reason: why it is not
    handled as protection although its words, or a child in it, made the question come up.
    sealed: only its handlers and those it was opened to know of it (disputes.models.handler)."""

    wall = walls.matter("id")

    class Status(models.TextChoices):
        RECEIVED = "received", _("待分办")
        HANDLING = "handling", _("办理中")
        DONE = "done", _("已办结")

    class Caller(models.TextChoices):
        """Who spoke (domain E, art. 13: victims, close relatives, agents; anybody may report)."""

        SELF = "self", _("本人")
        KIN = "kin", _("亲属")
        AGENT = "agent", _("代理人")
        NEIGHBOUR = "neighbour", _("邻居、同事")
        UNIT = "unit", _("单位")
        OTHER = "other", _("其他人")

    ALLOWED = {
        "sort": {Status.RECEIVED, Status.HANDLING},
        "seal": {Status.RECEIVED, Status.HANDLING},
        "hand_over": {Status.RECEIVED, Status.HANDLING},
        "card": {Status.RECEIVED, Status.HANDLING},
        "refer": {Status.RECEIVED, Status.HANDLING},
        "close": {Status.RECEIVED, Status.HANDLING},
    }

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    place = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    unit = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    owner = models.ForeignKey("accounts.User", models.PROTECT, related_name="matters")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.RECEIVED)
    route = models.CharField(_("分办"), max_length=12, choices=Route.choices, blank=True)
    channel = models.CharField(_("来源"), max_length=16, choices=Source.choices)
    category = models.CharField(
        _("类别"), max_length=12, choices=Category.choices, blank=True, default="", db_default=""
    )
    received_on = models.DateField(_("收到日期"))
    received_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    anonymous = models.BooleanField(_("不愿留姓名"), default=False, db_default=False)
    caller = models.CharField(_("来人身份"), max_length=12, choices=Caller.choices, blank=True)
    caller_name = EncryptedTextField(_("来人姓名"), max_length=40)
    caller_phone = EncryptedTextField(_("来人电话"), max_length=20)
    brief = EncryptedTextField(_("来件内容"))
    request = EncryptedTextField(_("诉求"))
    receipt = EncryptedTextField(_("回执码"), max_length=16)
    receipt_hash = models.BinaryField(
        _("回执码校验值"), max_length=16, null=True, unique=True, editable=False
    )
    sealed = models.BooleanField(_("受保护档案"), default=False, db_default=False)
    unprotected_reason = EncryptedTextField(_("不按权益保护办理的理由"))
    sorted_on = models.DateField(_("分办日期"), null=True)
    closed_on = models.DateField(_("办结日期"), null=True)
    outcome = EncryptedTextField(_("办理结果"))
    version = models.IntegerField(default=1)

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("来件")
        ordering = ["-received_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["received", "handling", "done"]),
                name="matter_status",
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=Source.values), name="matter_channel"
            ),
            models.CheckConstraint(condition=models.Q(route__in=Route.values), name="matter_route"),
            models.CheckConstraint(
                condition=models.Q(category__in=["", *Category.values]), name="matter_category"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    caller__in=["", "self", "kin", "agent", "neighbour", "unit", "other"]
                ),
                name="matter_caller",
            ),
            models.CheckConstraint(
                condition=models.Q(anonymous=False)
                | models.Q(caller_name__isnull=True, caller_phone__isnull=True),
                name="matter_anonymous_unnamed",
            ),
            models.CheckConstraint(
                condition=models.Q(route="") | models.Q(sorted_on__isnull=False),
                name="matter_sorted_dated",
            ),
            models.CheckConstraint(
                condition=~models.Q(route="") | models.Q(status="received"),
                name="matter_unsorted_waits",
            ),
            models.CheckConstraint(
                condition=~models.Q(route="protection") | models.Q(sealed=True),
                name="matter_protection_sealed",
            ),
            models.CheckConstraint(
                condition=models.Q(status="done", closed_on__isnull=False)
                | (~models.Q(status="done") & models.Q(closed_on__isnull=True)),
                name="matter_done_dated",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "status"], name="matter_place_status"),
            models.Index(fields=["place", "received_on"], name="matter_place_received"),
            models.Index(fields=["owner", "status"], name="matter_owner_status"),
            models.Index(fields=["place"], condition=models.Q(sealed=True), name="matter_sealed"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.received_on}"

    @property
    def form(self) -> Form:
        """Letter, call, visit or another way."""
        return Form(FORMS.get(self.channel, Form.OTHER))

    @property
    def title(self) -> str:
        """余德民、余大海的来件; only on pages that opened this record."""
        return self._titled(masked=False)

    @property
    def masked_title(self) -> str:
        """余*民、余*海的来件, for lists."""
        return self._titled(masked=True)

    def _titled(self, *, masked: bool) -> str:
        names = [p.name for p in self.parties.all()]
        shown = [mask_name(n) if masked else n for n in names[:2]]
        if not shown:
            words = _now("%(day)s匿名来件") if self.anonymous else _now("%(day)s来件")
            return words % {"day": zh_day(self.received_on)}
        more = _now("等") if len(names) > 2 else ""
        return _now("%(names)s的来件") % {"names": "、".join(shown) + more}

    @property
    def mediation(self) -> Dispute | None:
        """The mediation it was sorted to, None where there is none."""
        return getattr(self, "dispute", None)

    @property
    def rights_matter(self) -> RightsMatter | None:
        """The rights matter it was sorted to, None where there is none."""
        return getattr(self, "rights", None)
