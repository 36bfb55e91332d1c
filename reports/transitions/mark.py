"""Verbs of marks: a unit scores itself, a department its lines, a blind scorer hers; whoever gave a
mark takes it back as long as nobody has built on it (domain A4, A8; L: 自评 → 部门评 → 复核)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, locks, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.roles import Role
from accounts.templatetags.words import zh_day
from campaigns.models import Division, Level
from campaigns.transitions.wording import require_reason
from reports.models import DoubleScoring, LineMark, MarkSheet, ScoreClocks, ScoreLine, ScoringRun
from reports.models.mark import BLIND, Column
from reports.rules import Rubric as Rules
from reports.rules.numbers import plain
from reports.sheet_rows import rules_of
from reports.transitions.proof import keep_proofs

Source = MarkSheet.Source
REASON_MOST, NAME_MOST = 300, 40


@dataclass(frozen=True, slots=True)
class Given:
    """One mark: points for a unit's line, with the reason where they differ."""

    unit: int
    code: str
    points: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose hand a mark is: column, the unit the sheet hangs on, department, name, how it came."""

    column: str
    unit: Division
    signer: str
    by: User
    department: str = ""
    source: str = Source.ACCOUNT

    @property
    def who(self) -> str:
        """As printed beside the mark."""
        return f"{self.department} {self.signer}".strip()


def cell(unit: int, code: str) -> str:
    """The name of one line of one unit in errors and forms."""
    return f"{unit}-{code}"


@transaction.atomic
def mark_self(
    *,
    run: ScoringRun,
    unit: Division,
    given: Sequence[Given],
    signer: str,
    by: User,
    files: Sequence[bytes] = (),
    proves: str = "",
) -> MarkSheet | None:
    """自评 of a township by itself, of a village by itself or by its township. From the day
    the year's clocks name until the result is signed; after its last day it is taken and told as
    late. None when nothing changed. proves: the line the files prove, "" for the whole sheet."""
    run = open_for_marks(run, by)
    seen = Division.objects.in_reach(by).fetch(by, code=unit.code)
    acts.require(by, Act.MARK_SELF, seen.code)
    opens = ScoreClocks.objects.mark_days(run.campaign_id, run.campaign.year).opens
    if timezone.localdate() < opens:
        raise NotTheMoment(_("%(day)s起自评，现在还没有开始。") % {"day": zh_day(opens)})
    _require_only(given, {seen.code})
    hand = Hand(Column.SELF, seen, signed(signer), by)
    return write(run, Level(seen.level), hand, given, Act.MARK_SELF, files=files, proves=proves)


@transaction.atomic
def mark_department(
    *,
    run: ScoringRun,
    level: Level,
    department: str,
    given: Sequence[Given],
    signer: str,
    by: User,
    files: Sequence[bytes] = (),
    unit: Division | None = None,
) -> MarkSheet | None:
    """部门评 of the lines that name `department`. A township's office scores its villages (unit:
    the township) in its own name; for a department of the county the county's offices type in
    what came signed on paper, with its scan."""
    run = open_for_marks(run, by)
    if level == Level.VILLAGE:
        if unit is None or unit.level != Level.TOWNSHIP:
            raise Invalid({"unit": _("请选择乡镇。")})
        place = Division.objects.in_reach(by).fetch(by, code=unit.code)
        acts.require(by, Act.MARK_DEPARTMENT, place.code)
        if not any(p.role == Role.TOWNSHIP_FEDERATION for p in by.postings_today):
            raise Forbidden(_("村级的部门评由乡镇填报。"))
        hand = Hand(Column.DEPARTMENT, place, signed(signer), by, department)
    else:
        acts.require(by, Act.MARK_DEPARTMENT, run.county_id)
        if not files:
            raise Invalid({"proof": _("请附部门签字的评分表照片或扫描件。")})
        _require_not_blind(run, department, given, by)
        hand = Hand(Column.DEPARTMENT, run.county, signed(signer), by, department, Source.PAPER)
    return write(run, level, hand, given, Act.MARK_DEPARTMENT, files=files)


@transaction.atomic
def mark_blind(
    *, run: ScoringRun, double: DoubleScoring, given: Sequence[Given], by: User
) -> MarkSheet | None:
    """One of the two scores of a line; points and the ground are both wanted."""
    run = open_for_marks(run, by)
    acts.require(by, Act.MARK_BLIND, run.county_id)
    row = DoubleScoring.objects.visible_to(by).filter(pk=double.pk, ended_at=None).first()
    column = row.column_of(by) if row else None
    if row is None or column is None:
        raise Forbidden(_("这一项由指定的两位评分人评。"))
    for one in given:
        if one.code != row.code:
            raise Invalid({cell(one.unit, one.code): _("这一项不是双人评分。")})
    hand = Hand(column, run.county, by.name, by)
    return write(run, Level(row.level), hand, given, Act.MARK_BLIND)


def open_for_marks(run: ScoringRun, by: User) -> ScoringRun:
    """The run marks are given beside: computed, not signed. Whoever signs waits for whoever marks
    and the other way round."""
    joined = ScoringRun.objects.defer("frozen").select_related(
        "campaign", "county", "township_rubric", "village_rubric"
    )
    seen = joined.fetch(by, pk=run.pk)
    hold_marks(seen)
    found = joined.fetch(by, pk=seen.pk)
    if found.state != ScoringRun.State.DONE or found.stage != ScoringRun.Stage.DRAFT:
        raise NotTheMoment(
            _("考核结果%(stage)s，不再收评分。") % {"stage": found.get_stage_display()}
        )
    return found


def hold_marks(run: ScoringRun, *, alone: bool = False) -> None:
    """Marks of the year stand still while somebody holds them alone."""
    locks.hold(f"marks:{run.campaign_id}", shared=not alone)


def signed(signer: str) -> str:
    signer = signer.strip()
    if not signer or len(signer) > NAME_MOST:
        raise Invalid({"signer": _("请写评分人姓名，不超过 %(n)d 个字。") % {"n": NAME_MOST}})
    return signer


def _require_only(given: Sequence[Given], units: Collection[int]) -> None:
    if any(one.unit not in units for one in given):
        raise Invalid({"unit": _("只能给本单位评分。")})


def _require_not_blind(run: ScoringRun, department: str, given: Sequence[Given], by: User) -> None:
    """Whoever is the second scorer of a line does not read the department's paper of it first."""
    own = DoubleScoring.objects.visible_to(by).filter(
        campaign=run.campaign_id, level=Level.TOWNSHIP, ended_at=None, second=by, first=None
    )
    codes = set(own.values_list("code", flat=True)) & {one.code for one in given}
    if codes:
        raise Forbidden(
            _("%(codes)s由您和%(department)s背靠背评分，请别人录入这张表。")
            % {"codes": "、".join(sorted(codes)), "department": department}
        )


