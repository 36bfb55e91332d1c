"""Verbs of a dispute: take in, accept, decline, pass up, end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Division
from campaigns.models.division import Level
from disputes import gating
from disputes.gate_facts import GateAct
from disputes.models import Category, Dispute, DisputeType, Matter, Recusal, Route, Source
from disputes.models.dispute import MEDIATION_DAYS
from disputes.transitions import hand_over, handling, incident, number, session_plan
from disputes.transitions.escalation import require_measures
from disputes.transitions.matter import change as change_matter
from disputes.transitions.matter import people_of, receive, require_received
from disputes.transitions.mediator import lead, require_free

# Where a kind of dispute stands in the quarterly table of what people bring (domain D3, J2).
CATEGORIES = {
    DisputeType.MARRIAGE: Category.MARRIAGE,
    DisputeType.HOUSING: Category.PROPERTY,
    DisputeType.CONTRACT: Category.PROPERTY,
    DisputeType.LAND: Category.PROPERTY,
    DisputeType.PROPERTY: Category.PROPERTY,
    DisputeType.LABOUR: Category.LABOUR,
    DisputeType.DAMAGE: Category.PERSON,
    DisputeType.TRAFFIC: Category.PERSON,
}


@transaction.atomic
def take_in(
    *,
    village: Division,
    source: str,
    kind: str,
    applicants: Sequence[str],
    respondents: Sequence[str],
    brief: str,
    by: User,
    request: str = "",
    taken_in_on: date | None = None,
    client_uuid: UUID | None = None,
) -> Dispute:
    """Register a dispute in its village with both sides' names (人民调解法 art. 17, domain D2
    no. 3). The same client_uuid again answers with the record made first.

    Raises Forbidden outside one's place, Invalid for what does not hold."""
    acts.require(by, Act.DISPUTE_TAKE_IN, village.code)
    if client_uuid and (made := _made_before(client_uuid, by)):
        return made
    if source not in Source.values:
        raise Invalid({"source": _("请选来源。")})
    _check_kind(village, kind)
    require_received("taken_in_on", taken_in_on := taken_in_on or timezone.localdate())
    people = people_of(applicants, respondents)
    brief = handling.require_text("brief", brief, _("请写明简要情况。"))
    try:
        with transaction.atomic():
            matter = receive(
                place=village,
                channel=source,
                brief=brief,
                request=request,
                category=CATEGORIES.get(DisputeType(kind), Category.OTHER),
                people=people,
                received_on=taken_in_on,
                by=by,
            )
            dispute = start(matter, village=village, kind=kind, by=by, client_uuid=client_uuid)
    except IntegrityError:
        if client_uuid and (made := _made_before(client_uuid, by)):
            return made
        raise Invalid(_("这张登记表已用过，请重新打开“报纠纷”再填。")) from None
    return dispute


def start(
    matter: Matter, *, village: Division, kind: str, by: User, client_uuid: UUID | None = None
) -> Dispute:
    """The mediation of a matter sorted to it, with the matter's words and parties; called inside
    the verb that takes it in or sorts it."""
    today = timezone.localdate()
    dispute = Dispute.objects.create(
        matter=matter,
        village=village,
        kind=kind,
        brief=matter.brief,
        request=matter.request,
        taken_in_on=matter.received_on,
        taken_in_by=by,
        client_uuid=client_uuid,
    )
    matter.parties.sides().update(dispute=dispute)
    change_matter(
        matter,
        # What is mediated besides a protection case stays inside it.
        route=matter.route if matter.route == Route.PROTECTION else Route.MEDIATION,
        status=Matter.Status.HANDLING,
        sorted_on=max(today, matter.received_on),
    )
    trail.record(
        Act.DISPUTE_TAKE_IN,
        by=by,
        on=dispute,
        place=village.code,
        after={
            "status": dispute.status,
            "source": matter.channel,
            "kind": kind,
            "on": str(matter.received_on),
        },
    )
    incident.of_mediation(dispute, matter, by)
    return dispute


@transaction.atomic
def accept(
    *,
    dispute: Dispute,
    by: User,
    on: date | None = None,
    mediator: User | None = None,
    rights_told_on: date | None = None,
    answers: Mapping[str, str] | None = None,
    version: int | None = None,
) -> Dispute:
    """Accept once every party has been asked and is willing (人民调解法 art. 17), safety has been
    asked about and the gate lets it through (domain E; answers: by rule, to its warnings); gives
    the number, the mediator (`by` unless another free one of the village or township is chosen)
    and the limit of 30 days (人民调解工作若干规定 art. 33). Households are not looked into."""
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_ACCEPT, dispute)
    require_moment(dispute, "accept", _("受理"))
    on, mediator = on or timezone.localdate(), mediator or by
    typed = {"accepted_on": on, "mediator": mediator}
    require_version(dispute, version, typed, ["accepted_on", "mediator"])
    handling.require_willing(dispute)
    if missing := len(dispute.unasked):
        raise NotTheMoment(_("还有 %(n)d 名当事人没有征询意愿，不能受理。") % {"n": missing})
    if gating.check_of(dispute) is None:
        raise NotTheMoment(_("还没有做安全询问：有没有危险、有没有人受伤，问清了再受理。"))
    handling.require_day("accepted_on", on, handling.steps_before(dispute))
    if rights_told_on is not None:
        handling.require_day("rights_told_on", rights_told_on, [(on, _("受理日期"))])
    require_measures(dispute)
    require_free(dispute, mediator)
    gating.pass_through(dispute, GateAct.ACCEPT, by=by, answers=answers)
    lead(dispute, mediator, by=by, on=on)
    sealed = dispute.matter.sealed
    serial, written = number.take_next(dispute.village, on.year, sealed=sealed)
    handling.change(
        dispute,
        status=Dispute.Status.ACCEPTED,
        accepted_on=on,
        mediator=mediator,
        due_on=on + timedelta(days=MEDIATION_DAYS),
        rights_told_on=rights_told_on,
        serial=serial,
        sealed_series=sealed,
        number=written,
    )
    after = {"number": written, "mediator": mediator.pk, "due_on": str(dispute.due_on)}
    _tell(Act.DISPUTE_ACCEPT, dispute, by, Dispute.Status.TAKEN_IN, on, after)
    return dispute


