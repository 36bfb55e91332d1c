"""Verbs of a dispute that may turn worse (人民调解法 art. 25)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from disputes.models import Dispute, Escalation, EscalationMeasure
from disputes.transitions import handling

PEOPLE_MOST = 9_999
WHO_MOST, POLICE_MOST = 80, 200


@transaction.atomic
def record_risk(
    *,
    dispute: Dispute,
    kind: str,
    words: str,
    by: User,
    people: int = 1,
    on: date | None = None,
    version: int | None = None,
) -> Escalation:
    """Say that it may turn worse. From now on nothing is mediated, settled or ended until a
    measure is recorded, and the police is told where it may become their case."""
    dispute = _begun(dispute, _("登记激化风险"), by, version)
    if kind not in Escalation.Kind.values:
        raise Invalid({"kind": _("请选风险种类。")})
    if not 1 <= people <= PEOPLE_MOST:
        raise Invalid({"people": _("请填写涉及几人。")})
    on = on or timezone.localdate()
    handling.require_day("noted_on", on, [(dispute.taken_in_on, _("登记日期"))])
    made = Escalation.objects.create(
        kind=kind,
        people=people,
        noted_on=on,
        words=handling.require_reason("words", words),
        **handling.below(dispute, by),
    )
    _told(dispute, by, {"risk": made.pk, "kind": kind, "on": str(on)})
    return made


@transaction.atomic
def take_measure(
    *,
    risk: Escalation,
    who: str,
    what: str,
    by: User,
    on: date | None = None,
    version: int | None = None,
) -> EscalationMeasure:
    """Record a measure: who does what, and when."""
    row, dispute = _open(risk, _("登记防激化措施"), by, version)
    on = on or timezone.localdate()
    handling.require_day("taken_on", on, [(row.noted_on, _("发现日期"))])
    made = EscalationMeasure.objects.create(
        escalation=row,
        matter_id=row.matter_id,
        village_id=row.village_id,
        recorded_by=by,
        taken_on=on,
        who=handling.require_text("who", who, _("请写明谁去做。"))[:WHO_MOST],
        what=handling.require_reason("what", what),
    )
    _told(dispute, by, {"risk": row.pk, "measure": made.pk, "on": str(on)})
    return made


@transaction.atomic
def tell_police(
    *,
    risk: Escalation,
    words: str,
    by: User,
    at: datetime | None = None,
    version: int | None = None,
) -> Escalation:
    """The police was told: when, whom, what they answered (人民调解法 art. 25)."""
    row, dispute = _open(risk, _("登记报告公安机关"), by, version)
    if row.police_told_at is not None:
        raise NotTheMoment(_("已经登记过报告公安机关。"))
    at = at or timezone.now()
    if at > timezone.now():
        raise Invalid({"at": _("时间不能晚于现在。")})
    row.police_told_at = at
    row.police_words = handling.require_reason("words", words)[:POLICE_MOST]
    row.save(update_fields=["police_told_at", "police_words"])
    _told(dispute, by, {"risk": row.pk, "police": at.isoformat()})
    return row


@transaction.atomic
def end_risk(
    *,
    risk: Escalation,
    outcome: str,
    words: str,
    by: User,
    on: date | None = None,
    version: int | None = None,
) -> Escalation:
    """The danger is over, averted or not, on what ground; only after a measure."""
    row, dispute = _open(risk, _("解除激化风险"), by, version)
    if outcome not in (Escalation.Outcome.AVERTED, Escalation.Outcome.HAPPENED):
        raise Invalid({"outcome": _("请选结果。")})
    _require_met(row)
    on = on or timezone.localdate()
    handling.require_day("over_on", on, [(row.noted_on, _("发现日期"))])
    row.outcome, row.over_on = outcome, on
    row.over_words = handling.require_reason("words", words)
    row.save(update_fields=["outcome", "over_on", "over_words"])
    _told(dispute, by, {"risk": row.pk, "outcome": outcome, "on": str(on)})
    return row


def require_measures(dispute: Dispute) -> None:
    """409 while a risk of this dispute has no measure, or the police was not told."""
    for row in Escalation.objects.open().filter(dispute=dispute).prefetch_related("measures"):
        _require_met(row)


def _require_met(row: Escalation) -> None:
    if not row.measures.all():
        raise NotTheMoment(_("纠纷有可能激化，请先登记采取的预防措施（人民调解法第二十五条）。"))
    if row.wants_police:
        raise NotTheMoment(
            _("可能引起治安、刑事案件，请先报告公安机关并登记（人民调解法第二十五条）。")
        )


def _begun(dispute: Dispute, words: str, by: User, version: int | None) -> Dispute:
    return handling.begin(dispute, Act.DISPUTE_RISK, "risk", words, by=by, version=version)


def _open(
    risk: Escalation, words: str, by: User, version: int | None
) -> tuple[Escalation, Dispute]:
    row = Escalation.objects.locked(by, uid=risk.uid)
    dispute = _begun(row.dispute, words, by, version)
    if row.outcome:
        raise NotTheMoment(_("这项风险已经解除。"))
    return row, dispute


def _told(dispute: Dispute, by: User, after: dict[str, object]) -> None:
    handling.change(dispute)
    handling.tell(Act.DISPUTE_RISK, dispute, by=by, after=after)
