"""The code of a workbook that left the house for an office without a network (features, wish 21).

A hidden name in the workbook holds for which place, month, kind and version of the form it was
made and when, under a signature with a key derived from SECRET_KEY. Whoever sends it back proves
that it is this place's own form, not another's, not an old one, not one whose heads were changed.
The values people typed are not covered by it: they go through preview and verbs like all others.
A list an office made by itself carries no code and is read as before, which the preview says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.templatetags.words import zh_day, zh_time
from campaigns.models import Division
from campaigns.sheets.faults import SheetRefused
from campaigns.sheets.heads import squashed
from campaigns.sheets.kinds import SheetKind
from campaigns.sheets.table import Table

FORM = "1"
PARTS = 6


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an authentic code says. period: the month the workbook was made for."""

    place: int
    period: str
    issued: datetime


def _signer() -> Signer:
    return Signer(salt="campaigns.sheets.stamp")


def stamp_for(kind: SheetKind, place: Division, now: datetime | None = None) -> str:
    """The code of a workbook made now."""
    issued = timezone.localtime(now)
    parts = [FORM, kind.name, kind.version, str(place.code), f"{issued:%Y-%m}"]
    return _signer().sign("|".join([*parts, f"{issued:%Y%m%dT%H%M%z}"]))


def checked(text: str, kind: SheetKind, place: Division, now: datetime | None = None) -> Stamp:
    """What the code says, once it is authentic, of this kind, for a place inside the one it is
    sent for, of the form's present version, and not older than the month after its own. Which
    other place it was made for is not said."""
    try:
        parts = _signer().unsign(text).split("|")
    except BadSignature:
        parts = []
    if len(parts) != PARTS or parts[0] != FORM:
        raise SheetRefused(
            _(
                "这份表的核验码不对：不是从本系统下载的原表，或表里的核验码被改过。请重新下载模板，把内容粘贴过去再上传。"
            )
        )
    _form, name, version, code, period, minute = parts
    if name != kind.name:
        raise SheetRefused(
            _("这份表不是%(title)s的模板。请在“表格导入”里选对应的表格再上传。")
            % {"title": kind.title}
        )
    if not place.code <= int(code) < place.end:
        raise SheetRefused(
            _("这份表是给别的单位下载的，不能为%(place)s导入。请用本单位自己下载的表。")
            % {"place": place.name}
        )
    issued = datetime.strptime(minute, "%Y%m%dT%H%M%z")
    if version != kind.version:
        raise SheetRefused(
            _("这份表是旧模板（版本 %(old)s，现在是 %(new)s）。请重新下载，把内容粘贴过去再上传。")
            % {"old": version, "new": kind.version}
        )
    if timezone.localtime(now) >= _lapses(period):
        raise SheetRefused(
            _(
                "这份表是%(day)s下载的，只能用到次月底，现在已过期。请重新下载，把内容粘贴过去再上传。"
            )
            % {"day": zh_day(issued)}
        )
    return Stamp(int(code), period, issued)


def _lapses(period: str) -> datetime:
    """The first moment after the month that follows the period: a village without a network
    brings its sheet along to the next month's meeting."""
    first = date.fromisoformat(f"{period}-01")
    for _month in range(2):
        first = (first + timedelta(days=31)).replace(day=1)
    return timezone.make_aware(datetime.combine(first, time.min))


def check_heads(table: Table, kind: SheetKind) -> None:
    """A form with a code keeps its heads: none renamed, none taken out, none added, in whatever
    order. The red column of our own marked copy is no change."""
    own = {squashed(column.title): column.title for column in kind.columns}
    ours = squashed(_("错误原因"))
    for sheet in table.sheets:
        found = {squashed(title): title for title in sheet.titles}
        less = [title for word, title in own.items() if word not in found]
        more = [title for word, title in found.items() if word and word not in own]
        more = [title for title in more if squashed(title) != ours]
        if less or more:
            told = [_("少了“%(title)s”") % {"title": title} for title in less]
            told += [_("多了“%(title)s”") % {"title": title[:20]} for title in more]
            raise SheetRefused(
                _("这份表的表头被改过：%(told)s。请恢复原来的表头，或重新下载模板。")
                % {"told": "，".join(told[:6])}
            )


def words_of(stamp: Stamp, place: Division) -> str:
    """What the preview says of an authentic code."""
    return _("核验码相符：%(place)s %(day)s %(time)s下载的原表，表头没有改动。") % {
        "place": place.name,
        "day": zh_day(stamp.issued),
        "time": zh_time(stamp.issued),
    }
