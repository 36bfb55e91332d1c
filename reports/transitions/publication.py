"""Verbs that end a review: ask for opinions, sign, take the signature back, publish."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.templatetags.words import zh_day
from campaigns.workdays import add_workdays
from reports import result_digest
from reports.columns import freeze_marks
from reports.models import Appeal, BonusClaim, ScoreClocks, ScoreLine, ScoringRun, Veto
from reports.transitions.mark import hold_marks
from reports.transitions.review import open_run
from reports.transitions.rubric import require_in_force

CONSULT_MOST = 30


def _require_scored(run: ScoringRun, by: User) -> None:
    waiting = ScoreLine.objects.visible_to(by).filter(sheet__run=run, state="pending").count()
    if waiting:
        raise NotTheMoment(_("还有 %(count)d 项待评，评完才能办这一步。") % {"count": waiting})


@transaction.atomic
def consult(*, run: ScoringRun, workdays: int | None = None, by: User) -> ScoringRun:
    """征求意见 (domain L): for some working days the units may appeal the lines of the draft; it is
    signed after that, when all are answered. workdays: None for the year's."""
    run = open_run(run, by, Act.SCORE_CONSULT)
    if run.revises_id is not None:
        raise NotTheMoment(_("更正稿按申诉决定改动，不再征求意见。"))
    if run.consult_until is not None:
        raise NotTheMoment(_("已在征求意见，到%(day)s为止。") % {"day": zh_day(run.consult_until)})
    _require_scored(run, by)
    if workdays is None:
        workdays = ScoreClocks.objects.on(run.campaign_id, timezone.localdate()).consult_days
    if not 1 <= workdays <= CONSULT_MOST:
        raise Invalid({"workdays": _("征求意见 1 至 %(most)d 个工作日。") % {"most": CONSULT_MOST}})
    run.consult_from = timezone.localdate()
    run.consult_until = add_workdays(run.consult_from, workdays)
    run.version += 1
    run.save(update_fields=["consult_from", "consult_until", "version"])
    trail.record(
        Act.SCORE_CONSULT,
        by=by,
        on=run,
        place=run.county_id,
        after={"until": run.consult_until.isoformat()},
    )
    return run


def _require_heard(run: ScoringRun, today: date, by: User) -> None:
    """Of a first result: the opinions asked for are in, and every appeal on the draft answered."""
    if run.consult_until is not None and today <= run.consult_until:
        raise NotTheMoment(
            _("正在征求意见，到%(day)s为止，期满后才能签字。") % {"day": zh_day(run.consult_until)}
        )
    appeals = Appeal.objects.visible_to(by).open().filter(campaign_id=run.campaign_id)
    left = appeals.filter(published=False).count()
    if left:
        raise NotTheMoment(_("还有 %(n)d 件申诉没有决定，决定以后才能签字。") % {"n": left})


@transaction.atomic
def sign(*, run: ScoringRun, by: User) -> ScoringRun:
    """The governance office signs: every line scored, none 待评, every objection answered."""
    run = open_run(run, by, Act.SCORE_SIGN)
    _require_scored(run, by)
    if run.revises_id is None:
        require_in_force(run, by=by)
    others = ScoringRun.objects.visible_to(by).filter(campaign_id=run.campaign_id)
    if others.filter(state__in=[ScoringRun.State.QUEUED, ScoringRun.State.RUNNING]).exists():
        raise NotTheMoment(_("正在重新计算，请等它完成再签字。"))
    asked = BonusClaim.objects.visible_to(by).filter(campaign=run.campaign_id, status="asked")
    if count := asked.count():
        raise NotTheMoment(_("还有 %(count)d 项加分申报待认定。") % {"count": count})
    hold_marks(run, alone=True)
    if run.revises_id is None:  # a revision keeps what was shown beside the published lines
        _require_heard(run, timezone.localdate(), by)
        freeze_marks(run, by=by)
    run.stage, run.signed_by, run.signed_at = ScoringRun.Stage.SIGNED, by, timezone.now()
    run.result_digest = result_digest.stored(run.pk)
    run.version += 1
    try:
        with transaction.atomic():
            run.save(update_fields=["stage", "signed_by", "signed_at", "result_digest", "version"])
    except IntegrityError:
        raise NotTheMoment(_("本年度已有另一份签字的考核结果。")) from None
    trail.record(Act.SCORE_SIGN, by=by, on=run, place=run.county_id, after=_digests(run))
    return run


def _digests(run: ScoringRun) -> dict[str, str]:
    return {"digest": run.digest, "result": run.result_digest}


@transaction.atomic
def publish(*, run: ScoringRun, by: User) -> ScoringRun:
    """Publish a signed run, by another person than whoever signed it; from then on the database
    refuses every change of its rows. A revision takes the place of the run it corrects, which
    stays as it is and is marked 已更正."""
    run = ScoringRun.objects.locked(by, pk=run.pk)
    acts.require(by, Act.SCORE_PUBLISH, run.county_id)
    if run.stage != ScoringRun.Stage.SIGNED:
        raise NotTheMoment(
            _("考核结果%(stage)s，签字后才能公布。") % {"stage": run.get_stage_display()}
        )
    if by.pk == run.signed_by_id:
        raise Forbidden(_("这份结果由您签字，公布要由另一人办理。"))
    if result_digest.stored(run.pk) != run.result_digest:
        raise NotTheMoment(_("评分表与签字时的校验码不符，请撤回签字，核对后重新签字。"))
    if run.revises_id is None:
        _require_vetoes_decided(run, by)
    else:
        former = ScoringRun.objects.visible_to(by).filter(pk=run.revises_id)
        former.update(stage=ScoringRun.Stage.CORRECTED)
    run.stage, run.published_by = ScoringRun.Stage.PUBLISHED, by
    run.published_at = timezone.now()
    run.version += 1
    run.save(update_fields=["stage", "published_by", "published_at", "version"])
    trail.record(Act.SCORE_PUBLISH, by=by, on=run, place=run.county_id, after=_digests(run))
    return run


def _require_vetoes_decided(run: ScoringRun, by: User) -> None:
    """Veto review comes before publication (domain A5): no case is left open."""
    pending = Veto.objects.visible_to(by).pending().filter(campaign_id=run.campaign_id)
    veto = pending.order_by("-statement_until").select_related("unit").first()
    if veto is None:
        return
    if veto.statement_until and not veto.heard_out(timezone.localdate()):
        raise NotTheMoment(
            _("%(unit)s的陈述期到%(day)s，期满并作出决定后才能公布。")
            % {"unit": veto.unit.name, "day": zh_day(veto.statement_until)}
        )
    raise NotTheMoment(
        _("%(unit)s的否决审查还没有结论，有结论后才能公布。") % {"unit": veto.unit.name}
    )


@transaction.atomic
def withdraw_signature(*, run: ScoringRun, reason: str, by: User) -> ScoringRun:
    """Back to review before publication, with a reason."""
    run = ScoringRun.objects.locked(by, pk=run.pk)
    acts.require(by, Act.SCORE_SIGN, run.county_id)
    if run.stage != ScoringRun.Stage.SIGNED:
        raise NotTheMoment(_("只有已签字、未公布的结果可以撤回签字。"))
    if not reason.strip():
        raise Invalid({"reason": _("请写明撤回签字的理由。")})
    run.stage, run.signed_by, run.signed_at = ScoringRun.Stage.DRAFT, None, None
    run.version += 1
    run.save(update_fields=["stage", "signed_by", "signed_at", "version"])
    trail.record(Act.SCORE_SIGN, by=by, on=run, place=run.county_id, reason=reason)
    return run
