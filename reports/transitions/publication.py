"""Verbs that end a review: sign, take the signature back, publish."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from accounts.templatetags.words import zh_day
from reports import result_digest
from reports.columns import freeze_marks
from reports.models import BonusClaim, ScoreLine, ScoringRun
from reports.transitions.mark import hold_marks
from reports.transitions.review import open_run
from reports.transitions.rubric import require_in_force


@transaction.atomic
def sign(*, run: ScoringRun, by: User) -> ScoringRun:
    """The governance office signs: every line scored, none 待评."""
    run = open_run(run, by, Act.SCORE_SIGN)
    waiting = ScoreLine.objects.visible_to(by).filter(sheet__run=run, state="pending").count()
    if waiting:
        raise NotTheMoment(_("还有 %(count)d 项待评，评完才能签字。") % {"count": waiting})
    require_in_force(run, by=by)
    others = ScoringRun.objects.visible_to(by).filter(campaign_id=run.campaign_id)
    if others.filter(state__in=[ScoringRun.State.QUEUED, ScoringRun.State.RUNNING]).exists():
        raise NotTheMoment(_("正在重新计算，请等它完成再签字。"))
    asked = BonusClaim.objects.visible_to(by).filter(campaign=run.campaign_id, status="asked")
    if count := asked.count():
        raise NotTheMoment(_("还有 %(count)d 项加分申报待认定。") % {"count": count})
    hold_marks(run, alone=True)
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
    """Publish a signed run; from then on the database refuses every change of its rows."""
    run = ScoringRun.objects.locked(by, pk=run.pk)
    acts.require(by, Act.SCORE_PUBLISH, run.county_id)
    if run.stage != ScoringRun.Stage.SIGNED:
        raise NotTheMoment(
            _("考核结果%(stage)s，签字后才能公布。") % {"stage": run.get_stage_display()}
        )
    if result_digest.stored(run.pk) != run.result_digest:
        raise NotTheMoment(_("评分表与签字时的校验码不符，请撤回签字，核对后重新签字。"))
    heard = (
        run.vetoes.visible_to(by)
        .filter(withdrawn_at__isnull=True, statement_until__gte=timezone.localdate())
        .order_by("-statement_until")
        .select_related("unit")
        .first()
    )
    if heard is not None:
        raise NotTheMoment(
            _("%(unit)s的陈述期到%(day)s，期满后才能公布。")
            % {"unit": heard.unit.name, "day": zh_day(heard.statement_until)}
        )
    run.stage, run.published_by = ScoringRun.Stage.PUBLISHED, by
    run.published_at = timezone.now()
    run.version += 1
    run.save(update_fields=["stage", "published_by", "published_at", "version"])
    trail.record(Act.SCORE_PUBLISH, by=by, on=run, place=run.county_id, after=_digests(run))
    return run


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
