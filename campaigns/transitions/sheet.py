"""Verbs of a sheet: send it, confirm it, drop it, take it back, try again; the night's expiry."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, jobs, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.roles import Role
from campaigns.models import Division, Sheet, SheetFile
from campaigns.models.sheet import TAKE_BACK, WAIT
from campaigns.sheets.faults import SheetRefused
from campaigns.sheets.kinds import SheetKind
from campaigns.sheets.package import check_package

PASTED = 2 * 1024 * 1024


def _ring(sheet: Sheet) -> None:
    from campaigns.tasks import work_sheet

    jobs.ring_after_commit(work_sheet, sheet.pk)


@transaction.atomic
def send_sheet(
    *, kind: SheetKind, place: Division, by: User, data: bytes = b"", text: str = "", name: str = ""
) -> Sheet:
    """Take a workbook or pasted rows for `place` and queue its reading. What cannot be opened
    safely is refused here in words, before anything else looks at it (bar E2)."""
    acts.require(by, Act.SHEET_SEND, place.code)
    if not by.is_system and not by.roles_today() & kind.roles:
        raise Forbidden(_("这种表格由%(roles)s导入。") % {"roles": acts.names(kind.roles)})
    if bool(data) == bool(text.strip()):
        raise Invalid({"file": _("请选一个 .xlsx 文件，或粘贴表格里的内容。两样只要一样。")})
    if text and len(text.encode()) > PASTED:
        raise Invalid({"text": _("粘贴的内容太多，请改为上传 .xlsx 文件。")})
    if data:
        try:
            check_package(data, kind.limits(place))
        except SheetRefused as refused:
            raise Invalid({"file": refused.sentence}) from None
    sheet = Sheet.objects.create(
        kind=kind.name,
        place=place,
        source=Sheet.Source.FILE if data else Sheet.Source.PASTED,
        name=name[:120],
        asked_by=by,
        asked_at=timezone.now(),
    )
    SheetFile.objects.create(
        sheet=sheet, place=place, what=SheetFile.What.SENT, content=data or text.encode()
    )
    trail.record(
        Act.SHEET_SEND,
        by=by,
        on=sheet,
        place=place.code,
        after={"kind": kind.name, "source": sheet.source},
    )
    _ring(sheet)
    return sheet


def _own(sheet: Sheet, by: User) -> Sheet:
    """The sender's sheet, locked: nobody else sees its rows or decides about them."""
    row = Sheet.objects.locked(by, uid=sheet.uid)
    acts.require(by, Act.SHEET_SEND, row.place_id)
    if row.asked_by_id != by.pk:
        raise Forbidden(_("这份表格由发送它的人确认。"))
    return row


@transaction.atomic
def confirm_sheet(sheet: Sheet, *, by: User, only_right: bool = False) -> Sheet:
    """Let the sheet be written: all of it, or by explicit choice only its right rows (E4)."""
    row = _own(sheet, by)
    _require_waiting(row)
    if row.wrong and not only_right:
        raise NotTheMoment(
            _("还有 %(count)d 行有错，不能全部导入。请改好后重新上传，或选“只导入正确行”。")
            % {"count": row.wrong}
        )
    if not row.added + row.changed:
        raise NotTheMoment(_("没有要写入的行：都与现有资料相同或有错。"))
    row.only_right = bool(row.wrong)
    row.stage, row.state, row.tries = Sheet.Stage.WRITING, Sheet.State.QUEUED, 0
    row.done, row.message, row.notices = 0, "", []
    row.save()
    trail.record(
        Act.SHEET_CONFIRM,
        by=by,
        on=row,
        place=row.place_id,
        after={"added": row.added, "changed": row.changed, "left_out": row.wrong},
    )
    _ring(row)
    return row


@transaction.atomic
def drop_sheet(sheet: Sheet, *, by: User) -> Sheet:
    """Give the sheet up before it is written; file and rows go at once."""
    row = _own(sheet, by)
    _require_waiting(row)
    row.stage = Sheet.Stage.DROPPED
    row.save(update_fields=["stage"])
    _empty(row)
    trail.record(Act.SHEET_DROP, by=by, on=row, place=row.place_id)
    return row


@transaction.atomic
def return_sheet(sheet: Sheet, *, by: User) -> Sheet:
    """Take a written sheet back within a day: by its sender, or by the county. What was changed
    since stays as it is, told row by row."""
    row = Sheet.objects.locked(by, uid=sheet.uid)
    acts.require(by, Act.SHEET_SEND, row.place_id)
    county = any(
        p.role == Role.COUNTY_FEDERATION and p.covers(row.place_id) for p in by.postings_today
    )
    if row.asked_by_id != by.pk and not county and not by.is_system:
        raise Forbidden(_("撤销导入由发送表格的人或县妇联办理。"))
    if row.stage != Sheet.Stage.WRITTEN:
        raise NotTheMoment(
            _("这份表格现在是“%(stage)s”，没有可撤销的导入。") % {"stage": row.get_stage_display()}
        )
    if not row.may_return_now():
        raise NotTheMoment(_("导入已超过一天，不能整批撤销。请逐户修改。"))
    row.stage, row.state, row.tries = Sheet.Stage.RETURNING, Sheet.State.QUEUED, 0
    row.done, row.message, row.returned_by = 0, "", by
    row.save()
    trail.record(Act.SHEET_RETURN, by=by, on=row, place=row.place_id)
    _ring(row)
    return row


@transaction.atomic
def retry_sheet(sheet: Sheet, *, by: User) -> Sheet:
    """Queue once more what stopped after several tries; nothing of it was written."""
    row = Sheet.objects.locked(by, uid=sheet.uid)
    acts.require(by, Act.SHEET_SEND, row.place_id)
    if row.state != Sheet.State.FAILED or row.stage == Sheet.Stage.REFUSED:
        raise NotTheMoment(_("这份表格没有停下来的步骤。"))
    if by.pk not in (row.asked_by_id, row.returned_by_id):
        raise Forbidden(_("这份表格由发送它的人重试。"))
    row.state, row.tries, row.error, row.finished_at = Sheet.State.QUEUED, 0, "", None
    row.save()
    trail.record(Act.SHEET_RETRY, by=by, on=row, place=row.place_id)
    _ring(row)
    return row


def _require_waiting(row: Sheet) -> None:
    if row.stage != Sheet.Stage.WAITING:
        raise NotTheMoment(
            _("这份表格现在是“%(stage)s”，不能再确认或放弃。") % {"stage": row.get_stage_display()}
        )


def _empty(row: Sheet) -> None:
    row.files.all().delete()
    row.rows.all().delete()


@transaction.atomic
def expire_old(*, by: User) -> int:
    """Each night, by the system: a sheet nobody confirmed within a week expires; of one that was
    written or taken back more than a week ago only its counts remain (storage no longer than
    needed, PIPL art. 19)."""
    now = timezone.now()
    count = 0
    for row in Sheet.objects.visible_to(by).filter(
        stage=Sheet.Stage.WAITING, finished_at__lt=now - WAIT
    ):
        row.stage = Sheet.Stage.EXPIRED
        row.save(update_fields=["stage"])
        _empty(row)
        trail.record(Act.SHEET_EXPIRE, by=by, on=row, place=row.place_id)
        count += 1
    old = Sheet.objects.visible_to(by).filter(
        stage__in=[Sheet.Stage.WRITTEN, Sheet.Stage.RETURNED],
        written_at__lt=now - max(WAIT, TAKE_BACK),
        rows__isnull=False,
    )
    for row in old.distinct():
        _empty(row)
        count += 1
    return count
