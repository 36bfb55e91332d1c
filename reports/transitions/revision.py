"""A published result is corrected by a revision: a new run with the same frozen figures, into which
reversing entries are written. The published one is never touched (domain A8)."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import scope, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import NotTheMoment
from campaigns.models import Campaign, Level
from reports import frozen_rows
from reports.models import Appeal, LineChange, ScoreLine, ScoreSheet, ScoringRun
from reports.sheet_rows import LINE_COLUMNS, result_of, retotal, ruled_values, rules_of, update_rows

Stage = ScoringRun.Stage


@dataclass(frozen=True, slots=True)
class Ruling:
    """What an appeal led to for one line."""

    points: str
    reason: str
    number: str


def run_to_change(campaign: Campaign, *, by: User) -> ScoringRun | None:
    """The run a decision is written into, locked: the draft under review; after publication the
    open revision, made when there is none. None before anything was computed.

    Refused while it is signed: the signature is taken back first, so that nobody has signed what
    was changed after it."""
    for _attempt in range(2):
        rows = ScoringRun.objects.visible_to(by).filter(
            campaign=campaign, state=ScoringRun.State.DONE
        )
        found = {
            run.stage: run
            for run in rows.filter(stage__in=[Stage.DRAFT, Stage.SIGNED, Stage.PUBLISHED])
            .select_for_update(of=("self",))
            .order_by("finished_at", "pk")
        }
        if Stage.SIGNED in found:
            raise NotTheMoment(_("考核结果已签字，请先撤回签字，再作决定。"))
        if Stage.DRAFT in found:
            return found[Stage.DRAFT]
        if Stage.PUBLISHED in found:
            return revise(found[Stage.PUBLISHED], by=by)
        # A computation may just have replaced the draft this waited for: look once more.
    return None


def revise(published: ScoringRun, *, by: User) -> ScoringRun:
    """A draft that corrects `published` (held locked): rows and history copied in one statement a
    table, the same frozen figures, snapshot and digest of inputs."""
    run = ScoringRun.objects.visible_to(by).get(pk=published.pk)
    run.pk, run.uid = None, uuid.uuid4()
    run._state.adding = True
    run.revises_id, run.stage, run.version = published.pk, Stage.DRAFT, 1
    run.signed_by, run.signed_at, run.published_by, run.published_at = None, None, None, None
    run.consult_from = run.consult_until = None
    run.asked_by, run.asked_at, run.finished_at = by, timezone.now(), timezone.now()
    run.result_digest = ""
    run.save(force_insert=True)
    _copy(published.pk, run.pk)
    with scope.as_system():  # the keys of the rows behind are nobody's here
        frozen_rows.copy(published, run)
    trail.record(
        Act.SCORE_REVISE, by=by, on=run, place=run.county_id, after={"revises": str(published.uid)}
    )
    return run


def _columns(model: type[models.Model], *without: str) -> list[str]:
    return [f.column for f in model._meta.concrete_fields if f.name not in ("id", *without)]


def _copy(old: int, new: int) -> None:
    """Sheets, lines and their history of one run as those of another."""
    sheet, line, change = (m._meta.db_table for m in (ScoreSheet, ScoreLine, LineChange))
    sheets, lines = _columns(ScoreSheet, "run"), _columns(ScoreLine, "sheet")
    changes = _columns(LineChange, "line")

    def some(columns: list[str], table: str = "") -> str:
        return ", ".join(f'{table}"{name}"' for name in columns)

    twins = (
        f"FROM {sheet} s JOIN {sheet} t ON t.run_id = %(new)s AND t.unit_id = s.unit_id "
        f"JOIN {line} l ON l.sheet_id = s.id"
    )
    statements = (
        f"INSERT INTO {sheet} (run_id, {some(sheets)}) SELECT %(new)s, {some(sheets)} "
        f"FROM {sheet} WHERE run_id = %(old)s ORDER BY id",
        f"INSERT INTO {line} (sheet_id, {some(lines)}) SELECT t.id, {some(lines, 'l.')} {twins} "
        "WHERE s.run_id = %(old)s ORDER BY l.id",
        f"INSERT INTO {change} (line_id, {some(changes)}) SELECT n.id, {some(changes, 'c.')} "
        f"{twins} JOIN {line} n ON n.sheet_id = t.id AND n.code = l.code "
        f"JOIN {change} c ON c.line_id = l.id WHERE s.run_id = %(old)s ORDER BY c.id",
    )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, {"old": old, "new": new})


def rule_line(run: ScoringRun, appeal: Appeal, points: Decimal, reason: str, *, by: User) -> None:
    """Write the reversing entry: the line keeps its counts, its points are those that were ruled;
    totals and ranks follow."""
    line = ScoreLine.objects.locked(by, sheet__run=run, unit_id=appeal.unit_id, code=appeal.code)
    level = Level(appeal.level)
    rules = rules_of(run, level)
    before = line.points
    ruling = Ruling(str(points), reason, appeal.receipt)
    line.figures = {**line.figures, "ruled": asdict(ruling)}
    indicator = rules.indicator(line.code)
    for name, value in ruled_values(result_of(line, indicator), line.figures).items():
        setattr(line, name, value)
    update_rows([line], LINE_COLUMNS)
    LineChange.objects.create(
        line=line,
        unit_id=line.unit_id,
        before=before,
        after=points,
        reason=f"{appeal.receipt}：{reason}",
        by=by,
        kind=LineChange.Kind.RULING,
        appeal=appeal,
    )
    retotal(run, level, rules, by=by)
