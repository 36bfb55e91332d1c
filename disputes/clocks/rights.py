"""Clocks of rights matters (信访工作条例 2022, art. 22, 23, 34–36) and of the return visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from disputes.clocks.days import AddWorkdays, Due, WrongDays, after_days, said

TRANSFER_DAYS = 15
OBJECT_WORKDAYS = 5
DECIDE_DAYS = 60
DECIDE_MORE = 30
ASK_DAYS = 30
ANSWER_DAYS = 30
REVISIT_DAYS = 30


def _source() -> str:
    return _("信访工作条例")


def transfer_by(received_on: date) -> Due:
    """Passed on, or the person told what becomes of it, within 15 days of receipt (art. 22, 23)."""
    return after_days(received_on, TRANSFER_DAYS, _("收到"), _source())


def object_by(handed_on: date, add_workdays: AddWorkdays) -> Due:
    """Not ours: objection within 5 working days of receiving the hand-over (art. 23).
    add_workdays knows holidays and make-up days (campaigns.workdays)."""
    on = add_workdays(handed_on, OBJECT_WORKDAYS)
    line = _("收到转送 %(start)s；%(days)d 个工作日 → %(on)s") % {
        "start": said(handed_on, handed_on),
        "days": OBJECT_WORKDAYS,
        "on": said(on, handed_on),
    }
    return Due(on, line, _source())


def decide_by(accepted_on: date, more: int = 0, *, told: bool = False) -> Due:
    """Decided within 60 days of acceptance; a hard matter up to 30 days more, approved by the
    head of the unit, and the person is told why (art. 34)."""
    if not 0 <= more <= DECIDE_MORE:
        raise WrongDays(_("办理期限最多延长 %(days)d 日。") % {"days": DECIDE_MORE})
    if more and not told:
        raise WrongDays(_("延长办理期限须经本单位负责人批准，并把延长的理由告知信访人。"))
    due = after_days(accepted_on, DECIDE_DAYS + more, _("受理"), _source())
    if not more:
        return due
    added = _("（其中延长 %(days)d 日，已告知理由）") % {"days": more}
    return replace(due, arithmetic=due.arithmetic + added)


def ask_review_by(answered_on: date) -> Due:
    """复查 is asked for within 30 days of the written answer (art. 35)."""
    return after_days(answered_on, ASK_DAYS, _("收到书面答复"), _source())


def answer_review_by(asked_on: date) -> Due:
    """复查 is answered within 30 days of the request (art. 35)."""
    return after_days(asked_on, ANSWER_DAYS, _("收到复查请求"), _source())


def ask_second_review_by(answered_on: date) -> Due:
    """复核 is asked for within 30 days of the answer to the review (art. 36)."""
    return after_days(answered_on, ASK_DAYS, _("收到复查意见"), _source())


def answer_second_review_by(asked_on: date) -> Due:
    """复核 is answered within 30 days of the request; it ends the matter (art. 36)."""
    return after_days(asked_on, ANSWER_DAYS, _("收到复核请求"), _source())


def revisit_by(settled_on: date, days: int = REVISIT_DAYS) -> Due:
    """The return visit after an agreement (domain A6 4.4: within 30 days)."""
    return after_days(settled_on, days, _("达成协议"), _("考核细则“回访率”"))
