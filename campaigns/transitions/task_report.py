"""进展 of a task: told by a township in its own name, by a member unit through a one-time link, or
typed in by the county from paper."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import links, scope, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Campaign, Division, MemberUnit, Task, TaskLink, TaskReport
from campaigns.transitions.kept_file import keep_file
from campaigns.transitions.once import saved_once
from campaigns.transitions.open_year import require_open
from campaigns.transitions.task import locked_task
from campaigns.transitions.unit import acts_for, require_unit
from campaigns.transitions.wording import require_reason, said

PURPOSE = "task"
LINK_DAYS, LINK_DAYS_MOST = 14, 60  # house choice [C]
FILES_AT_ONCE = 6
WORDS_MOST, NAME_MOST = 1000, 40


@dataclass(frozen=True)
class Said:
    """What a unit tells: how much is done, in words, by whom; proof as files."""

    percent: int | None
    words: str
    reporter: str
    files: Sequence[bytes] = ()


def _checked(said_: Said) -> Said:
    errors: dict[str, str] = {}
    words = said(errors, "words", said_.words, WORDS_MOST, _("请写进展情况。"))
    who = said(errors, "reporter", said_.reporter, NAME_MOST, _("请写填报人姓名。"))
    if said_.percent is None or not 0 <= said_.percent <= 100:
        errors["percent"] = _("请填 0 至 100 的数。")
    if len(said_.files) > FILES_AT_ONCE:
        errors["proof"] = _("一次最多 %(n)d 个文件。") % {"n": FILES_AT_ONCE}
    if errors:
        raise Invalid(errors)
    return Said(said_.percent, words, who, said_.files)


def units_for(user: User, task: Task) -> list[int | None]:
    """Whose progress she may enter: None for her own township's, keys of member units for the
    county, which types in what came on paper."""
    out: list[int | None] = []
    for part in parts(task):
        if part.township is not None:
            if acts_for(user, Act.TASK_REPORT, part.township):
                out.append(None)
        elif part.unit is not None and acts_for(user, Act.TASK_REPORT, task.campaign.county):
            out.append(part.unit.pk)
    return out


@dataclass(frozen=True)
class Part:
    """Somebody who has to do with a task."""

    unit: MemberUnit | None
    township: Division | None
    leads: bool


def parts(task: Task) -> list[Part]:
    """牵头 and 配合 of a task."""
    out = [Part(task.lead_unit, task.lead_place, True)]
    for row in task.assists.select_related("unit", "township"):
        out.append(Part(row.unit, row.township, False))
    return out


@transaction.atomic
def report_task(
    task: Task,
    *,
    told: Said,
    by: User,
    unit: MemberUnit | None = None,
    reported_on: date | None = None,
    client_uuid: uuid.UUID | None = None,
) -> TaskReport:
    """A township with a part in the task reports for itself; unit: the county types in a member
    unit's paper. The same client_uuid again answers with the first."""
    rows = Task.objects.select_related("campaign__county", "lead_unit", "lead_place")
    seen = rows.shown_to(by).fetch(by, uid=task.uid)
    require_moment(seen, "report", _("填报进展"))
    require_open(seen.campaign)
    place = seen.campaign.county
    own = [
        p.township
        for p in parts(seen)
        if p.township is not None and acts_for(by, Act.TASK_REPORT, p.township)
    ]
    if unit is not None:
        require_unit(by, Act.TASK_REPORT, place)
        if unit.pk not in {p.unit.pk for p in parts(seen) if p.unit}:
            raise Invalid({"unit": _("这个单位不是这项任务的牵头、配合单位。")})
    elif own:
        place = own[0]
    else:
        raise Forbidden(_("由这项任务的牵头、配合单位填报。"))
    told = _checked(told)
    day = reported_on or timezone.localdate()
    if seen.published_at and not timezone.localdate(seen.published_at) <= day:
        raise Invalid({"reported_on": _("填报日期不能早于任务下达。")})
    if day > timezone.localdate():
        raise Invalid({"reported_on": _("填报日期不能晚于今天。")})
    source = TaskReport.Source.PAPER if unit else TaskReport.Source.ACCOUNT
    row = _row(seen, told, by, place.code, unit, source, day, client_uuid)
    row, new = saved_once(row, by=by)
    if new:
        _keep(row, told, by)
        _tell(Act.TASK_REPORT, row, by)
    return row


def _row(
    task: Task,
    told: Said,
    by: User,
    place: int,
    unit: MemberUnit | None,
    source: str,
    day: date,
    client_uuid: uuid.UUID | None = None,
) -> TaskReport:
    return TaskReport(
        task=task,
        client_uuid=client_uuid,
        place_id=place,
        unit=unit,
        percent=told.percent or 0,
        words=told.words,
        reporter=told.reporter,
        reported_on=day,
        source=source,
        entered_by=by,
        entered_at=timezone.now(),
    )


