"""Verbs of judicial confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_version
from accounts.refusals import Invalid, NotTheMoment
from disputes.clocks.court import COURT_RESULT_MORE, confirm_by
from disputes.models import Agreement, Confirmation, Dispute
from disputes.transitions import handling, hanging

Status = Confirmation.Status


@transaction.atomic
def want(
    *, dispute: Dispute, by: User, on: date | None = None, version: int | None = None
) -> Confirmation:
    """The parties said they want a court to confirm their agreement (人民调解法 art. 33); from now
    on the window stands on the work list. Over, it can no longer be asked for."""
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_CONFIRM, dispute)
    agreement = Agreement.objects.filter(dispute=dispute).first()
    if agreement is None or agreement.effective_on is None:
        raise NotTheMoment(_("还没有生效的调解协议，不能申请司法确认。"))
    require_version(dispute, version, {}, [])
    if Confirmation.objects.filter(agreement=agreement).open().exists():
        raise NotTheMoment(_("这份协议的司法确认正在办理。"))
    if Confirmation.objects.filter(agreement=agreement).confirmed().exists():
        raise NotTheMoment(_("这份协议法院已经确认。"))
    on = on or timezone.localdate()
    handling.require_day("on", on, [(agreement.effective_on, _("协议生效日期"))])
    _require_window("on", agreement.effective_on, on)
    made = Confirmation.objects.create(
        **hanging.own(dispute),
        agreement=agreement,
        effective_on=agreement.effective_on,
        wanted_on=on,
        recorded_by=by,
    )
    _tell(made, by, on, "")
    return made


@transaction.atomic
def file(
    *,
    confirmation: Confirmation,
    court: str,
    joint: bool,
    by: User,
    on: date | None = None,
    version: int | None = None,
) -> Confirmation:
    """Both parties applied together, within the window (人民调解法 art. 33)."""
    row = _opened(confirmation, by, "file", _("登记申请"), version)
    on = on or timezone.localdate()
    handling.require_day("on", on, [(row.wanted_on, _("提出日期"))])
    if not joint:
        raise Invalid({"joint": _("司法确认要双方当事人共同申请（人民调解法第三十三条）。")})
    _require_window("on", row.effective_on, on)
    court = handling.require_text("court", court, _("请写明向哪个人民法院申请。"))
    hanging.change(row, status=Status.FILED, filed_on=on, court=court)
    _tell(row, by, on, Status.WANTED)
    return row


@transaction.atomic
def answer(
    *,
    confirmation: Confirmation,
    taken: bool,
    by: User,
    on: date | None = None,
    ground: str = "",
    version: int | None = None,
) -> Confirmation:
    """The court took the application, or not and on which ground (法释〔2011〕5号 art. 4)."""
    row = _opened(confirmation, by, "answer", _("登记法院答复"), version)
    on = on or timezone.localdate()
    handling.require_day("on", on, [(row.filed_on, _("申请日期"))])
    ground = "" if taken else _ground(ground, Confirmation.NOT_TAKEN_FOR)
    status = Status.ACCEPTED if taken else Status.NOT_TAKEN
    hanging.change(row, status=status, answered_on=on, ground=ground)
    _tell(row, by, on, Status.FILED)
    return row


@transaction.atomic
def decide(
    *,
    confirmation: Confirmation,
    confirmed: bool,
    number: str,
    by: User,
    on: date | None = None,
    ground: str = "",
    more_days: int = 0,
    version: int | None = None,
) -> Confirmation:
    """The court decided, with the number of its paper (法释〔2011〕5号 art. 5–7): confirmed it can
    be enforced; not confirmed the parties change the agreement or sue (人民调解法 art. 33)."""
    row = _opened(confirmation, by, "decide", _("登记法院裁定"), version)
    on = on or timezone.localdate()
    handling.require_day("on", on, [(row.answered_on, _("受理日期"))])
    if not 0 <= more_days <= COURT_RESULT_MORE:
        words = _("经院长批准最多延长 %(n)d 日。") % {"n": COURT_RESULT_MORE}
        raise Invalid({"more_days": words})
    number = handling.require_text("number", number, _("请写裁定书的文书号。"))
    ground = "" if confirmed else _ground(ground, Confirmation.REJECTED_FOR)
    hanging.change(
        row,
        status=Status.CONFIRMED if confirmed else Status.REJECTED,
        decided_on=on,
        number=number,
        ground=ground,
        more_days=more_days,
        after=Confirmation.After.ENFORCE if confirmed else "",
    )
    _tell(row, by, on, Status.ACCEPTED)
    return row


@transaction.atomic
def go_on(
    *, confirmation: Confirmation, after: str, by: User, words: str = "", version: int | None = None
) -> Confirmation:
    """What the parties do after a court did not confirm: change the agreement or sue (art. 33)."""
    row = _opened(confirmation, by, "after", _("登记此后"), version)
    if row.status == Status.CONFIRMED:
        raise NotTheMoment(_("法院已经确认，一方不履行的，对方可以申请强制执行。"))
    if after not in (Confirmation.After.CHANGE, Confirmation.After.SUE):
        raise Invalid({"after": _("请选变更协议或者起诉。")})
    hanging.change(row, after=after, words=words.strip())
    _tell(row, by, timezone.localdate(), row.status, {"after": after})
    return row


@transaction.atomic
def withdraw(
    *, confirmation: Confirmation, words: str, by: User, version: int | None = None
) -> Confirmation:
    """The parties no longer want it; the agreement binds them all the same (art. 31)."""
    row = _opened(confirmation, by, "withdraw", _("撤回"), version)
    was = row.status
    words = handling.require_reason("words", words)
    hanging.change(row, status=Status.WITHDRAWN, words=words)
    _tell(row, by, timezone.localdate(), was)
    return row


def _opened(
    row: Confirmation, by: User, moment: str, words: str, version: int | None
) -> Confirmation:
    return hanging.opened(row, by, Act.DISPUTE_CONFIRM, moment, words, version)


def _require_window(field: str, effective_on: date, on: date) -> None:
    """422 after the thirtieth calendar day of effect, with the sum."""
    due = confirm_by(effective_on)
    if on > due.on:
        words = _("已过申请期限：%(sum)s（%(source)s）。仍有争议的，可以向人民法院起诉。")
        raise Invalid({field: words % {"sum": due.arithmetic, "source": due.source}})


def _ground(ground: str, fitting: Sequence[str]) -> str:
    if ground not in fitting:
        raise Invalid({"ground": _("请选法院说明的理由。")})
    return ground


def _tell(
    row: Confirmation, by: User, on: date, was: str, more: dict[str, object] | None = None
) -> None:
    trail.record(
        Act.DISPUTE_CONFIRM,
        by=by,
        on=row.dispute,
        place=row.village_id,
        before={"confirmation": was} if was else {},
        after={"confirmation": row.status, "on": str(on), **(more or {})},
    )