@transaction.atomic
def decline(*, dispute: Dispute, reason: str, by: User, version: int | None = None) -> Dispute:
    """Do not accept, with a reason that can be told to the applicant."""
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_DECLINE, dispute)
    require_moment(dispute, "decline", _("不予受理"))
    require_version(dispute, version, {"declined_reason": reason}, ["declined_reason"])
    reason = handling.require_reason("reason", reason)
    handling.change(dispute, status=Dispute.Status.DECLINED, declined_reason=reason)
    _tell(Act.DISPUTE_DECLINE, dispute, by, Dispute.Status.TAKEN_IN, timezone.localdate(), {})
    return dispute


@transaction.atomic
def pass_up(
    *,
    dispute: Dispute,
    reason: str,
    by: User,
    on: date | None = None,
    version: int | None = None,
) -> Dispute:
    """Offer up to the township what the village cannot settle; within three days of intake to
    count as timely (domain A7 4.4). The village answers for it until the township accepts, then
    only the township acts on it (disputes.transitions.taken_up)."""
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_PASS_UP, dispute)
    require_moment(dispute, "pass_up", _("上交"))
    if dispute.is_passed_up:
        raise NotTheMoment(_("这件纠纷已经上交乡镇。"))
    require_version(dispute, version, {"passed_up_reason": reason}, ["passed_up_reason"])
    handling.require_willing(dispute)
    on = on or timezone.localdate()
    handling.require_day("passed_up_on", on, handling.steps_before(dispute))
    reason = handling.require_reason("reason", reason)
    hand_over.pass_up(dispute, on=on, reason=reason, by=by)
    _tell(Act.DISPUTE_PASS_UP, dispute, by, dispute.status, on, {})
    return dispute


@transaction.atomic
def end(
    *,
    dispute: Dispute,
    ending: str,
    reason: str,
    remedies_told_on: date | None,
    by: User,
    on: date | None = None,
    version: int | None = None,
) -> Dispute:
    """End without agreement; the parties have been told of arbitration, administrative and
    court ways, and on which day (人民调解法 art. 26). A refusal ends only as a refusal. What may
    turn worse is not ended before something was done about it (art. 25)."""
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_END, dispute)
    refused = ending == Dispute.Ending.REFUSED
    require_moment(dispute, "refuse" if refused else "end", _("终止"))
    on = on or timezone.localdate()
    typed = {"ended_on": on, "ended_reason": reason, "remedies_told_on": remedies_told_on}
    require_version(dispute, version, typed, list(typed))
    _check_ending(dispute, ending)
    require_measures(dispute)
    if remedies_told_on is None:
        raise Invalid({"remedies_told_on": _("请填写告知当事人救济途径的日期。")})
    before = handling.steps_before(dispute)
    handling.require_day("ended_on", on, before)
    handling.require_day("remedies_told_on", remedies_told_on, before)
    reason = handling.require_reason("reason", reason)
    was = dispute.status
    session_plan.drop(dispute)
    Recusal.objects.pending().filter(dispute=dispute).update(status=Recusal.Status.DROPPED)
    handling.change(
        dispute,
        status=Dispute.Status.ENDED,
        ending=ending,
        ended_on=on,
        ended_reason=reason,
        remedies_told_on=remedies_told_on,
    )
    after = {"ending": ending, "remedies_told_on": str(remedies_told_on)}
    _tell(Act.DISPUTE_END, dispute, by, was, on, after)
    return dispute


def _tell(
    act: Act, dispute: Dispute, by: User, was: str, on: date, more: Mapping[str, object]
) -> None:
    """The trail names facts only; what was written stays in the record (reliability B6)."""
    trail.record(
        act,
        by=by,
        on=dispute,
        place=dispute.village_id,
        before={"status": was},
        after={"status": dispute.status, "on": str(on), **more},
    )


def _made_before(client_uuid: UUID, by: User) -> Dispute | None:
    return Dispute.objects.visible_to(by).filter(client_uuid=client_uuid).first()


def _check_kind(village: Division, kind: str) -> None:
    if village.level != Level.VILLAGE:
        raise Invalid({"village": _("请选到村（社区）。")})
    if kind not in DisputeType.values:
        raise Invalid({"kind": _("请选纠纷类型。")})


def _check_ending(dispute: Dispute, ending: str) -> None:
    if ending not in Dispute.Ending.values:
        raise Invalid({"ending": _("请选终止的原因。")})
    if dispute.refusing and ending != Dispute.Ending.REFUSED:
        raise Invalid({"ending": _("一方已明确拒绝调解，终止的原因应为“当事人拒绝调解”。")})
    if ending == Dispute.Ending.REFUSED and not dispute.refusing:
        raise Invalid({"ending": _("还没有当事人拒绝的记录，请先记录是谁拒绝。")})
