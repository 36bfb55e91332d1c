"""Verbs of an objection to a notice: it is recorded or comes in by the public page, it is answered
and the notice's last day moves."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, scope, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.roles import Role
from accounts.templatetags.words import zh_day
from households import award_clock
from households.award_rules import LONGEST_TEXT
from households.models import Award, AwardNotice, Honour, Objection
from households.models.rank import Rank
from households.transitions.award import reject, save_award

LEAST = 5
WEB_MOST = 1000  # signs of an objection from the public page
WEB_OPEN_MOST = 5  # unanswered ones from the public page a household: one is enough to stop a clock
Noticed = Award | Honour
# Who answers objections, by the level of the notice.
ANSWERED_BY: dict[str, frozenset[Role]] = {
    Rank.VILLAGE: frozenset({Role.VILLAGE_MEDIATOR, Role.TOWNSHIP_FEDERATION}),
    Rank.TOWNSHIP: frozenset({Role.TOWNSHIP_FEDERATION}),
    Rank.COUNTY: frozenset({Role.COUNTY_FEDERATION}),
}


@transaction.atomic
def object_to(
    award: Noticed,
    *,
    words: str,
    by: User,
    objector: str = "",
    received_on: date | None = None,
    uid: UUID | None = None,
) -> Objection:
    """Record an objection that came while the notice of an award or an honour was up (domain B,
    公示); anonymous ones count. Until answered it stops the clock and the next step. The same
    uid answers with the same objection.

    Raises NotTheMoment before and after the notice, Invalid for what does not hold."""
    row = _locked(award, by)
    acts.require(by, Act.AWARD_OBJECT, row.where)
    require_moment(row, "object", _("登记异议"))
    known = row.objections.visible_to(by).filter(uid=uid).first() if uid else None
    if known:
        return known
    day = received_on or timezone.localdate()
    _check(row, words, day)
    return _record(row, words, objector, day, by, uid, Objection.Channel.DESK)


def object_by_page(code: str, award: UUID, *, words: str, objector: str = "") -> Objection | None:
    """An objection from the public page of a notice, with a name or without: whoever wrote it is
    nobody the house knows, so the system writes it down. None where there is nothing to object to;
    the page then looks as for any address that is none.

    Raises Invalid in words, NotTheMoment when the household has many unanswered ones already."""
    with transaction.atomic(), scope.as_system() as system:
        row = _behind(AwardNotice.objects.filter(code=code).first(), award)
        today = timezone.localdate()
        if row is None or not _up(row, today):
            return None
        if not LEAST <= len(words.strip()) <= WEB_MOST:
            raise Invalid({"words": _("请写异议的内容，5到%(most)d个字。") % {"most": WEB_MOST}})
        web = row.objections.filter(channel=Objection.Channel.WEB)
        if web.unanswered().count() >= WEB_OPEN_MOST:
            raise NotTheMoment(_("这一户的异议正在核实，答复前公示一直暂停，不用重复提出。"))
        return _record(row, words, objector[:40], today, system, None, Objection.Channel.WEB)


def _locked(row: Noticed, by: User) -> Noticed:
    if isinstance(row, Award):
        return Award.objects.locked(by, uid=row.uid)
    return Honour.objects.locked(by, uid=row.uid)


def _behind(notice: AwardNotice | None, uid: UUID) -> Noticed | None:
    """The line of a notice that is still up, locked."""
    if notice is None:
        return None
    if notice.kind == AwardNotice.Kind.HONOURS:
        honours = Honour.objects.select_for_update(of=("self",)).filter(notice=notice)
        return honours.filter(uid=uid, status__in=Honour.UP).first()
    awards = Award.objects.select_for_update(of=("self",)).filter(notice=notice)
    return awards.filter(uid=uid, status__in=Award.UP).first()


def _up(row: Noticed, today: date) -> bool:
    assert row.notice_from is not None
    assert row.notice_until is not None
    stopped = row.objections.unanswered().exists()
    return row.notice_from <= today and (today <= row.notice_until or stopped)


def _record(
    row: Noticed, words: str, objector: str, day: date, by: User, uid: UUID | None, channel: str
) -> Objection:
    objection = Objection.objects.create(
        uid=uid or uuid4(),
        award=row if isinstance(row, Award) else None,
        honour=row if isinstance(row, Honour) else None,
        village_id=row.where,
        rank=row.NOTICE_RANK[row.status],
        channel=channel,
        received_on=day,
        words=words.strip(),
        objector=objector.strip(),
        recorded_by=by,
    )
    trail.record(
        Act.AWARD_OBJECT,
        by=by,
        on=row,
        place=row.where,
        after={"objection": objection.pk, "received_on": str(day)},
        reason=_("收到一件异议，答复前公示暂停"),
    )
    return objection


@transaction.atomic
def answer(objection: Objection, *, words: str, upheld: bool, by: User) -> Objection:
    """Answer an objection: upheld, and the nomination falls; not upheld, and it goes on, its
    notice's last day later by the working days lost (award_clock). To a village's notice the
    village or its township answers, to a township's the township, to the county's the county. One
    that is still open when the nomination has fallen is answered all the same.

    Raises NotTheMoment when it is answered already, Invalid without words."""
    award: Noticed
    if objection.honour_id is None:
        award = Award.objects.locked(by, pk=objection.award_id)
    else:
        award = Honour.objects.locked(by, pk=objection.honour_id)
    row = Objection.objects.locked(by, uid=objection.uid)
    acts.require(by, Act.AWARD_ANSWER, row.village_id)
    if not (by.is_system or may_answer(by, row)):
        level = Rank(row.rank).label
        raise Forbidden(_("这是%(level)s公示的异议，由公示的单位答复。") % {"level": level})
    require_moment(award, "answer", _("答复异议"))
    if row.answered_on is not None:
        raise NotTheMoment(_("这件异议已于%(day)s答复。") % {"day": zh_day(row.answered_on)})
    if not LEAST <= len(words.strip()) <= LONGEST_TEXT:
        raise Invalid({"answer": _("请写答复，至少一句话：查了什么，结论是什么。")})
    row.answer, row.upheld = words.strip(), upheld
    row.answered_on, row.answered_by = timezone.localdate(), by
    before = award.status
    if upheld and award.status in award.UP:
        _fall(award, _("公示期间的异议经核实成立"))
    lost = _move(award, row)
    row.save(update_fields=["answer", "upheld", "answered_on", "answered_by", "stopped"])
    trail.record(
        Act.AWARD_ANSWER,
        by=by,
        on=award,
        place=row.village_id,
        before={"status": before},
        after={"status": award.status, "objection": row.pk, "upheld": upheld}
        | ({"lost": lost, "until": str(award.notice_until)} if lost else {}),
        reason=_("异议成立，不再推荐") if upheld else _("异议不成立，继续办理"),
    )
    return row


def _fall(row: Noticed, reason: str) -> None:
    """An objection was right: it is not awarded."""
    if isinstance(row, Award):
        reject(row, reason)
        save_award(row, "rejected_on", "reject_reason")
    else:
        row.status, row.answer = Honour.Status.REFUSED, reason
        save_award(row, "answer")


def may_answer(user: User, objection: Objection) -> bool:
    """Whether it is the user's to answer, by the level of the notice."""
    mine = bool(user.roles_today() & ANSWERED_BY[objection.rank])
    return mine and acts.may(user, Act.AWARD_ANSWER, objection.village_id)


