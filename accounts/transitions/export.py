"""Verbs of exports (导出): making one, taking its file, and clearing files whose link has died."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, reading, request_context, throttle, trail
from accounts.acts import Act
from accounts.exports.sheet import Mark, Paper, Pdf
from accounts.exports.workbook import write
from accounts.models import Export, ExportFile, User
from accounts.models.export import number_of
from accounts.querysets import ScopedQuerySet
from accounts.refusals import Invalid, NotTheMoment


@dataclass(frozen=True)
class Wanted:
    """What is asked for: kind and place, the paper made with the user's reach at this moment,
    the records behind it (noun and keys), how many lines, and how it was narrowed in words
    without what was typed. personal: lines tell of families, not only of figures. act: what the
    taker must be allowed to do."""

    kind: str
    place: int
    unit: str
    paper: Paper | Pdf
    noun: str = ""
    keys: list[int] = field(default_factory=list)
    rows: int = 0
    personal: bool = True
    masked: bool = True
    filter_words: str = ""
    act: Act = Act.EXPORT_MAKE


@transaction.atomic
def make_export(wanted: Wanted, *, by: User, purpose: str = "", reason: str = "") -> Export:
    """Write the workbook or draw the PDF with its watermark, seal it for ten minutes and log it
    with every row id, filter, count, masked or not and digest (domain H ④, reliability E7, B1).

    Refuses: not a role that exports, or unmasked without that right (403); rows of families
    without a reason (422); the day's quota used up, or too many rows (409)."""
    acts.require(by, wanted.act, wanted.place)
    if not wanted.masked:
        acts.require(by, Act.EXPORT_UNMASKED, wanted.place)
    reason = reason.strip()
    if wanted.personal:
        _reasoned(purpose, reason)
        within_quota(by, wanted.rows)
    uid, now = uuid.uuid4(), timezone.now()
    mark = mark_of(uid, now, wanted, by)
    content, suffix = _written(wanted.paper, mark)
    until = now + timedelta(seconds=settings.EXPORT_LINK_SECONDS)
    export = Export.objects.create(
        uid=uid,
        at=now,
        by=by,
        kind=wanted.kind,
        title=wanted.paper.title,
        place=wanted.place,
        noun=wanted.noun,
        keys=wanted.keys,
        rows=wanted.rows,
        personal=wanted.personal,
        masked=wanted.masked,
        filter_words=wanted.filter_words[:400],
        purpose=purpose if wanted.personal else "",
        reason=reason if wanted.personal else "",
        file_name=f"{wanted.paper.title}-{mark.number}.{suffix}",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        expires_at=until,
        address=request_context.address(),
        request_id=request_context.request_id(),
    )
    ExportFile.objects.create(export=export, by=by, content=content, expires_at=until)
    trail.record(
        wanted.act if wanted.masked else Act.EXPORT_UNMASKED,
        by=by,
        on=export,
        place=wanted.place,
        after={"kind": wanted.kind, "rows": wanted.rows, "masked": wanted.masked},
    )
    return export


def _written(paper: Paper | Pdf, mark: Mark) -> tuple[bytes, str]:
    """The file and how its name ends."""
    if isinstance(paper, Pdf):
        return paper.draw(mark), "pdf"
    return write(paper, mark), "xlsx"


def mark_of(uid: uuid.UUID, now: datetime, wanted: Wanted, by: User) -> Mark:
    """The watermark of an export."""
    local = timezone.localtime(now)
    number = number_of(uid, local.strftime("%Y%m%d"))
    return Mark(wanted.unit, by.name, local, number, wanted.masked)


def _reasoned(purpose: str, reason: str) -> None:
    errors = {}
    if purpose not in Export.Purpose.values:
        errors["purpose"] = _("请选导出的用途。")
    if len(reason) < 4 or len(reason) > 200:
        errors["reason"] = _("请写明为什么导出，4 到 200 字。")
    if errors:
        raise Invalid(errors)


def used_today(by: User) -> tuple[int, int]:
    """(files, rows) of families that `by` has taken out since midnight."""
    start = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    mine = Export.objects.filter(by=by, at__gte=start, personal=True)
    return mine.count(), mine.aggregate(n=Sum("rows"))["n"] or 0


def within_quota(by: User, rows: int) -> None:
    """Refuse with 409 what would go beyond the day's quota, or is too much for one file. Exports
    of one person queue up, so that parallel ones do not pass the quota together."""
    if rows > settings.EXPORT_ROWS_MOST:
        raise NotTheMoment(
            _("这次有 %(rows)d 行，一份最多 %(most)d 行，请按区划或条件缩小范围再导出。")
            % {"rows": rows, "most": settings.EXPORT_ROWS_MOST}
        )
    throttle.one_at_a_time(f"export:{by.pk}")
    files, taken = used_today(by)
    if files >= settings.EXPORTS_PER_DAY or taken + rows > settings.EXPORT_ROWS_PER_DAY:
        raise NotTheMoment(
            _("今天已导出 %(files)d 份、%(taken)d 行，到了每天的限额，请明天再导出。")
            % {"files": files, "taken": taken}
        )


@transaction.atomic
def take_export(*, uid: uuid.UUID, by: User, page: str) -> tuple[Export, bytes]:
    """The file, while its link lives and every record in it is still the taker's to see; the
    link dies with the right (reliability A8). Each taking is logged with all row ids."""
    row = ExportFile.objects.visible_to(by).select_related("export").filter(export__uid=uid).first()
    if row is None or row.export.by_id != by.pk:
        raise Http404
    export = row.export
    if not export.is_open:
        raise NotTheMoment(_("这个下载链接已过十分钟，请重新导出。"))
    act = Act.EXPORT_MAKE if export.personal else Act.EXPORT_STATISTICS
    if not acts.may(by, act, export.place) or not still_seen(export, by):
        raise NotTheMoment(_("导出以后您的工作范围或其中的档案有变化，请重新导出。"))
    if export.keys:
        model = apps.get_model(export.noun)
        shown = [model(pk=key) for key in export.keys]
        reading.note(by=by, page=page, rows=shown, place=export.place, purpose=export.reason)
    else:
        reading.note(by=by, page=page, rows=[export], place=export.place)
    return export, row.content


def still_seen(export: Export, by: User) -> bool:
    """Whether `by` may still see every record of the export."""
    if not export.noun:
        return True
    model = apps.get_model(export.noun)
    rows = cast(ScopedQuerySet[Any], model._default_manager.all())
    wanted = set(export.keys)
    return rows.visible_to(by).filter(pk__in=wanted).count() == len(wanted)


def clear_dead_files() -> int:
    """Delete files whose link has died; the log of the export stays. Run as the system."""
    gone, _by_model = ExportFile.objects.filter(expires_at__lte=timezone.now()).delete()
    return gone
