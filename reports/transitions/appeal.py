"""Verbs of an appeal (申诉): file, withdraw, receive or refuse, review, decide, tell (domain A8,
L)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.templatetags.words import zh_day
from campaigns.models import Division
from campaigns.transitions.wording import require_reason
from campaigns.workdays import add_workdays
from reports.models import Appeal, LineChange, ScoreClocks, ScoreLine, ScoringRun, Veto
from reports.numbering import next_number
from reports.transitions.proof import keep_proofs
from reports.transitions.revision import rule_line, run_to_change
from reports.transitions.veto import lift

Status, Outcome, Stage = Appeal.Status, Appeal.Outcome, ScoringRun.Stage
Files = Sequence[bytes]
OF_THE_UNIT = (Act.APPEAL_FILE, Act.APPEAL_WITHDRAW)


def window_of(run: ScoringRun) -> tuple[date, date] | None:
    """First and last day on which a line of the run may be appealed: after publication the working
    days that held on that day, on the draft while opinions are asked for; None otherwise."""
    if run.stage == Stage.PUBLISHED and run.published_at is not None:
        day = timezone.localdate(run.published_at)
        return day, add_workdays(day, ScoreClocks.objects.on(run.campaign_id, day).appeal_days)
    if run.stage == Stage.DRAFT and run.consult_from and run.consult_until:
        return run.consult_from, run.consult_until
    return None


def veto_window(veto: Veto) -> date | None:
    """The last day the unit may appeal the decision on a veto; None where there is none."""
    if veto.decided_on is None:
        return None
    clocks = ScoreClocks.objects.on(veto.campaign_id, veto.decided_on)
    return add_workdays(veto.decided_on, clocks.appeal_days)


@transaction.atomic
def file(
    *,
    run: ScoringRun,
    unit: Division,
    code: str,
    text: str,
    wanted: Decimal | None = None,
    files: Files | None = None,
    by: User,
) -> Appeal:
    """A township appeals a line of its own, or passes on its village's, with reasons and proof."""
    acts.require(by, Act.APPEAL_FILE, unit.code)
    # Locked: whoever signs, corrects or replaces the run waits until this is kept.
    run = ScoringRun.objects.locked(by, pk=run.pk)
    lines = ScoreLine.objects.visible_to(by).select_related("sheet")
    line = lines.filter(sheet__run=run, unit_id=unit.code, code=code).first()
    if line is None:
        raise Http404
    window = window_of(run)
    _require_window(run.stage, window)
    assert window is not None
    errors: dict[str, str] = {}
    if not text.strip():
        errors["text"] = _("请写明请求和理由。")
    if wanted is not None and not 0 <= wanted <= line.cap:
        errors["wanted"] = _("请求得分在 0 至 %(cap)s 分之间。") % {"cap": line.cap}
    if errors:
        raise Invalid(errors)
    published = run.stage == Stage.PUBLISHED
    decided = Appeal.objects.visible_to(by).filter(
        campaign_id=run.campaign_id, unit=unit, code=code, published=published
    )
    if decided.filter(status__in=[Status.DECIDED, Status.TOLD]).exists():
        raise NotTheMoment(_("这一项已有申诉决定，不再受理同一事项。"))
    appeal = Appeal(
        campaign_id=run.campaign_id, run=run, unit=unit, level=line.sheet.level, code=code,
        published=published, points_then=line.points, points_wanted=wanted,
        window_until=window[1],
    )  # fmt: skip
    return _keep(appeal, text, files, by)


@transaction.atomic
def file_against_veto(*, veto: Veto, text: str, files: Files | None = None, by: User) -> Appeal:
    """The same against a veto that was decided, within its window after the decision."""
    veto = Veto.objects.locked(by, pk=veto.pk)
    acts.require(by, Act.APPEAL_FILE, veto.unit_id)
    if veto.status != Veto.Status.DECIDED or veto.decided_on is None:
        raise NotTheMoment(_("否决决定生效以后才能申诉。"))
    until = veto_window(veto)
    assert until is not None  # it is decided
    _require_window("", (veto.decided_on, until))
    if not text.strip():
        raise Invalid({"text": _("请写明请求和理由。")})
    if veto.appeals.exclude(status__in=[Status.REFUSED, Status.WITHDRAWN]).exists():
        raise NotTheMoment(_("这项否决已经申诉过。"))
    appeal = Appeal(
        campaign_id=veto.campaign_id, veto=veto, unit_id=veto.unit_id, level=veto.unit.level,
        published=True, window_until=until,
    )  # fmt: skip
    return _keep(appeal, text, files, by)


