"""A dispute from intake to its end."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Case, ExpressionWrapper, F, Q, Value, When
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.fields import EncryptedTextField
from accounts.querysets import ScopedQuerySet
from accounts.templatetags.words import mask_name
from campaigns.models.division import WIDTH, Level
from disputes.models.matter import Source
from disputes.violence_words import violent_words

if TYPE_CHECKING:
    from disputes.models.party import Party

# Calendar days. Deciding on acceptance and passing up: domain A7 4.4 and house choice [C];
# mediation: 人民调解工作若干规定 art. 33, one month; return visit: domain A7 4.3.
ACCEPT_DAYS = 3
PASS_UP_DAYS = 3
MEDIATION_DAYS = 30
REVISIT_DAYS = 30


class DisputeType(models.TextChoices):
    """Categories of the mediation statistics (domain D3), in the order of its table."""

    MARRIAGE = "marriage", _("婚姻家庭")
    NEIGHBOURS = "neighbours", _("邻里")
    HOUSING = "housing", _("房屋宅基地")
    CONTRACT = "contract", _("合同")
    BUSINESS = "business", _("生产经营")
    DAMAGE = "damage", _("损害赔偿")
    LAND = "land", _("山林土地")
    TAKING = "taking", _("征地拆迁")
    POLLUTION = "pollution", _("环境污染")
    LABOUR = "labour", _("劳动争议")
    CONSUMER = "consumer", _("消费")
    MEDICAL = "medical", _("医疗")
    TRAFFIC = "traffic", _("道路交通事故")
    PROPERTY = "property", _("物业")
    OTHER = "other", _("其他")


class DisputeQuerySet(ScopedQuerySet["Dispute"]):
    """Disputes by state and by what is owed next."""

    def open(self) -> DisputeQuerySet:
        """Not yet ended and not finished."""
        return self.filter(status__in=Dispute.OPEN)

    def unbound(self) -> DisputeQuerySet:
        """Ended or visited, the file not bound yet."""
        return self.filter(status__in=Dispute.ALLOWED["bind"], dossier=None)

    def with_limit(self) -> DisputeQuerySet:
        """Annotates `limit_on`: the day the next step is owed, None when nothing is owed."""
        return self.annotate(
            limit_on=Case(
                When(
                    status=Dispute.Status.TAKEN_IN,
                    then=_plus_days(Coalesce(F("passed_up_on"), F("taken_in_on")), ACCEPT_DAYS),
                ),
                When(
                    status__in=[Dispute.Status.ACCEPTED, Dispute.Status.MEDIATING],
                    then=Coalesce(F("look_on"), F("due_on")),
                ),
                When(
                    status=Dispute.Status.SETTLED,
                    then=_plus_days(F("agreement__agreed_on"), REVISIT_DAYS),
                ),
                default=None,
                output_field=models.DateField(),
            )
        )

    def overdue(self, today: date) -> DisputeQuerySet:
        """Whose next step was owed before `today`; needs with_limit()."""
        return self.filter(Q(limit_on__lt=today))

    def pressing_first(self) -> DisputeQuerySet:
        """What is owed soonest first, then the newest; needs with_limit()."""
        return self.order_by(F("limit_on").asc(nulls_last=True), "-taken_in_on", "-id")


def _plus_days(day: F | Coalesce, days: int) -> ExpressionWrapper[CombinedExpression]:
    """A date column plus whole days, as a date (PostgreSQL's date + integer)."""
    return ExpressionWrapper(day + Value(days), output_field=models.DateField())


class Dispute(models.Model):
    """status moves only by the verbs in transitions.dispute. number is given at acceptance,
    without gaps or doubles per county and year: (2026)沛X调字第N号. due_on: the last day by
    the events so far (disputes.timing); while suspended, look_on is the day it is looked at
    again. passed_up_at: when it was offered up (server time). rights_told_on: before the first
    sitting (art. 23–24). ended_*: ended without agreement, remedies told on remedies_told_on
    (art. 26)."""

    wall = walls.matter(column="village_id")

    class Status(models.TextChoices):
        TAKEN_IN = "taken_in", _("待受理")
        DECLINED = "declined", _("不予受理")
        ACCEPTED = "accepted", _("已受理")
        MEDIATING = "mediating", _("调解中")
        SETTLED = "settled", _("已达成协议")
        ENDED = "ended", _("已终止")
        REVISITED = "revisited", _("已回访")

    class Ending(models.TextChoices):
        REFUSED = "refused", _("当事人拒绝调解")
        FAILED = "failed", _("调解不成")
        WITHDRAWN = "withdrawn", _("申请人撤回")
        REFERRED = "referred", _("转交其他途径")

    OPEN = (Status.TAKEN_IN, Status.ACCEPTED, Status.MEDIATING)
    DONE = (Status.DECLINED, Status.ENDED, Status.REVISITED)
    ALLOWED = {
        "consent": {Status.TAKEN_IN, Status.ACCEPTED, Status.MEDIATING},
        "accept": {Status.TAKEN_IN},
        "decline": {Status.TAKEN_IN},
        "refuse": {Status.TAKEN_IN, Status.ACCEPTED, Status.MEDIATING},
        "pass_up": {Status.TAKEN_IN, Status.ACCEPTED, Status.MEDIATING},
        "mediate": {Status.ACCEPTED, Status.MEDIATING},
        "settle": {Status.MEDIATING},
        "end": {Status.ACCEPTED, Status.MEDIATING},
        "mediator": {Status.ACCEPTED, Status.MEDIATING},
        "revisit": {Status.SETTLED, Status.REVISITED},
        "bind": {Status.DECLINED, Status.ENDED, Status.REVISITED},
        "party": set(OPEN),
        # Who somebody is may be completed, and papers laid in, until the file is bound.
        "complete": {*OPEN, Status.SETTLED, *DONE},
        "remove_party": {Status.TAKEN_IN},
        "check": set(OPEN),
        "note": set(OPEN),
        "risk": set(OPEN),
        "evidence": {*OPEN, Status.SETTLED, *DONE},
        "rights": {Status.ACCEPTED, Status.MEDIATING},
        "recuse": {Status.ACCEPTED, Status.MEDIATING},
        "plan": {Status.ACCEPTED, Status.MEDIATING},
        "clock": {Status.ACCEPTED, Status.MEDIATING},
    }

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, null=True)
    matter = models.OneToOneField("disputes.Matter", models.PROTECT, related_name="dispute")
    village = models.ForeignKey("campaigns.Division", models.PROTECT, related_name="+")
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.TAKEN_IN)
    kind = models.CharField(_("纠纷类型"), max_length=16, choices=DisputeType.choices)
    brief = EncryptedTextField(_("简要情况"), blank=False)
    request = EncryptedTextField(_("诉求"))
    money = models.BigIntegerField(_("涉及金额（分）"), null=True)
    taken_in_on = models.DateField(_("登记日期"))
    taken_in_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    number = models.CharField(_("案号"), max_length=40, blank=True)
    serial = models.IntegerField(null=True)
    sealed_series = models.BooleanField(default=False, db_default=False)
    accepted_on = models.DateField(_("受理日期"), null=True)
    mediator = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("调解员")
    )
    # Kept right by transitions.clock: what disputes.timing reads from the events.
    due_on = models.DateField(_("期限"), null=True)
    rights_told_on = models.DateField(_("告知权利义务日期"), null=True)
    suspended_on = models.DateField(_("中止日期"), null=True)
    look_on = models.DateField(_("中止复查日期"), null=True)
    declined_reason = EncryptedTextField(_("不予受理理由"))
    passed_up_on = models.DateField(_("上交日期"), null=True)
    passed_up_at = models.DateTimeField(null=True)
    passed_up_reason = EncryptedTextField()
    ending = models.CharField(max_length=16, choices=Ending.choices, blank=True)
    ended_on = models.DateField(_("终止日期"), null=True)
    ended_reason = EncryptedTextField()
    remedies_told_on = models.DateField(_("告知救济途径日期"), null=True)
    version = models.IntegerField(default=1)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = _("纠纷")
        ordering = ["-taken_in_on", "-id"]
        constraints = [
            # Two counties may write the same number, since both names can begin with one sign.
            models.UniqueConstraint(
                F("village") / Value(WIDTH[Level.COUNTY]),
                ExtractYear("accepted_on"),
                "serial",
                "sealed_series",
                name="dispute_number_once",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["taken_in", "declined", "ended"])
                | (~models.Q(number="") & models.Q(accepted_on__isnull=False)),
                name="dispute_accepted_numbered",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="ended")
                | (
                    models.Q(remedies_told_on__isnull=False, ended_on__isnull=False)
                    & ~models.Q(ending="")
                ),
                name="dispute_ended_remedies_told",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="declined") | models.Q(declined_reason__isnull=False),
                name="dispute_declined_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    status__in=[
                        "taken_in",
                        "declined",
                        "accepted",
                        "mediating",
                        "settled",
                        "ended",
                        "revisited",
                    ]
                ),
                name="dispute_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=DisputeType.values), name="dispute_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(passed_up_on__isnull=True, passed_up_at__isnull=True)
                | models.Q(passed_up_on__isnull=False, passed_up_at__isnull=False),
                name="dispute_passed_up_timed",
            ),
            models.CheckConstraint(
                condition=models.Q(money__isnull=True) | models.Q(money__gt=0),
                name="dispute_money",
            ),
            models.CheckConstraint(
                condition=models.Q(suspended_on__isnull=True, look_on__isnull=True)
                | models.Q(suspended_on__isnull=False, look_on__isnull=False),
                name="dispute_suspended_looked_at",
            ),
            models.CheckConstraint(
                condition=models.Q(ending__in=["", "refused", "failed", "withdrawn", "referred"]),
                name="dispute_ending_known",
            ),
        ]
        indexes = [
            models.Index(fields=["village", "status"], name="dispute_village_status"),
            models.Index(fields=["village", "accepted_on"], name="dispute_village_accepted"),
        ]

    def __str__(self) -> str:
        return self.number or f"待受理 {self.taken_in_on}"

    @property
    def source(self) -> Source:
        """How it came in; the matter says it."""
        return Source(self.matter.channel)

    @property
    def is_passed_up(self) -> bool:
        """Handed up to the township, so not settled in the village."""
        return self.passed_up_on is not None

    @property
    def passed_up_in_time(self) -> bool:
        """Handed up within three days of intake (domain A7 4.4)."""
        return self.passed_up_on is not None and self.passed_up_on <= self.taken_in_on + timedelta(
            days=PASS_UP_DAYS
        )

    @property
    def accept_by(self) -> date:
        """The day acceptance has to be decided by, counted from who has it now."""
        return (self.passed_up_on or self.taken_in_on) + timedelta(days=ACCEPT_DAYS)

    @property
    def refusing(self) -> list[Party]:
        """Parties who clearly refuse; one is enough to forbid mediation (art. 17)."""
        return [p for p in self.parties.all() if p.consent == "refused"]

    @property
    def unasked(self) -> list[Party]:
        """Parties whose wish is not yet known."""
        return [p for p in self.parties.all() if p.consent == "asked"]

    @property
    def title(self) -> str:
        """余德民与余大海纠纷; only on pages that opened this record."""
        return self._titled(masked=False)

    @property
    def masked_title(self) -> str:
        """余*民与余*海纠纷, for lists."""
        return self._titled(masked=True)

    def _titled(self, *, masked: bool) -> str:
        sides: dict[str, list[str]] = {"applicant": [], "respondent": []}
        for party in self.parties.all():
            sides[party.side].append(mask_name(party.name) if masked else party.name)
        pair = _now("与").join(
            names[0] + (_now("等") if len(names) > 1 else "") for names in sides.values() if names
        )
        return _now("%(pair)s纠纷") % {"pair": pair}

    def speaks_of_violence(self, *more: str) -> bool:
        """Whether a family dispute's words (and `more`, e.g. session notes) speak of violence,
        so that the page says: police first (反家庭暴力法 art. 2, domain E gate 2)."""
        told = violent_words(self.brief, self.request, *more)
        return self.kind == DisputeType.MARRIAGE and bool(told)