def write(
    run: ScoringRun,
    level: Level,
    hand: Hand,
    given: Sequence[Given],
    act: Act,
    *,
    files: Sequence[bytes] = (),
    proves: str = "",
) -> MarkSheet | None:
    """Check every mark (all or none is kept) and write what is new; the scope is the caller's."""
    rules = rules_of(run, level)
    lines = _lines(run, level, given, hand.by)
    errors: dict[str, str] = {}
    marks = [mark for one in given if (mark := _mark(run, level, rules, hand, one, lines, errors))]
    if errors:
        raise Invalid(errors)
    if not marks and not files:
        raise Invalid({"": _("一项也没有填。")})
    known = _standing(run, level, hand.column, marks)
    marks = [m for m in marks if known.get((m.unit_id, m.code)) != (m.points, m.reason, m.who)]
    if not marks and not files:
        return None
    sheet = MarkSheet.objects.create(
        campaign=run.campaign,
        unit=hand.unit,
        level=level,
        column=hand.column,
        department=hand.department,
        signer=hand.signer,
        source=hand.source,
        by=hand.by,
    )
    for mark in marks:
        mark.sheet, mark.at = sheet, sheet.at
    LineMark.objects.bulk_create(marks, batch_size=1000)
    title = _("签字评分表") if hand.source == Source.PAPER else _("佐证")
    keep_proofs("sheet", sheet, files, unit=hand.unit.code, title=title, by=hand.by, code=proves)
    # The figures of a blind scorer are not in the trail: others read it.
    told = {"column": hand.column, "level": int(level), "lines": len(marks)}
    trail.record(act, by=hand.by, on=sheet, place=hand.unit.code, after=told)
    return sheet


def _lines(
    run: ScoringRun, level: Level, given: Sequence[Given], by: User
) -> dict[tuple[int, str], ScoreLine]:
    rows = ScoreLine.objects.visible_to(by).filter(
        sheet__run=run,
        sheet__level=level,
        unit__in={one.unit for one in given},
        code__in={one.code for one in given},
    )
    return {(line.unit_id, line.code): line for line in rows.select_related("unit")}


def _mark(
    run: ScoringRun,
    level: Level,
    rules: Rules,
    hand: Hand,
    one: Given,
    lines: dict[tuple[int, str], ScoreLine],
    errors: dict[str, str],
) -> LineMark | None:
    line = lines.get((one.unit, one.code))
    if line is None:
        errors[cell(one.unit, one.code)] = _("没有这一项。")
        return None
    indicator = rules.indicator(one.code)
    computed = line.points if line.state == ScoreLine.State.COMPUTED else None
    fault = _fault(hand, one, line, computed)
    if hand.department and hand.department not in (indicator.department, *indicator.assisting):
        fault = _("%(code)s不由%(department)s评。") % {
            "code": one.code, "department": hand.department,
        }  # fmt: skip
    if fault:
        errors[cell(one.unit, one.code)] = f"{line.unit.name} {one.code}：{fault}"
        return None
    return LineMark(
        campaign_id=run.campaign_id,
        level=level,
        unit_id=one.unit,
        code=one.code,
        column=hand.column,
        points=one.points,
        cap=line.cap,
        computed=computed,
        reason=one.reason.strip(),
        who=hand.who,
        by=hand.by,
    )