def _keep(row: TaskReport, told: Said, by: User) -> None:
    for number, data in enumerate(told.files, 1):
        title = _("进展佐证%(n)d") % {"n": number}
        keep_file(
            "task_report", row, place=row.place_id, title=title, data=data, by=by, field="proof"
        )


def _tell(act: Act, row: TaskReport, by: User) -> None:
    trail.record(
        act,
        by=by,
        on=row.task,
        place=row.place_id,
        after={"report": str(row.uid), "percent": row.percent, "source": row.source},
    )


# The link of a member unit


@transaction.atomic
def issue_link(
    task: Task, *, unit: MemberUnit, by: User, days: int = LINK_DAYS
) -> tuple[TaskLink, str]:
    """A one-time link for one unit and one task; the second is the token, told this once and kept
    nowhere. A link of the same unit and task that is still open is dead from now on."""
    row = locked_task(task, Act.TASK_LINK, by=by)
    require_moment(row, "link", _("开回报单"))
    if unit.pk not in {p.unit.pk for p in parts(row) if p.unit}:
        raise Invalid({"unit": _("这个单位不是这项任务的牵头、配合单位。")})
    if not 1 <= days <= LINK_DAYS_MOST:
        raise Invalid({"days": _("有效期为 1 至 60 天。")})
    for old in row.links.filter(unit=unit, status=TaskLink.Status.OPEN):
        _kill(old, _("重开了新的回报单"), by)
    token, now = links.new_token(), timezone.now()
    made = TaskLink.objects.create(
        task=row,
        place_id=row.campaign.county_id,
        unit=unit,
        token_hash=links.token_hash(PURPOSE, token),
        expires_at=now + timedelta(days=days),
        issued_by=by,
        issued_at=now,
    )
    _tell_link(Act.TASK_LINK, made, by)
    return made, token


@transaction.atomic
def revoke_link(link: TaskLink, *, reason: str, by: User, version: int | None = None) -> TaskLink:
    """Take the link back: it is dead from this moment."""
    seen = TaskLink.objects.select_related("task__campaign__county").fetch(by, uid=link.uid)
    require_unit(by, Act.TASK_LINK, seen.task.campaign.county)
    row = TaskLink.objects.select_related("task").locked(by, pk=seen.pk)
    require_moment(row, "revoke", _("撤回"))
    require_version(row, version, {}, ())
    return _kill(row, require_reason("reason", reason, 200), by)


def _kill(row: TaskLink, reason: str, by: User) -> TaskLink:
    row.status, row.token_hash, row.revoke_reason = TaskLink.Status.REVOKED, None, reason
    row.version += 1
    row.save()
    _tell_link(Act.TASK_LINK, row, by)
    return row


def _tell_link(act: Act, row: TaskLink, by: User) -> None:
    trail.record(
        act,
        by=by,
        on=row.task,
        place=row.place_id,
        after={"link": str(row.uid), "status": row.status},
    )


def found_by(token: str) -> TaskLink | None:
    """The open link of a token whose task still runs; one query whatever was typed. Absent alike:
    never given out, run out, taken back, answered. The scope is the system's."""
    wanted = links.token_hash(PURPOSE, token)
    joined = TaskLink.objects.select_related(
        "task__campaign__county", "task__lead_unit", "task__lead_place", "unit"
    )
    row = joined.open().filter(token_hash=wanted).first()
    if row is None or row.task.status != Task.Status.PUBLISHED:
        return None
    return row if row.task.campaign.status == Campaign.Status.OPEN else None


def found_by_anyone(token: str) -> tuple[TaskLink, list[str]] | None:
    """The same for the page behind the link, whose reader is nobody the house knows; with the
    names of the assisting units."""
    with scope.as_system():
        link = found_by(token)
        if link is None:
            return None
        rows = link.task.assists.select_related("unit", "township")
        return link, [part.name for part in rows]


@transaction.atomic
def answer_link(token: str, *, told: Said) -> TaskReport | None:
    """The unit reports and the link is dead. Two at once: one is written, for the other there is
    no such link. Raises Invalid in words."""
    with scope.as_system() as system:
        seen = found_by(token)
        if seen is None:
            return None
        TaskLink.objects.locked(system, pk=seen.pk)
        row = found_by(token)
        if row is None:
            return None
        report = _row(
            row.task,
            _checked(told),
            system,
            row.place_id,
            row.unit,
            TaskReport.Source.LINK,
            timezone.localdate(),
        )
        report.save()
        _keep(report, told, system)
        row.status, row.token_hash, row.report = TaskLink.Status.ANSWERED, None, report
        row.version += 1
        row.save()
        _tell(Act.TASK_ANSWER, report, system)
        return report


def require_link_usable(link: TaskLink, token: str) -> None:
    """409 where this is no longer the link's own token."""
    if link.token_hash is None or bytes(link.token_hash) != links.token_hash(PURPOSE, token):
        raise NotTheMoment(_("这条链接已失效，请重开回报单。"))
