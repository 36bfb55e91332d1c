"""Blind double scoring: two score a line without seeing each other, and the result is moderated
(KAVS/QAE; features): the 复核 with its reason, entered by reports.transitions.review."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Level
from reports.models import DoubleScoring, LineMark, ScoreLine, ScoringRun
from reports.models.mark import BLIND
from reports.sheet_rows import rules_of
from reports.transitions.mark import cell, open_for_marks


def scorers(run: ScoringRun) -> list[User]:
    """Reviewers of the governance office of the run's county."""
    from accounts.models import Posting

    held = Posting.objects.in_force().filter(
        role="governance_reviewer", division=run.county_id, user__is_active=True
    )
    return list(User.objects.filter(pk__in=held.values("user_id")).order_by("name"))


@transaction.atomic
def set_double(
    *,
    run: ScoringRun,
    level: Level,
    code: str,
    first: User | None,
    second: User,
    tolerance: Decimal,
    by: User,
) -> DoubleScoring:
    """A manual line is scored twice; first None: the department the line names is the one."""
    run = open_for_marks(run, by)
    acts.require(by, Act.MARK_DOUBLE, run.county_id)
    try:
        line = rules_of(run, level).indicator(code)
    except KeyError:
        raise Invalid({"line": _("没有这一项。")}) from None
    if line.source != "manual":
        raise Invalid({"line": _("系统计算的项目不用双人评分。")})
    if first is None and level == Level.VILLAGE:
        raise Invalid({"first": _("村级的项目请选两位评分人。")})
    fit = {user.pk for user in scorers(run)}
    for name, user in (("first", first), ("second", second)):
        if user is not None and user.pk not in fit:
            raise Invalid({name: _("请选本县平安办的人员。")})
    if first is not None and first.pk == second.pk:
        raise Invalid({"second": _("两位评分人不能是同一个人。")})
    if not 0 <= tolerance <= line.cap:
        raise Invalid({"tolerance": _("允许相差应在 0 至本项分值之间。")})
    begun = ScoreLine.objects.visible_to(by).filter(
        sheet__run=run, sheet__level=level, code=code, state=ScoreLine.State.MANUAL
    )
    if begun.exists():
        raise NotTheMoment(_("这一项已有复核，不能再设双人评分。"))
    try:
        with transaction.atomic():
            row = DoubleScoring.objects.create(
                campaign=run.campaign,
                county=run.county,
                level=level,
                code=code,
                first=first,
                second=second,
                tolerance=tolerance,
                set_by=by,
            )
    except IntegrityError:
        raise NotTheMoment(_("这一项已设双人评分。")) from None
    after = {"level": int(level), "code": code}
    trail.record(Act.MARK_DOUBLE, by=by, on=row, place=run.county_id, after=after)
    return row


@transaction.atomic
def end_double(*, run: ScoringRun, double: DoubleScoring, by: User) -> DoubleScoring:
    """Back to one scorer, as long as no blind score was given: ending it would show one."""
    run = open_for_marks(run, by)
    acts.require(by, Act.MARK_DOUBLE, run.county_id)
    row = DoubleScoring.objects.locked(by, pk=double.pk, campaign=run.campaign_id)
    given = LineMark.objects.standing().filter(
        campaign=row.campaign_id, level=row.level, code=row.code, column__in=row.columns
    )
    if row.ended_at is not None or given.exists():
        raise NotTheMoment(_("已经有人评分，不能取消双人评分。"))
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    after = {"level": row.level, "code": row.code, "ended": True}
    trail.record(Act.MARK_DOUBLE, by=by, on=row, place=run.county_id, after=after)
    return row


def unready(
    run: ScoringRun, level: Level, wanted: Collection[tuple[int, str]], by: User
) -> dict[str, str]:
    """Cells of lines scored twice where a score is still wanting: 复核 comes after both."""
    pairs = {
        row.code: row.columns
        for row in DoubleScoring.objects.visible_to(by).filter(
            campaign=run.campaign_id, level=level, ended_at=None
        )
    }
    asked = [(unit, code) for unit, code in wanted if code in pairs]
    if not asked:
        return {}
    rows = (
        LineMark.objects.visible_to(by)
        .standing()
        .filter(
            campaign=run.campaign_id,
            level=level,
            code__in={code for _unit, code in asked},
            column__in=["department", *BLIND],
        )
    )
    have = set(rows.values_list("unit_id", "code", "column"))
    return {
        cell(unit, code): _("这一项双人评分，两人都交了才能复核。")
        for unit, code in asked
        if any((unit, code, column) not in have for column in pairs[code])
    }