def _require_window(stage: str, window: tuple[date, date] | None) -> None:
    today = timezone.localdate()
    if window is None:
        raise NotTheMoment(
            _("这份结果已更正，请对更正后的结果申诉。")
            if stage == Stage.CORRECTED
            else _("现在不是申诉的时间：征求意见期间或公布以后才能申诉。")
        )
    if not window[0] <= today <= window[1]:
        raise NotTheMoment(
            _("申诉期从%(first)s到%(last)s，已经过了。")
            % {"first": zh_day(window[0]), "last": zh_day(window[1])}
        )


def _keep(appeal: Appeal, text: str, files: Files | None, by: User) -> Appeal:
    """The receipt: number, day, and the day by which it is answered."""
    appeal.text, appeal.filed_by, appeal.filed_at = text.strip(), by, timezone.now()
    appeal.filed_on = timezone.localdate()
    clocks = ScoreClocks.objects.on(appeal.campaign_id, appeal.filed_on)
    appeal.reply_by = add_workdays(appeal.filed_on, clocks.reply_days)
    appeal.number = next_number(Appeal, appeal.campaign)
    try:
        with transaction.atomic():
            appeal.save(force_insert=True)
    except IntegrityError:
        raise NotTheMoment(_("这一项的申诉还在办理，不能重复提出。")) from None
    keep_proofs("appeal", appeal, files or [], unit=appeal.unit_id, title=_("佐证"), by=by)
    _tell(Act.APPEAL_FILE, appeal, by)
    return appeal


def _tell(act: Act, appeal: Appeal, by: User) -> None:
    trail.record(
        act,
        by=by,
        on=appeal,
        place=appeal.unit_id,
        after={"status": appeal.status, "outcome": appeal.outcome, "code": appeal.code},
    )


def place_of(appeal: Appeal, act: Act) -> int:
    """Where the act is done: the unit's own steps at the unit, the office's in its county."""
    return appeal.unit_id if act in OF_THE_UNIT else appeal.campaign.county_id


def _locked(appeal: Appeal, by: User, act: Act, step: str, words: str) -> Appeal:
    """How a verb begins: locked, may they, is it the moment."""
    locked = Appeal.objects.locked(by, pk=appeal.pk)
    acts.require(by, act, place_of(locked, act))
    require_moment(locked, step, words)
    return locked


def _ended(
    appeal: Appeal, act: Act, by: User, status: Appeal.Status, hand: str, values: dict[str, Any]
) -> Appeal:
    """How a verb ends: changed, saved, told. hand: which hand it was ("received", "decided"); who
    and when stand in the fields of that name."""
    stamped = {"status": status, f"{hand}_by": by, f"{hand}_at": timezone.now()}
    for name, value in (stamped | values).items():
        setattr(appeal, name, value)
    appeal.save()
    _tell(act, appeal, by)
    return appeal


@transaction.atomic
def add_proof(*, appeal: Appeal, proof: Files, by: User) -> Appeal:
    """More proof, until the review."""
    appeal = _locked(appeal, by, Act.APPEAL_FILE, "add", _("补交佐证"))
    keep_proofs("appeal", appeal, proof, unit=appeal.unit_id, title=_("佐证"), by=by)
    _tell(Act.APPEAL_FILE, appeal, by)
    return appeal


@transaction.atomic
def withdraw(*, appeal: Appeal, withdrawn_reason: str, by: User) -> Appeal:
    """撤回: the unit calls its own appeal off, with a reason, until it is decided (as 行政复议法
    art. 41 has it). Nothing of the line changes; inside the window it may file again."""
    appeal = _locked(appeal, by, Act.APPEAL_WITHDRAW, "withdraw", _("撤回"))
    values = {"withdrawn_reason": require_reason("withdrawn_reason", withdrawn_reason)}
    return _ended(appeal, Act.APPEAL_WITHDRAW, by, Status.WITHDRAWN, "withdrawn", values)


@transaction.atomic
def accept(*, appeal: Appeal, by: User) -> Appeal:
    """受理."""
    appeal = _locked(appeal, by, Act.APPEAL_RECEIVE, "accept", _("受理"))
    return _ended(appeal, Act.APPEAL_RECEIVE, by, Status.ACCEPTED, "received", {})


@transaction.atomic
def refuse(*, appeal: Appeal, refusal: str, by: User) -> Appeal:
    """不予受理, with the reason; the unit may file again while the window is open."""
    appeal = _locked(appeal, by, Act.APPEAL_RECEIVE, "refuse", _("不予受理"))
    if not refusal.strip():
        raise Invalid({"refusal": _("请写明不予受理的理由。")})
    values = {"refusal": refusal.strip()}
    return _ended(appeal, Act.APPEAL_RECEIVE, by, Status.REFUSED, "received", values)


