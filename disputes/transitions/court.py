"""Verbs of a case a court sent to be mediated."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_version
from accounts.refusals import Invalid, NotTheMoment
from disputes.models import CourtReferral, Dispute, Source
from disputes.transitions import handling, hanging

Status = CourtReferral.Status
MOST_DAYS = 60


@transaction.atomic
def receive_papers(
    *,
    dispute: Dispute,
    kind: str,
    court: str,
    number: str,
    papers: str,
    by: User,
    on: date | None = None,
    version: int | None = None,
) -> CourtReferral:
    """The papers of a court's case were signed for; from this day its clock runs
    (特邀调解规定 2016 art. 27)."""
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_COURT, dispute)
    if dispute.source != Source.COURT:
        raise NotTheMoment(_("这件纠纷不是法院委派、委托来的。"))
    if dispute.status not in Dispute.OPEN:
        raise NotTheMoment(_("这件纠纷已经办结，不能再登记法院材料。"))
    if CourtReferral.objects.filter(dispute=dispute).exists():
        raise NotTheMoment(_("法院材料已经登记过。"))
    require_version(dispute, version, {}, [])
    on = on or timezone.localdate()
    handling.require_day("on", on)
    if kind not in CourtReferral.Kind.values:
        raise Invalid({"kind": _("请选委派还是委托。")})
    row = CourtReferral.objects.create(
        **hanging.own(dispute),
        kind=kind,
        court=handling.require_text("court", court, _("请写明哪个人民法院。")),
        number=handling.require_text("number", number, _("请写法院案号。")),
        papers=handling.require_text("papers", papers, _("请写明收到哪些材料。")),
        received_on=on,
        recorded_by=by,
    )
    _tell(row, by, on, "", {"kind": kind})
    return row


@transaction.atomic
def extend(
    *,
    referral: CourtReferral,
    days: int,
    consented: bool,
    by: User,
    on: date | None = None,
    version: int | None = None,
) -> CourtReferral:
    """Both parties agreed to a longer time, once, before it ran out (art. 27)."""
    row = _opened(referral, by, "extend", _("延长期限"), version)
    on = on or timezone.localdate()
    handling.require_day("on", on, [(row.received_on, _("签收日期"))])
    if not consented:
        raise Invalid({"consented": _("延长期限须经双方当事人同意。")})
    if not 1 <= days <= MOST_DAYS:
        raise Invalid({"days": _("延长天数请写 1 到 %(n)d。") % {"n": MOST_DAYS}})
    if row.extended_on is not None:
        raise NotTheMoment(_("已经延长过一次。"))
    clock = row.clock(on)
    if on > clock.due_on:
        raise NotTheMoment(_("期限已经届满，不能再延长：%(sum)s。") % {"sum": clock.arithmetic})
    hanging.change(row, extended_on=on, extended_days=days)
    _tell(row, by, on, Status.OPEN, {"days": days})
    return row


@transaction.atomic
def finish(
    *,
    referral: CourtReferral,
    result: str,
    by: User,
    on: date | None = None,
    papers_back_on: date | None = None,
    words: str = "",
    version: int | None = None,
) -> CourtReferral:
    """The mediation for the court ended. Agreed only where an agreement is in force; without one
    the papers go back to the court, at once or as a step that is still owed (art. 26, 28)."""
    row = _opened(referral, by, "finish", _("登记结果"), version)
    on = on or timezone.localdate()
    handling.require_day("on", on, [(row.received_on, _("签收日期"))])
    if result not in (Status.AGREED, Status.FAILED, Status.WITHDRAWN):
        raise Invalid({"result": _("请选调解的结果。")})
    in_force = getattr(getattr(row.dispute, "agreement", None), "in_force", False)
    if (result == Status.AGREED) != in_force:
        raise NotTheMoment(
            _("协议还没有生效，不能登记为达成协议。")
            if result == Status.AGREED
            else _("这件纠纷已有生效的协议，结果应为达成协议。")
        )
    hanging.change(row, status=result, finished_on=on, words=words.strip())
    _tell(row, by, on, Status.OPEN, {})
    if papers_back_on is not None:
        give_back(referral=row, on=papers_back_on, by=by)
        row.refresh_from_db()
    return row


@transaction.atomic
def give_back(
    *, referral: CourtReferral, by: User, on: date | None = None, version: int | None = None
) -> CourtReferral:
    """The papers of a failed mediation went back to the court (art. 28)."""
    row = _opened(referral, by, "return", _("退回材料"), version)
    if row.papers_back_on is not None:
        raise NotTheMoment(_("材料已经退回法院。"))
    on = on or timezone.localdate()
    handling.require_day("on", on, [(row.finished_on, _("结束日期"))])
    hanging.change(row, papers_back_on=on)
    _tell(row, by, on, row.status, {"papers_back": True})
    return row


def _opened(
    row: CourtReferral, by: User, moment: str, words: str, version: int | None
) -> CourtReferral:
    return hanging.opened(row, by, Act.DISPUTE_COURT, moment, words, version)


def _tell(row: CourtReferral, by: User, on: date, was: str, more: dict[str, object]) -> None:
    trail.record(
        Act.DISPUTE_COURT,
        by=by,
        on=row.dispute,
        place=row.village_id,
        before={"court": was} if was else {},
        after={"court": row.status, "on": str(on), **more},
    )
