"""Clocks of what a court asks of mediators, and of judicial confirmation.

Invited mediation (最高人民法院关于人民法院特邀调解的规定 2016, art. 27): 委派 30 days;
委托 15 days in ordinary, 7 in summary procedure; counted from the signed receipt of the papers;
longer when both parties agree. It is read by mediation.read from the same events.
Confirmation: both parties together within 30 days of the agreement's effect (人民调解法 art. 33);
the court says in 3 days whether it takes the application and decides within 15, at most 10 more
(法释〔2011〕5号 art. 4, 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from disputes.clocks.days import Due, WrongDays, after_days
from disputes.clocks.mediation import Rule

CONFIRM_DAYS = 30
COURT_ACCEPT_DAYS = 3
COURT_RESULT_DAYS = 15
COURT_RESULT_MORE = 10


class Invitation(StrEnum):
    """How a court hands a case to invited mediators."""

    BEFORE_FILING = "before_filing"  # 委派
    ORDINARY = "ordinary"  # 委托, ordinary procedure
    SUMMARY = "summary"  # 委托, summary procedure


INVITED_DAYS = {
    Invitation.BEFORE_FILING: 30,
    Invitation.ORDINARY: 15,
    Invitation.SUMMARY: 7,
}


def invited_rule(invitation: Invitation, days: int | None = None) -> Rule:
    """The clock of an invited mediation, begun by the signed receipt of the papers."""
    names = {
        Invitation.BEFORE_FILING: _("委派调解期限"),
        Invitation.ORDINARY: _("委托调解期限（普通程序）"),
        Invitation.SUMMARY: _("委托调解期限（简易程序）"),
    }
    return Rule(
        name=names[invitation],
        days=INVITED_DAYS[invitation] if days is None else days,
        source=_("最高人民法院关于人民法院特邀调解的规定"),
        begun=_("签收"),
    )


def confirm_by(effective_on: date) -> Due:
    """The last day for the joint application: 30 calendar days after the day of effect, not
    moved by holidays (domain K5; moving it would risk an application that comes too late)."""
    return after_days(effective_on, CONFIRM_DAYS, _("协议生效"), _("人民调解法第三十三条"))


def court_accepts_by(filed_on: date) -> Due:
    """By when the court says whether it takes the application."""
    source = _("法释〔2011〕5号第四条")
    return after_days(filed_on, COURT_ACCEPT_DAYS, _("法院收到申请"), source)


def court_decides_by(accepted_on: date, more: int = 0) -> Due:
    """By when the court decides; `more`: days its president added, at most 10."""
    if not 0 <= more <= COURT_RESULT_MORE:
        raise WrongDays(_("法院作出决定的期限最多延长 %(days)d 日。") % {"days": COURT_RESULT_MORE})
    source = _("法释〔2011〕5号第五条")
    due = after_days(accepted_on, COURT_RESULT_DAYS + more, _("法院受理"), source)
    if not more:
        return due
    added = _("（其中延长 %(days)d 日）") % {"days": more}
    return replace(due, arithmetic=due.arithmetic + added)
