"""What the worker does with a sheet: read and compare, write, take back (bars E3, E4, G).

Each step ends in one transaction under the fence, so that a killed worker leaves nothing half
done and the next one begins the step anew. The step acts as the person who asked for it, behind
both walls: a sheet reaches exactly as far as its sender does at that moment."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.db import IntegrityError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, jobs, scope, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Refusal
from campaigns.models import Division, Sheet, SheetFile, SheetRow
from campaigns.sheets.faults import Limits, SheetRefused
from campaigns.sheets.keeping import content_of, counts, keep_rows, line_of
from campaigns.sheets.kinds import Desk, SheetKind, kind_of
from campaigns.sheets.marking import marked
from campaigns.sheets.reading import Opened, Row, read_sheets
from campaigns.sheets.stamp import Stamp, check_heads, checked, words_of
from campaigns.sheets.table import Line, Table, pasted_rows, read_table

TELL_EVERY = 2.0


class Teller:
    """Tells how far a step is, every two seconds; inside a transaction on another connection, so
    that people see it and the lease is renewed before the commit."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        # A test's own transaction hides the job from other connections.
        self.enclosed = connection.in_atomic_block
        self.last = 0.0

    def __call__(self, done: int, total: int, what: str) -> None:
        if time.monotonic() - self.last < TELL_EVERY and settings.SHEET_PAUSE == 0:
            return
        self.last = time.monotonic()
        if not connection.in_atomic_block:
            jobs.progress(self.sheet, done, total, what)
        elif not self.enclosed:
            jobs.progress_aside(self.sheet, done, total, what)
        time.sleep(settings.SHEET_PAUSE)


def work(pk: int) -> bool:
    """Claim the sheet and do its step; True when this call finished it."""
    sheet = jobs.claim(Sheet, pk)
    if sheet is None:
        return False
    step = {"reading": _read, "writing": _write, "returning": _return}.get(sheet.stage)
    with jobs.Ending(sheet, SheetRefused, Refusal, refuse=_refuse):
        if step is None:
            raise SheetRefused(_("这份表格没有要办的事。"))
        step(sheet, Teller(sheet))
        return True
    return False


def _actor(sheet: Sheet, user: User | None, act: Act) -> User:
    """The person behind the step, with today's postings."""
    with scope.as_system():
        by = User.objects.get(pk=user.pk if user else sheet.asked_by_id)
        acts.require(by, act, sheet.place_id)
        sheet.place = Division.objects.get(pk=sheet.place_id)
    return by


def _refuse(sheet: Sheet, sentence: str) -> None:
    """The step ends with a sentence; a file that could not be read is thrown away at once."""
    with scope.as_system():
        jobs.hold(sheet)
        if sheet.stage == Sheet.Stage.READING:
            Sheet.objects.filter(pk=sheet.pk).update(stage=Sheet.Stage.REFUSED)
            sheet.files.all().delete()
            sheet.rows.all().delete()
    jobs.fail(sheet, sentence)


# Reading


def _read(sheet: Sheet, tell: Teller) -> None:
    kind = kind_of(sheet.kind)
    by = _actor(sheet, None, Act.SHEET_SEND)
    with scope.opened(by):
        data = sheet.files.get(what=SheetFile.What.SENT).content
    limits = kind.limits(sheet.place)
    tell(0, 0, _("读取表格"))
    stamps: list[Stamp] = []
    source = _source(
        sheet, data, kind, limits, lambda text: stamps.append(checked(text, kind, sheet.place))
    )
    table = read_table(_told(source, tell), kind.columns, kind.version, limits)
    for stamp in stamps:
        _accept(stamp, sheet, table, kind)
    if not table.lines:
        raise SheetRefused(_("表头下面没有数据行。"))
    desk = Desk(by, sheet.place, sheet_label(sheet), tell, sheet.name)
    with scope.opened(by):
        kind.compare(table.lines, desk)
    tell(len(table.lines), len(table.lines), _("整理核对结果"))
    copy = marked(data, sheet.source, table, kind, limits)
    with scope.opened(by):
        Sheet.objects.filter(pk=sheet.pk).update(place=sheet.place)
        sheet.files.update(place=sheet.place)
        keep_rows(sheet, table, kind)
        SheetFile.objects.filter(sheet=sheet, what=SheetFile.What.MARKED).delete()
        if copy:
            SheetFile.objects.create(
                sheet=sheet, place_id=sheet.place_id, what=SheetFile.What.MARKED, content=copy
            )
        jobs.hold(sheet)
        jobs.finish(
            sheet,
            stage=Sheet.Stage.WAITING,
            notices=[*sheet.notices, *table.notices],
            message=_("等您确认"),
            **_done(table.lines),
            **counts(table.lines),
        )


