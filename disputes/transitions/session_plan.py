"""Verbs of a sitting agreed beforehand: planned, put off, nobody came."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Invalid, NotTheMoment
from disputes import gating
from disputes.gate import stopping
from disputes.gate_facts import GateAct
from disputes.models import Dispute, SessionPlan, Way
from disputes.models.session_plan import NO_SHOW_DAYS
from disputes.transitions import handling
from disputes.transitions.escalation import require_measures
from disputes.transitions.mediator import require_no_recusal

Status = SessionPlan.Status
AHEAD_MOST = timedelta(days=60)
WAIT_MOST = 15
ROOM_MOST, REASON_MOST = 80, 200


@transaction.atomic
def plan(
    *,
    dispute: Dispute,
    at: datetime,
    room: str,
    by: User,
    way: str = Way.JOINT,
    is_open: bool = False,
    version: int | None = None,
) -> SessionPlan:
    """Agree on the day, hour and room of the next sitting; nobody is called into one room where
    the gate keeps them apart."""
    dispute = handling.begin(
        dispute, Act.DISPUTE_PLAN, "plan", _("约定调解"), by=by, version=version
    )
    handling.require_willing(dispute)
    require_no_recusal(dispute)
    require_measures(dispute)
    if SessionPlan.objects.open().filter(dispute=dispute).exists():
        raise NotTheMoment(_("已经约定了一次调解，请先登记或改期。"))
    made = _plan(dispute, at, room, way, is_open, by)
    handling.change(dispute)
    handling.tell(Act.DISPUTE_PLAN, dispute, by=by, after={"at": at.isoformat(), "way": way})
    return made


@transaction.atomic
def adjourn(
    *, plan: SessionPlan, at: datetime, room: str, reason: str, by: User, version: int | None = None
) -> SessionPlan:
    """Put a sitting off to another day, with the reason; the old appointment stays in the file."""
    row, dispute = _open(plan, "adjourn", _("改期"), by, version)
    reason = handling.require_reason("reason", reason)
    row.status, row.reason = Status.ADJOURNED, reason[:REASON_MOST]
    row.save(update_fields=["status", "reason"])
    made = _plan(dispute, at, room, row.way, row.is_open, by)
    row.next = made
    row.save(update_fields=["next"])
    handling.change(dispute)
    handling.tell(Act.DISPUTE_PLAN, dispute, by=by, after={"at": at.isoformat(), "adjourned": True})
    return made


@transaction.atomic
def no_show(
    *,
    plan: SessionPlan,
    absent: Iterable[int],
    by: User,
    reason: str = "",
    wait_days: int = NO_SHOW_DAYS,
    version: int | None = None,
) -> SessionPlan:
    """Somebody did not come. She may say why for some days; then another day or the end is
    offered (features 41)."""
    row, dispute = _open(plan, "no_show", _("登记没到"), by, version)
    if row.at > timezone.now():
        raise NotTheMoment(_("约定的时间还没到。"))
    keys = sorted(set(absent))
    if not keys or set(keys) - {p.pk for p in dispute.parties.all()}:
        raise Invalid({"absent": _("请选是谁没到。")})
    if not 1 <= wait_days <= WAIT_MOST:
        raise Invalid({"wait_days": _("等 1 至 %(n)d 天。") % {"n": WAIT_MOST}})
    row.status, row.absent = Status.NO_SHOW, keys
    row.wait_until = timezone.localdate() + timedelta(days=wait_days)
    row.reason = reason.strip()[:REASON_MOST]
    row.save(update_fields=["status", "absent", "wait_until", "reason"])
    handling.change(dispute)
    after = {"absent": keys, "wait_until": str(row.wait_until)}
    handling.tell(Act.DISPUTE_PLAN, dispute, by=by, after=after)
    return row


def drop(dispute: Dispute) -> None:
    """What was still agreed falls away with the end; called inside the verb that ends it."""
    SessionPlan.objects.open().filter(dispute=dispute).update(status=Status.DROPPED)


def _plan(
    dispute: Dispute, at: datetime, room: str, way: str, is_open: bool, by: User
) -> SessionPlan:
    now = timezone.now()
    if not now <= at <= now + AHEAD_MOST:
        raise Invalid({"at": _("请约在今后 %(n)d 天以内。") % {"n": AHEAD_MOST.days}})
    if way not in Way.values:
        raise Invalid({"way": _("请选调解方式。")})
    act = GateAct.JOINT if way == Way.JOINT else GateAct.SEPARATE
    if stop := stopping(gating.findings_of(dispute), act):
        raise gating.Stopped(stop)
    return SessionPlan.objects.create(
        at=at,
        room=handling.require_text("room", room, _("请写明在哪里调解。"))[:ROOM_MOST],
        way=way,
        is_open=is_open,
        **handling.below(dispute, by),
    )


def _open(
    plan_: SessionPlan, moment: str, words: str, by: User, version: int | None
) -> tuple[SessionPlan, Dispute]:
    row = SessionPlan.objects.locked(by, uid=plan_.uid)
    dispute = handling.begin(row.dispute, Act.DISPUTE_PLAN, "plan", words, by=by, version=version)
    require_moment(row, moment, words)
    return row, dispute