def _fault(hand: Hand, one: Given, line: ScoreLine, computed: Decimal | None) -> str:
    """Why a mark cannot be; "" when it can."""
    points, reason = one.points, one.reason.strip()
    if line.state == ScoreLine.State.NA:
        return _("这一项不适用，不用评。")
    if not points.is_finite() or not 0 <= points <= line.cap:
        return _("得分应在 0 至 %(cap)s 分之间。") % {"cap": plain(line.cap)}
    if points != points.quantize(Decimal("0.01")):
        return _("得分最多两位小数。")
    if len(reason) > REASON_MOST:
        return _("理由不超过 %(n)d 个字。") % {"n": REASON_MOST}
    if reason:
        return ""
    if hand.column in BLIND:
        return _("分数和评分依据都要填。")
    if computed is not None and points != computed:
        return _("与系统计算的 %(points)s 分不同，请写理由。") % {"points": computed}
    if computed is None and points < line.cap:
        return _("不是满分的，请写扣分理由。")
    return ""


def _standing(
    run: ScoringRun, level: Level, column: str, marks: Sequence[LineMark]
) -> dict[tuple[int, str], tuple[Decimal, str, str]]:
    """What counts now in a column, so that the same again is no new row; the rows are the
    scorer's own column."""
    rows = (
        LineMark.objects.standing()
        .filter(
            campaign=run.campaign_id,
            level=level,
            column=column,
            unit__in={m.unit_id for m in marks},
            code__in={m.code for m in marks},
        )
        .order_by("at", "id")
        .values_list("unit_id", "code", "points", "reason", "who")
    )
    return {(unit, code): (points, reason, who) for unit, code, points, reason, who in rows}


@transaction.atomic
def take_back(
    *, run: ScoringRun, units: Collection[int], code: str, column: str, reason: str, by: User
) -> int:
    """撤回重评, a step of its own before 复核: the mark stays readable with its reason, the cell is
    empty again. A blind scorer who takes back what the other could already see leaves that in the
    row. Returns how many marks."""
    run = open_for_marks(run, by)
    reason = require_reason("reason", reason)
    rows = (
        LineMark.objects.visible_to(by)
        .standing()
        .filter(campaign=run.campaign_id, unit__in=units, code=code, column=column)
    )
    marks = list(rows.select_for_update(of=("self",)))
    if not marks:
        raise NotTheMoment(_("没有可以撤回的评分。"))
    for mark in marks:
        acts.require(by, Act.MARK_BACK, mark.unit_id)
        _require_hers(mark, by)
    _require_unmoderated(run, marks, by)
    seen = _seen_by_other(marks, column)
    now = timezone.now()
    for mark in marks:
        mark.taken_back_at, mark.back_reason = now, reason
        mark.shown = mark.unit_id in seen
    LineMark.objects.bulk_update(marks, ["taken_back_at", "back_reason", "shown"])
    after = {"column": column, "code": code, "marks": len(marks)}
    first = marks[0]
    trail.record(Act.MARK_BACK, by=by, on=first, place=first.unit_id, after=after, reason=reason)
    return len(marks)


def _require_hers(mark: LineMark, by: User) -> None:
    roles = by.roles_today()
    if mark.column in BLIND:
        fits = mark.by_id == by.pk
    elif mark.column == Column.SELF:
        fits = bool(roles & {Role.VILLAGE_MEDIATOR, Role.TOWNSHIP_FEDERATION})
    elif mark.level == Level.VILLAGE:
        fits = Role.TOWNSHIP_FEDERATION in roles
    else:
        fits = bool(roles & {Role.COUNTY_FEDERATION, Role.GOVERNANCE_REVIEWER})
    if not fits:
        raise Forbidden(_("谁评的由谁撤回；部门的由县妇联、平安办退回。"))


def _require_unmoderated(run: ScoringRun, marks: Sequence[LineMark], by: User) -> None:
    done = ScoreLine.objects.visible_to(by).filter(
        sheet__run=run,
        sheet__level=marks[0].level,
        unit__in={m.unit_id for m in marks},
        code=marks[0].code,
        state=ScoreLine.State.MANUAL,
    )
    if done.exists():
        raise NotTheMoment(_("这一项已经复核，不能再撤回。"))


def _seen_by_other(marks: Sequence[LineMark], column: str) -> set[int]:
    """Units where the other blind score was in, so that both were readable."""
    first = marks[0]
    pair = DoubleScoring.objects.filter(
        campaign=first.campaign_id, level=first.level, code=first.code, ended_at=None
    ).first()
    if pair is None or column not in pair.columns:
        return set()
    other = next(name for name in pair.columns if name != column)
    rows = LineMark.objects.standing().filter(
        campaign=first.campaign_id,
        level=first.level,
        code=first.code,
        column=other,
        unit__in={m.unit_id for m in marks},
    )
    return set(rows.values_list("unit_id", flat=True))
