"""Which papers a case file must hold before it is archived (domain D2: 司法部 2010 set).

A pure function from what is known of a case to one line per paper: have, lack or not needed,
and why. What is not needed but there stays in the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Outcome(StrEnum):
    """How the case ended."""

    WRITTEN = "written"
    ORAL = "oral"
    ENDED = "ended"  # no agreement, or a party refused
    WITHDRAWN = "withdrawn"
    NOT_ACCEPTED = "not_accepted"


class Paper(StrEnum):
    """The standard set in the order it is bound."""

    COVER = "cover"
    CONTENTS = "contents"
    APPLICATION = "application"
    REGISTRATION = "registration"
    RIGHTS = "rights"
    IDENTITY = "identity"
    AUTHORITY = "authority"
    INVESTIGATION = "investigation"
    EVIDENCE = "evidence"
    RECORD = "record"
    AGREEMENT = "agreement"
    ORAL_AGREEMENT = "oral_agreement"
    PERFORMANCE = "performance"
    REVISIT = "revisit"
    CONFIRMATION = "confirmation"
    STATEMENT = "statement"
    BACK = "back"


NAMES = {
    Paper.COVER: gettext_lazy("卷宗封面"),
    Paper.CONTENTS: gettext_lazy("卷内目录"),
    Paper.APPLICATION: gettext_lazy("人民调解申请书"),
    Paper.REGISTRATION: gettext_lazy("人民调解受理登记表"),
    Paper.RIGHTS: gettext_lazy("当事人权利义务告知书"),
    Paper.IDENTITY: gettext_lazy("当事人身份证明"),
    Paper.AUTHORITY: gettext_lazy("授权委托书"),
    Paper.INVESTIGATION: gettext_lazy("人民调解调查记录"),
    Paper.EVIDENCE: gettext_lazy("证据材料"),
    Paper.RECORD: gettext_lazy("人民调解记录"),
    Paper.AGREEMENT: gettext_lazy("人民调解协议书"),
    Paper.ORAL_AGREEMENT: gettext_lazy("人民调解口头协议登记表"),
    Paper.PERFORMANCE: gettext_lazy("履行凭证"),
    Paper.REVISIT: gettext_lazy("人民调解回访记录"),
    Paper.CONFIRMATION: gettext_lazy("司法确认材料"),
    Paper.STATEMENT: gettext_lazy("卷宗情况说明"),
    Paper.BACK: gettext_lazy("封底"),
}


class State(StrEnum):
    """What a line says."""

    HAVE = "have"
    LACK = "lack"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class Case:
    """What is known of a case. papers: what the file holds. parties and identified: how many,
    and how many of them have shown who they are. refused: ended because a party would not.
    changed_later: pages missing, or added after binding."""

    outcome: Outcome
    papers: frozenset[Paper]
    parties: int
    identified: int
    entrusted_agents: int = 0
    authorities: int = 0
    refused: bool = False
    investigated: bool = False
    evidence: bool = False
    sessions: int = 0
    performed: bool = False
    confirmation_asked: bool = False
    changed_later: bool = False

    @property
    def accepted(self) -> bool:
        """Whether a mediation took place at all."""
        return self.outcome is not Outcome.NOT_ACCEPTED

    @property
    def agreed(self) -> bool:
        """Whether it led to an agreement."""
        return self.outcome in (Outcome.WRITTEN, Outcome.ORAL)


@dataclass(frozen=True)
class Line:
    """One paper of the set and why it is, or is not, asked for."""

    paper: Paper
    state: State
    why: str

    @property
    def name(self) -> str:
        """The paper's name as the ministry's set has it."""
        return str(NAMES[self.paper])


def check(case: Case) -> list[Line]:
    """Every paper of the set, in the order it is bound."""
    return [_line(case, paper) for paper in Paper]


def missing(lines: Iterable[Line]) -> list[Line]:
    """What stands between the case and the archive; empty when it may go."""
    return [line for line in lines if line.state is State.LACK]


def _line(case: Case, paper: Paper) -> Line:
    needed, why = _asked_for(case, paper)
    there = _there(case, paper)
    if paper in (Paper.APPLICATION, Paper.REGISTRATION) and not there:
        other = Paper.REGISTRATION if paper is Paper.APPLICATION else Paper.APPLICATION
        if other in case.papers:
            return Line(paper, State.NOT_NEEDED, _("已有%(other)s") % {"other": NAMES[other]})
    if there:
        return Line(paper, State.HAVE, why)
    return Line(paper, State.LACK if needed else State.NOT_NEEDED, why)


def _there(case: Case, paper: Paper) -> bool:
    """Whether the file holds it; identity and authority for everybody they are asked of."""
    if paper not in case.papers:
        return False
    if paper is Paper.IDENTITY:
        return case.identified >= case.parties or not case.accepted
    if paper is Paper.AUTHORITY:
        return case.authorities >= case.entrusted_agents
    return True


def _asked_for(case: Case, paper: Paper) -> tuple[bool, str]:
    """Whether the set asks for it in this case, and why."""
    match paper:
        case Paper.COVER | Paper.CONTENTS | Paper.BACK:
            return True, _("每卷必备")
        case Paper.APPLICATION | Paper.REGISTRATION:
            return True, _("申请书和受理登记表至少有一份")
        case Paper.RIGHTS:
            return _if(case.accepted, _("受理后告知权利义务"), _("没有受理"))
        case Paper.IDENTITY:
            return _identity(case)
        case Paper.AUTHORITY:
            return _authority(case)
        case Paper.RECORD:
            return _record(case)
        case Paper.AGREEMENT:
            written = case.outcome is Outcome.WRITTEN
            return _if(written, _("达成书面协议"), _("没有达成书面协议"))
        case Paper.ORAL_AGREEMENT:
            oral = case.outcome is Outcome.ORAL
            return _if(oral, _("达成口头协议"), _("没有达成口头协议"))
        case Paper.REVISIT:
            return _if(case.agreed, _("达成协议的，三十日内回访"), _("没有达成协议"))
        case _:
            return _where_it_applies(case, paper)


def _where_it_applies(case: Case, paper: Paper) -> tuple[bool, str]:
    """Papers that are there only because something happened."""
    match paper:
        case Paper.INVESTIGATION:
            return _if(case.investigated, _("做过调查"), _("没有做调查"))
        case Paper.EVIDENCE:
            return _if(case.evidence, _("收到过证据"), _("没有收到证据"))
        case Paper.PERFORMANCE:
            return _if(case.performed, _("有履行的事项"), _("没有需要凭证的履行"))
        case Paper.CONFIRMATION:
            asked = case.confirmation_asked
            return _if(asked, _("申请过司法确认"), _("没有申请司法确认"))
        case _:
            changed = case.changed_later
            return _if(changed, _("卷内有缺页或者后补材料"), _("没有缺页和后补材料"))


def _identity(case: Case) -> tuple[bool, str]:
    if not case.accepted:
        return False, _("没有受理")
    lacking = max(case.parties - case.identified, 0)
    if lacking:
        return True, _("还缺 %(n)d 名当事人的身份证明") % {"n": lacking}
    return True, _("每名当事人一份")


def _authority(case: Case) -> tuple[bool, str]:
    if not case.entrusted_agents:
        return False, _("没有委托代理人")
    lacking = max(case.entrusted_agents - case.authorities, 0)
    if lacking:
        return True, _("还缺 %(n)d 名委托代理人的授权委托书") % {"n": lacking}
    return True, _("每名委托代理人一份")


def _record(case: Case) -> tuple[bool, str]:
    """Every sitting is recorded; who refused or withdrew before the first leaves none."""
    if case.sessions:
        return True, _("开过 %(n)d 次调解") % {"n": case.sessions}
    if case.agreed or (case.outcome is Outcome.ENDED and not case.refused):
        return True, _("达成协议或者调解不成的，须有调解记录")
    return False, _("没有开过调解")


def _if(needed: bool, yes: str, no: str) -> tuple[bool, str]:
    return needed, yes if needed else no
