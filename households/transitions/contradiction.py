"""Verbs of a contradicted nil report: the village answers, the township confirms or clears."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from accounts.templatetags.words import zh_day
from households.models import Contradiction, ZeroReport
from households.transitions import incidents

Status = Contradiction.Status
LONGEST, SHORTEST = 1000, 4


@transaction.atomic
def question(*, uid: UUID, grounds: str, by: User) -> Contradiction:
    """By hand: the township found something that does not fit a nil report and asks the village
    to explain. Nothing is found untrue before the village had its say (features, wish 2).

    Raises NotTheMoment for a report that does not hold, is not nil, is found untrue or is asked
    about already; Invalid without words."""
    report = ZeroReport.objects.locked(by, uid=uid)
    acts.require(by, Act.REPORT_QUESTION, report.village_id)
    _require_nil(report)
    open_ones = Contradiction.objects.visible_to(by).open().filter(report=report)
    if open_ones.exists():
        raise NotTheMoment(_("这份报告已请村里说明，请等村里答复。"))
    return incidents.ask(
        report, None, by=by, grounds=_words("reason", grounds, _("请写明查到的情况，至少一句话。"))
    )


@transaction.atomic
def reply(*, uid: UUID, words: str, by: User, version: int | None = None) -> Contradiction:
    """The village's answer, inside its days or later, until the township has decided."""
    row = Contradiction.objects.locked(by, uid=uid)
    acts.require(by, Act.REPORT_REPLY, row.village_id)
    require_moment(row, "reply", _("再作说明"))
    require_version(row, version, {"reply": words}, ["reply"])
    row.reply = _words("reply", words, _("请写明情况，至少一句话。"))
    row.replied_at, row.replied_by, row.status = timezone.now(), by, Status.REPLIED
    _save(row, "reply", "replied_at", "replied_by", "status")
    trail.record(
        Act.REPORT_REPLY,
        by=by,
        on=row,
        place=row.village_id,
        before={"status": Status.ASKED},
        after={"status": Status.REPLIED, "in_time": row.reply_by >= timezone.localdate()},
    )
    return row


@transaction.atomic
def confirm(*, uid: UUID, finding: str, by: User, version: int | None = None) -> Contradiction:
    """失实: the nil was untrue (domain C4, K1). The report keeps its figures and its being on time
    or late, and is counted as untrue. Not before the village answered or its days ended; a
    village that corrected itself first is not marked."""
    row = _decidable(uid, Act.REPORT_UNTRUE, "confirm", _("认定失实"), by, version, finding)
    report = ZeroReport.objects.locked(
        by, period=row.period_id, village=row.village_id, is_live=True
    )
    if report.kind != ZeroReport.Kind.NIL:
        raise NotTheMoment(_("村里已经自行更正了这份报告，不再认定失实；请核定为不失实。"))
    words = _words("finding", finding, _("请写明查证的事实，至少一句话。"))
    _decide(row, Status.CONFIRMED, words, by)
    if report.untrue_at is None:
        report.untrue_at, report.untrue_by, report.untrue_reason = timezone.now(), by, words
        report.save(update_fields=["untrue_at", "untrue_by", "untrue_reason"])
    trail.record(
        Act.REPORT_UNTRUE,
        by=by,
        on=report,
        place=report.village_id,
        before={"untrue": False},
        after={"untrue": True, "number": report.number, "question": str(row.uid)},
    )
    return row


@transaction.atomic
def clear(*, uid: UUID, finding: str, by: User, version: int | None = None) -> Contradiction:
    """核定不失实: the nil stands, with the reason. Both the doubt and the answer stay."""
    row = _decidable(uid, Act.REPORT_CLEAR, "clear", _("核定"), by, version, finding)
    _decide(row, Status.CLEARED, _words("finding", finding, _("请写明核定的理由。")), by)
    trail.record(
        Act.REPORT_CLEAR,
        by=by,
        on=row,
        place=row.village_id,
        after={"status": Status.CLEARED},
    )
    return row


def _decidable(
    uid: UUID, act: Act, name: str, words: str, by: User, version: int | None, typed: str
) -> Contradiction:
    row = Contradiction.objects.locked(by, uid=uid)
    acts.require(by, act, row.village_id)
    require_moment(row, name, words)
    require_version(row, version, {"finding": typed}, ["finding"])
    if not row.may_be_decided():
        raise NotTheMoment(
            _("村里可以在%(day)s前作出说明；收到说明或期满之后，由镇里核定。")
            % {"day": zh_day(row.reply_by)}
        )
    return row


def _decide(row: Contradiction, status: str, finding: str, by: User) -> None:
    row.status, row.finding = status, finding
    row.decided_at, row.decided_by = timezone.now(), by
    _save(row, "status", "finding", "decided_at", "decided_by")


def _save(row: Contradiction, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def _require_nil(report: ZeroReport) -> None:
    if not report.is_live:
        raise NotTheMoment(_("村里已经更正了这份报告，请看更正后的内容。"))
    if report.kind != ZeroReport.Kind.NIL:
        raise NotTheMoment(_("这份报告报的是有情况，只有零报告才认定失实。"))
    if report.untrue_at:
        raise NotTheMoment(_("这份报告已经认定失实。"))


def _words(name: str, text: str, sentence: str) -> str:
    text = text.strip()
    if len(text) < SHORTEST:
        raise Invalid({name: sentence})
    if len(text) > LONGEST:
        raise Invalid({name: _("请写在%(n)d字以内。") % {"n": LONGEST}})
    return text