def _accept(stamp: Stamp, sheet: Sheet, table: Table, kind: SheetKind) -> None:
    """The sheet is from now on its own village's, also when the township sends it: rows of other
    villages are wrong in it."""
    check_heads(table, kind)
    with scope.as_system():
        sheet.place = Division.objects.get(pk=stamp.place)
    table.notices.append(words_of(stamp, sheet.place))


def _source(
    sheet: Sheet, data: bytes, kind: SheetKind, limits: Limits, stamped: Callable[[str], None]
) -> Iterable[Opened | Row]:
    if sheet.source == Sheet.Source.PASTED:
        return pasted_rows(data.decode(), kind.columns, limits)
    return read_sheets(data, limits, stamped)


def _told(source: Iterable[Opened | Row], tell: Teller) -> Iterator[Opened | Row]:
    for count, item in enumerate(source, 1):
        if count % 500 == 0:
            tell(count, 0, _("已读 %(count)d 行") % {"count": count})
        yield item


def _done(lines: list[Line]) -> dict[str, int]:
    return {"done": len(lines), "total": len(lines)}


def sheet_label(sheet: Sheet) -> str:
    """What trail rows say they came from."""
    return _("表格导入 %(uid)s") % {"uid": str(sheet.uid)[:8]}


# Writing


def _write(sheet: Sheet, tell: Teller) -> None:
    kind = kind_of(sheet.kind)
    by = _actor(sheet, None, Act.SHEET_SEND)
    desk = Desk(by, sheet.place, sheet_label(sheet), tell, sheet.name)
    try:
        with scope.opened(by):
            lines, changed = _compared_again(sheet, kind, desk)
            if changed:
                return _read_again(sheet)
            right = [line for line in lines if line.verdict in ("added", "changed")]
            kind.write(right, desk)
            trail.record(
                Act.SHEET_WRITE, by=by, on=sheet, place=sheet.place_id, after=counts(lines)
            )
            sheet.files.all().delete()
            jobs.hold(sheet)
            jobs.finish(
                sheet,
                stage=Sheet.Stage.WRITTEN,
                written_at=timezone.now(),
                message=_("已导入"),
                **_done(lines),
            )
    except IntegrityError:
        # Somebody entered the same number in the same moment.
        with scope.opened(by):
            _read_again(sheet)


def _compared_again(sheet: Sheet, kind: SheetKind, desk: Desk) -> tuple[list[Line], bool]:
    """The kept rows compared with what is stored now, and whether anything differs from what the
    sender has confirmed. Wrong rows were left out knowingly and are not looked at again."""
    lines, confirmed = [], []
    for row in sheet.rows.exclude(verdict=SheetRow.Verdict.WRONG).iterator(2000):
        content = content_of(row)
        line = line_of(row, content)
        confirmed.append((row.verdict, [tuple(c) for c in content["changes"]], content["plan"]))
        lines.append(line)
    kind.compare(lines, desk)
    found = [(line.verdict, [tuple(c) for c in line.changes], line.plan) for line in lines]
    return lines, found != confirmed


def _read_again(sheet: Sheet) -> None:
    """Back to the preview, with a word why."""
    jobs.hold(sheet)
    notice = _("您确认之后有人改过这些资料，所以没有写入。下面是重新核对的结果，请再确认一次。")
    Sheet.objects.filter(pk=sheet.pk).update(
        stage=Sheet.Stage.READING,
        state=Sheet.State.QUEUED,
        lease_until=None,
        tries=0,
        notices=[notice],
        message=_("重新核对"),
    )
    from campaigns.tasks import work_sheet

    jobs.ring_after_commit(work_sheet, sheet.pk)


# Taking back


def _return(sheet: Sheet, tell: Teller) -> None:
    kind = kind_of(sheet.kind)
    with scope.as_system():
        asked = sheet.returned_by
    by = _actor(sheet, asked, Act.SHEET_SEND)
    desk = Desk(by, sheet.place, sheet_label(sheet), tell, sheet.name)
    with scope.opened(by):
        rows = list(sheet.rows.filter(verdict__in=["added", "changed"]))
        kept = kind.take_back([line_of(row) for row in rows], desk)
        for position, why in kept.items():
            rows[position].note = why[:200]
        SheetRow.objects.bulk_update([rows[p] for p in kept], ["note"], batch_size=1000)
        trail.record(
            Act.SHEET_RETURN,
            by=by,
            on=sheet,
            place=sheet.place_id,
            after={"returned": len(rows) - len(kept), "kept": len(kept)},
        )
        jobs.hold(sheet)
        jobs.finish(
            sheet,
            stage=Sheet.Stage.RETURNED,
            returned_at=timezone.now(),
            kept=len(kept),
            done=len(rows),
            total=len(rows),
            message=_("已撤销"),
        )
