"""Verbs of a return visit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid
from accounts.templatetags.words import zh_day
from disputes.models import Agreement, Dispute, FollowUp, Party, Promise
from disputes.transitions import handling, hanging
from disputes.transitions.promise import breach, perform

Found = FollowUp.Found
Performance = FollowUp.Performance


@transaction.atomic
def revisit(
    *,
    dispute: Dispute,
    party: int,
    satisfaction: str,
    by: User,
    found: Mapping[int, str] | None = None,
    performance: str = "",
    way: str = FollowUp.Way.HOME,
    later_suit: bool = False,
    hidden_risk: bool = False,
    measures: str = "",
    notes: str = "",
    visited_on: date | None = None,
    version: int | None = None,
) -> FollowUp:
    """Ask one party how it went (人民调解法 art. 31, domain D2 no. 12; the first visit wanted
    within 30 days of the agreement, domain A7 4.3): what became of each promise that was still open
    (ordinal → found), is she content, has anybody sued, is there a hidden risk. What she says of a
    promise is told of the promise itself, so that it need not be entered twice. performance is
    asked only of an agreement without dated promises."""
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_REVISIT, dispute)
    require_moment(dispute, "revisit", _("登记回访"))
    require_version(dispute, version, {}, [])
    visited_on = visited_on or timezone.localdate()
    agreement = Agreement.objects.get(dispute=dispute)
    handling.require_day("visited_on", visited_on, [(agreement.agreed_on, _("达成日期"))])
    asked = Party.objects.filter(dispute=dispute).sides().filter(pk=party).first()
    if asked is None:
        raise Invalid({"party": _("请选回访的是哪位当事人。")})
    _require_choices(satisfaction, way)
    said = _said(agreement, found or {}, visited_on)
    states = [said.get(p.ordinal, p.status) for p in agreement.promises.all()]
    performance = performance_of(states) if states else performance
    if performance not in Performance.values:
        raise Invalid({"performance": _("请选履行情况。")})
    if performance in (Performance.PARTLY, Performance.NOT_DONE) and not (notes + measures).strip():
        raise Invalid({"notes": _("没有全部履行的，请写明情况和下一步办法。")})
    if hidden_risk and not measures.strip():
        raise Invalid({"measures": _("有隐患的，请写明采取的措施。")})
    visit = FollowUp.objects.create(
        **hanging.own(dispute),
        party=asked,
        visited_on=visited_on,
        way=way,
        performance=performance,
        found={str(ordinal): state for ordinal, state in said.items()},
        satisfaction=satisfaction,
        later_suit=later_suit,
        hidden_risk=hidden_risk,
        measures=measures.strip(),
        notes=notes.strip(),
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    _tell_promises(agreement.promises.all(), said, visit, by)
    was = dispute.status
    handling.change(dispute, status=Dispute.Status.REVISITED)
    _tell(visit, by, was)
    return visit


def _require_choices(satisfaction: str, way: str) -> None:
    if satisfaction not in FollowUp.Satisfaction.values:
        raise Invalid({"satisfaction": _("请选满意程度。")})
    if way not in FollowUp.Way.values:
        raise Invalid({"way": _("请选回访方式。")})


def _said(agreement: Agreement, found: Mapping[int, str], on: date) -> dict[int, str]:
    """What she said of each promise that was not known to be kept; 422 for one that is missing or
    says what its day does not allow."""
    said: dict[int, str] = {}
    for promise in agreement.promises.all():
        if promise.status == Promise.Status.PERFORMED:
            continue
        state = found.get(promise.ordinal, "")
        words = ""
        if state not in Found.values:
            words = _("请选第 %(n)d 项履行得怎样。")
        elif state == Found.NOT_DUE and promise.due_on < on:
            words = _("第 %(n)d 项%(day)s已到期，请选已履行、部分履行或未履行。")
        elif state == Found.NOT and not _may_break(promise, on):
            words = _("第 %(n)d 项到%(day)s才满期，请选未到期。")
        if words:
            told = words % {"n": promise.ordinal, "day": zh_day(promise.due_on)}
            raise Invalid({f"promise_{promise.ordinal}": told})
        said[promise.ordinal] = state
    return said


def _may_break(promise: Promise, on: date) -> bool:
    return promise.due_on < on or promise.way == Promise.Way.REFRAIN


def performance_of(states: Iterable[str]) -> str:
    """All kept: done; something owed and not given: partly or not at all; else on its way."""
    seen = set(states)
    if seen == {Found.PERFORMED}:
        return Performance.DONE
    if not seen & {Found.NOT, Found.PARTLY}:
        return Performance.ON_TRACK
    return Performance.PARTLY if seen & {Found.PERFORMED, Found.PARTLY} else Performance.NOT_DONE


def _tell_promises(
    promises: Iterable[Promise], said: Mapping[int, str], visit: FollowUp, by: User
) -> None:
    """Kept and broken promises become so by their own verbs, dated by the visit."""
    words = _("%(day)s回访时当事人说：") % {"day": zh_day(visit.visited_on)}
    for promise in promises:
        state = said.get(promise.ordinal)
        if state == Found.PERFORMED:
            told = words + str(Found.PERFORMED.label)
            perform(promise=promise, words=told, on=visit.visited_on, by=by)
        elif (
            state in (Found.NOT, Found.PARTLY)
            and promise.status == Promise.Status.OPEN
            and _may_break(promise, visit.visited_on)
        ):
            told = words + str(Found(state).label)
            breach(promise=promise, words=told, on=visit.visited_on, by=by)


def _tell(visit: FollowUp, by: User, was: str) -> None:
    trail.record(
        Act.DISPUTE_REVISIT,
        by=by,
        on=visit.dispute,
        place=visit.village_id,
        before={"status": was},
        after={
            "status": visit.dispute.status,
            "performance": visit.performance,
            "satisfaction": visit.satisfaction,
            "on": str(visit.visited_on),
        },
    )