def sum_of(award: Noticed, more: Objection | None = None) -> award_clock.Sum | None:
    """The arithmetic of the notice that runs: its planned end, the stops, its end now."""
    if award.notice_planned is None or award.notice_from is None:
        return None
    level = award.NOTICE_RANK.get(award.status)
    rows = award.objections.filter(received_on__gte=award.notice_from, answered_on__isnull=False)
    if level:
        rows = rows.filter(rank=level)
    spans = [
        (one.received_on, one.answered_on)
        for one in rows
        if one.answered_on and (more is None or one.pk != more.pk)
    ]
    if more is not None and more.answered_on:
        spans.append((more.received_on, more.answered_on))
    return award_clock.moved(award.notice_planned, spans)


def _move(award: Noticed, row: Objection) -> int:
    """Move the award's last day by what this answer adds; returns the days it adds."""
    if award.status not in award.UP or row.rank != award.NOTICE_RANK[award.status]:
        return 0
    total = sum_of(award, row)
    if total is None or award.notice_until is None:
        return 0
    mine = (row.received_on, row.answered_on)
    own = next((s for s in total.stops if (s.since, s.until) == mine), None)
    row.stopped = own.days if own else 0
    if total.until > award.notice_until:
        award.notice_until = total.until
        save_award(award, "notice_until")
        return row.stopped
    return 0


def _check(award: Noticed, words: str, day: date) -> None:
    """Words, and a day while the notice was up; a clock that stands still is up."""
    today, starts, until = timezone.localdate(), award.notice_from, award.notice_until
    assert starts is not None  # an award on notice has both days
    assert until is not None
    if today < starts:
        raise NotTheMoment(_("公示%(day)s才开始，现在还不能登记异议。") % {"day": zh_day(starts)})
    errors = {}
    if not LEAST <= len(words.strip()) <= LONGEST_TEXT:
        errors["words"] = _("请写异议的内容，至少一句话。")
    if not starts <= day <= today:
        errors["received_on"] = _("收到日期要在公示开始（%(day)s）和今天之间。") % {
            "day": zh_day(starts)
        }
    if errors:
        raise Invalid(errors)
    if day > until and not award.objections.unanswered().exists():
        raise NotTheMoment(_("公示已于%(day)s期满，不能再登记异议。") % {"day": zh_day(until)})