@transaction.atomic
def review(*, appeal: Appeal, opinion: str, by: User) -> Appeal:
    """复核: what the proof shows, for whoever decides."""
    appeal = _locked(appeal, by, Act.APPEAL_REVIEW, "review", _("复核"))
    if not opinion.strip():
        raise Invalid({"opinion": _("请写复核意见。")})
    values = {"opinion": opinion.strip()}
    return _ended(appeal, Act.APPEAL_REVIEW, by, Status.REVIEWED, "reviewed", values)


def hands_on(appeal: Appeal) -> frozenset[int]:
    """Who may not decide: who entered the line or signed the result, or decided the veto."""
    if appeal.veto_id is not None:
        decider = appeal.veto.decided_by_id if appeal.veto is not None else None
        return frozenset(filter(None, (decider, appeal.filed_by_id)))
    run = appeal.run
    entered = LineChange.objects.filter(
        line__sheet__run=run, unit_id=appeal.unit_id, line__code=appeal.code
    ).values_list("by_id", flat=True)
    signed = run.signed_by_id if run is not None else None
    return frozenset(filter(None, (*entered, signed, appeal.filed_by_id)))


@transaction.atomic
def decide(
    *,
    appeal: Appeal,
    outcome: str,
    decision: str,
    points: Decimal | None = None,
    by: User,
) -> Appeal:
    """支持, 部分支持 or 不支持, by somebody who neither entered the line nor signed the result.
    What is upheld is written as a reversing entry: into the draft, or after publication into a
    revision; a veto is lifted as wrong."""
    appeal = _locked(appeal, by, Act.APPEAL_DECIDE, "decide", _("决定"))
    if by.pk in hands_on(appeal):
        raise Forbidden(_("这一项由您录入或签字，申诉要由另一人决定。"))
    upheld = outcome in (Outcome.UPHELD, Outcome.PARTLY)
    run = run_to_change(appeal.campaign, by=by) if upheld else None
    _require_decision(appeal, run, outcome, decision, points, by)
    values: dict[str, Any] = {
        "outcome": outcome,
        "decision": decision.strip(),
        "decided_on": timezone.localdate(),
    }
    if upheld:
        values |= {"points_ruled": None if appeal.veto_id else points, "revision": run}
    appeal = _ended(appeal, Act.APPEAL_DECIDE, by, Status.DECIDED, "decided", values)
    if upheld and appeal.veto is not None:
        lift(
            veto=appeal.veto,
            lift_ground=Veto.LiftGround.WRONG,
            lifted_number=appeal.receipt,
            lifted_reason=decision,
            lifted_on=timezone.localdate(),
            by=by,
        )
    elif upheld and run is not None and points is not None:
        rule_line(run, appeal, points, decision.strip(), by=by)
    return appeal


def _require_decision(
    appeal: Appeal,
    run: ScoringRun | None,
    outcome: str,
    decision: str,
    points: Decimal | None,
    by: User,
) -> None:
    errors: dict[str, str] = {}
    if outcome not in Outcome.values:
        errors["outcome"] = _("请选择决定结果。")
    if not decision.strip():
        errors["decision"] = _("请写明决定和理由。")
    if outcome in (Outcome.UPHELD, Outcome.PARTLY) and not appeal.veto_id:
        line = ScoreLine.objects.visible_to(by).filter(
            sheet__run=run, unit_id=appeal.unit_id, code=appeal.code
        )
        found = line.first()
        if found is None:
            raise NotTheMoment(_("现行结果里没有这一项，请先重新计算。"))
        if points is None:
            errors["points"] = _("支持的，请填写决定得分。")
        elif not 0 <= points <= found.cap or points != round(points, 2):
            errors["points"] = _("得分在 0 至 %(cap)s 分之间，最多两位小数。") % {"cap": found.cap}
        elif points == found.points:
            errors["points"] = _("决定得分和现在的得分一样，没有可更正的。")
    if errors:
        raise Invalid(errors)


@transaction.atomic
def tell(*, appeal: Appeal, told_how: str, told_on: date, by: User) -> Appeal:
    """告知: how and when the unit was told of the decision."""
    appeal = _locked(appeal, by, Act.APPEAL_TELL, "tell", _("告知"))
    errors: dict[str, str] = {}
    if not told_how.strip():
        errors["told_how"] = _("请写告知方式，例如 送达决定书，镇平安办签收。")
    if told_on > timezone.localdate():
        errors["told_on"] = _("告知日期不能晚于今天。")
    elif appeal.decided_on is not None and told_on < appeal.decided_on:
        errors["told_on"] = _("告知日期不能早于决定日期。")
    if errors:
        raise Invalid(errors)
    values = {"told_how": told_how.strip(), "told_on": told_on}
    return _ended(appeal, Act.APPEAL_TELL, by, Status.TOLD, "told", values)
