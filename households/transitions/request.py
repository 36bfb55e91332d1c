"""Verbs of a family's request (domain H ⑥): taken down with a receipt, answered by the township
within 15 working days, appealed to the county, decided there."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.workdays import add_workdays
from households.models import Household, ListedFamily, RightsRequest
from households.queries.seal import default_supervisor_above
from households.transitions.family import close_family
from households.transitions.seal import let_in

WORKDAYS = 15
APPEAL_DAYS = 30  # the family may appeal within a month of the answer
WORDS_LEAST = 5
Status = RightsRequest.Status


@transaction.atomic
def take_request(
    household: Household,
    *,
    kind: str,
    applicant: str,
    words: str,
    by: User,
    contact: str = "",
    received_on: date | None = None,
) -> RightsRequest:
    """Take down what the family asks for; the receipt shows number, day, unit and the day the
    answer is due, nothing else. The file it is about is tied to it where the recorder may know
    of one; that there is none, or a sealed one, shows nowhere."""
    home = Household.objects.locked(by, uid=household.uid)
    acts.require(by, Act.REQUEST_TAKE, home.village_id)
    today = timezone.localdate()
    day = received_on or today
    errors = {}
    if kind not in RightsRequest.Kind.values:
        errors["kind"] = _("请选申请什么。")
    if not applicant.strip():
        errors["applicant"] = _("请写申请人姓名。")
    if len(words.strip()) < WORDS_LEAST:
        errors["words"] = _("请写申请的内容，至少一句话。")
    if not today - timedelta(days=31) <= day <= today:
        errors["received_on"] = _("收到日期要在最近一个月内。")
    if errors:
        raise Invalid(errors)
    stays = ListedFamily.objects.visible_to(by).filter(household=home)
    row = RightsRequest.objects.create(
        number=_number(day),
        household=home,
        family=stays.order_by("status", "-listed_on", "-pk").last(),
        village_id=home.village_id,
        kind=kind,
        applicant=applicant.strip(),
        contact=contact.strip(),
        words=words.strip(),
        received_on=day,
        due_on=add_workdays(day, WORKDAYS),
        recorded_by=by,
    )
    _tell(Act.REQUEST_TAKE, row, by)
    return row


@transaction.atomic
def answer_request(
    request: RightsRequest,
    *,
    granted: bool,
    answer: str,
    by: User,
    version: int | None = None,
) -> RightsRequest:
    """The township answers, with the reason. A family taken off the list because it never should
    have been on it is closed as a wrong entry: it leaves every total, its trace stays."""
    row = _open(request, Act.REQUEST_ANSWER, "answer", _("答复"), by, version)
    _require_words("answer", answer)
    row.status = Status.GRANTED if granted else Status.REFUSED
    row.answer = answer.strip()
    row.answered_on, row.answered_by = timezone.localdate(), by
    _save(row, "status", "answer", "answered_on", "answered_by")
    if granted:
        _carry_out(row, row.answer, by)
    _tell(Act.REQUEST_ANSWER, row, by)
    return row


@transaction.atomic
def appeal(
    request: RightsRequest, *, words: str, by: User, version: int | None = None
) -> RightsRequest:
    """Take down the family's appeal against a refusal; the county has 15 working days of its own.
    Of a sealed file the county's person is let in, so that somebody can decide."""
    row = _open(request, Act.REQUEST_APPEAL, "appeal", _("申诉"), by, version)
    _require_words("words", words)
    today = timezone.localdate()
    assert row.answered_on is not None  # a refused request was answered
    if today > row.answered_on + timedelta(days=APPEAL_DAYS):
        raise NotTheMoment(_("答复已满 30 天，不能再申诉；情况有变化请重新申请。"))
    row.status, row.appeal = Status.APPEALED, words.strip()
    row.appealed_on, row.appeal_due_on = today, add_workdays(today, WORKDAYS)
    _save(row, "status", "appeal", "appealed_on", "appeal_due_on")
    if row.family is not None and row.family.sealed:
        above = default_supervisor_above(row.village_id, row.household_id)
        let_in(row.family, [above] if above else [], by)
    _tell(Act.REQUEST_APPEAL, row, by)
    return row


@transaction.atomic
def decide_appeal(
    request: RightsRequest,
    *,
    upheld: bool,
    decision: str,
    by: User,
    version: int | None = None,
) -> RightsRequest:
    """The county decides: the appeal holds (upheld) and the request is carried out, or the
    township's answer stands. Never decided by who gave that answer."""
    row = _open(request, Act.REQUEST_DECIDE, "decide", _("答复申诉"), by, version)
    if row.answered_by_id == by.pk:
        raise Forbidden(_("原答复人不能答复申诉，请另一位同志办理。"))
    _require_words("decision", decision)
    row.status = Status.OVERTURNED if upheld else Status.UPHELD
    row.decision = decision.strip()
    row.decided_on, row.decided_by = timezone.localdate(), by
    _save(row, "status", "decision", "decided_on", "decided_by")
    if upheld:
        _carry_out(row, row.decision, by)
    _tell(Act.REQUEST_DECIDE, row, by)
    return row


def _carry_out(row: RightsRequest, reason: str, by: User) -> None:
    """Delisting takes effect at once; a correction is made in the record by hand."""
    family = row.family
    if row.kind != RightsRequest.Kind.DELIST or family is None:
        return
    if family.status == ListedFamily.Status.LISTED:
        close_family(
            family,
            ground=ListedFamily.CloseGround.MISTAKE,
            reason=reason,
            by=User.objects.system() if not acts.may(by, Act.FAMILY_CLOSE, row.village_id) else by,
        )


def _open(
    request: RightsRequest, act: Act, moment: str, words: str, by: User, version: int | None
) -> RightsRequest:
    row = RightsRequest.objects.locked(by, uid=request.uid)
    acts.require(by, act, row.village_id)
    require_moment(row, moment, words)
    require_version(row, version, {}, ())
    return row


def _number(day: date) -> str:
    """A receipt number drawn by lot: 20261125-48213970; one in 10⁸ a day."""
    return f"{day:%Y%m%d}-{secrets.randbelow(10**8):08d}"


def _require_words(field: str, words: str) -> None:
    if len(words.strip()) < WORDS_LEAST:
        raise Invalid({field: _("请写清楚，至少一句话。")})


def _save(row: RightsRequest, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def _tell(act: Act, row: RightsRequest, by: User) -> None:
    trail.record(
        act, by=by, on=row, place=row.village_id, after={"status": row.status, "kind": row.kind}
    )
