"""How a dispute's page tells its life: steps, history, papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import trail
from accounts.acts import Act
from accounts.models import Trail
from accounts.templatetags.words import yuan, zh_day, zh_time
from disputes.models import (
    Agreement,
    Averted,
    BreachFollowUp,
    Confirmation,
    CourtReferral,
    Dispute,
    Escalation,
    FollowUp,
    MediationSession,
    Party,
    Recusal,
)
from disputes.models.dispute import REVISIT_DAYS
from disputes.offers import agreement_of

Status = Dispute.Status


@dataclass(frozen=True)
class Step:
    """state: done, now or later; note: a date or a condition."""

    label: str
    note: str
    state: str


@dataclass(frozen=True)
class Entry:
    """One line of 经过 (templates/parts/history.html)."""

    when: date
    kind: str
    text: str
    by: str = ""
    icon: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Paper:
    """A record of the case: have, lack or wait; its name and how much of it there is."""

    kind: str
    state: str
    name: str
    note: str


def steps(dispute: Dispute) -> list[Step]:
    """Intake, consent, acceptance, mediation, result, return visit (domain L, Mediation)."""
    asked = _asked_on(dispute)
    rows = [(_("登记"), zh_day(dispute.taken_in_on))]
    rows.append((_("征询意愿"), zh_day(max(asked)) if asked else ""))
    if dispute.status == Status.DECLINED:
        rows.append((_("不予受理"), ""))
        return _numbered(rows, len(rows))
    if dispute.number or dispute.status != Status.ENDED:
        rows += _middle(dispute)
    rows += _ending(dispute)
    return _numbered(rows, _reached(dispute, len(rows)))


def _asked_on(dispute: Dispute) -> list[date]:
    """Days on which consent was given; a refusal counts only where nobody consented, since it
    may come long after this step."""
    answered = [(p.consent, p.consent_on) for p in dispute.parties.all()]
    given = [on for consent, on in answered if on and consent == Party.Consent.GIVEN]
    return given or [on for _consent, on in answered if on]


def _middle(dispute: Dispute) -> list[tuple[str, str]]:
    sat = len(dispute.sessions.all())
    accept_by = _("%(day)s前") % {"day": zh_day(dispute.accept_by)}
    return [
        (_("受理"), zh_day(dispute.accepted_on) if dispute.accepted_on else accept_by),
        (_("调解"), _("已 %(n)d 次") % {"n": sat} if sat else ""),
    ]


def _ending(dispute: Dispute) -> list[tuple[str, str]]:
    agreement, visit = agreement_of(dispute), next(iter(dispute.follow_ups.all()), None)
    if dispute.status == Status.ENDED:
        return [(_("终止"), zh_day(dispute.ended_on))]
    until = _("%(day)s前") % {"day": zh_day(dispute.due_on)} if dispute.due_on else ""
    revisit = _("达成后 %(n)d 日内") % {"n": REVISIT_DAYS}
    return [
        (_("达成协议"), zh_day(agreement.agreed_on))
        if agreement and agreement.in_force
        else (_("达成或终止"), until),
        (_("回访"), zh_day(visit.visited_on) if visit else revisit),
    ]


def _reached(dispute: Dispute, total: int) -> int:
    """How many steps are done; the next one is where the dispute stands."""
    if dispute.status == Status.TAKEN_IN:
        return 1 if dispute.unasked else 2
    if dispute.status in (Status.ACCEPTED, Status.MEDIATING):
        return 3
    return 5 if dispute.status == Status.SETTLED else total


def _numbered(rows: list[tuple[str, str]], done: int) -> list[Step]:
    states = ["done" if i < done else "now" if i == done else "later" for i in range(len(rows))]
    return [Step(label, note, state) for (label, note), state in zip(rows, states, strict=True)]


def history(dispute: Dispute, rows: Iterable[Trail]) -> list[Entry]:
    """经过, newest first: what is still owed on top, then the trail with the record's words."""
    return [*_owed(dispute), *(e for row in rows if (e := _entry(dispute, row)))]


def _owed(dispute: Dispute) -> list[Entry]:
    agreement = agreement_of(dispute)
    if dispute.status != Status.SETTLED or agreement is None:
        return []
    until = agreement.agreed_on + timedelta(days=REVISIT_DAYS)
    text = _("应在 %(day)s前完成") % {"day": zh_day(until)}
    return [Entry(until, _("回访"), text, tone="future")]


def _entry(dispute: Dispute, row: Trail) -> Entry | None:
    if row.act not in TELLERS:
        return None
    kind, icon, tone, tell = TELLERS[row.act]
    at = timezone.localtime(row.at)
    on = date.fromisoformat(row.after["on"]) if "on" in row.after else at.date()
    by = f"{row.by.name} {zh_day(at)} {zh_time(at)} {_('记录')}"
    text = tell(dispute, row.after)
    if row.act == Act.DISPUTE_SETTLE and "form" not in row.after:
        kind = _("补登口头协议")
    elif row.act == Act.DISPUTE_SETTLE and "draft" in row.after:
        kind = _("起草协议")
    return Entry(on, str(kind), text, by, icon, tone)


def _told_consent(dispute: Dispute, after: dict[str, Any]) -> str:
    names = {str(p.pk): p.name for p in dispute.parties.all()}
    words = dict(Party.Consent.choices)
    return "，".join(f"{names.get(pk, '')} {words[c]}" for pk, c in after["parties"].items())


def _told_session(dispute: Dispute, after: dict[str, Any]) -> str:
    result = dict(MediationSession.Result.choices)[after["result"]]
    return _("第 %(n)d 次，%(result)s") % {"n": after["ordinal"], "result": result}


def _told_agreement(dispute: Dispute, after: dict[str, Any]) -> str:
    if "form" not in after:
        return _("口头协议登记表已填")
    if after["form"] == "written":
        return _("起草书面协议")
    return _("口头协议，已登记") if after["registered"] else _("口头协议，登记表待补")


def _told_signed(dispute: Dispute, after: dict[str, Any]) -> str:
    names = {p.pk: p.name for p in dispute.parties.all()}
    who = [names.get(pk, "") for pk in after["parties"]]
    who += [_("调解员")] if after["mediator"] else []
    done = [_("%(who)s签名") % {"who": "、".join(who)}] if who else []
    done += [_("调委会盖章")] if after["seal"] else []
    words = "，".join(done)
    return words + _("，协议生效") if after["status"] == Status.SETTLED else words


def _told_promise(dispute: Dispute, after: dict[str, Any]) -> str:
    return _("第 %(n)d 项约定") % {"n": after["promise"]}


def _told_follow(dispute: Dispute, after: dict[str, Any]) -> str:
    step = dict(BreachFollowUp.Step.choices)[after["step"]]
    return _("第 %(n)d 项约定，%(step)s") % {"n": after["promise"], "step": step}


def _told_visit(dispute: Dispute, after: dict[str, Any]) -> str:
    words = dict(FollowUp.Performance.choices)[after["performance"]]
    content = dict(FollowUp.Satisfaction.choices)[after["satisfaction"]]
    return _("%(performed)s，当事人%(content)s") % {"performed": words, "content": content}


def _told_confirmation(dispute: Dispute, after: dict[str, Any]) -> str:
    words = str(dict(Confirmation.Status.choices)[after["confirmation"]])
    if after.get("after"):
        words += "，" + str(dict(Confirmation.After.choices)[after["after"]])
    return words


def _told_court(dispute: Dispute, after: dict[str, Any]) -> str:
    if "kind" in after:
        words = dict(CourtReferral.Kind.choices)[after["kind"]]
        return _("签收%(kind)s材料") % {"kind": words}
    if "days" in after:
        return _("双方同意延长 %(n)d 日") % {"n": after["days"]}
    if "papers_back" in after:
        return _("材料退回法院")
    return str(dict(CourtReferral.Status.choices)[after["court"]])


def _told_figures(dispute: Dispute, after: dict[str, Any]) -> str:
    if "money" in after:
        return _("涉及金额 %(money)s") % {"money": yuan(after["money"])}
    words = dict(Averted.Kind.choices)[after["averted"]]
    told = _("%(kind)s，%(n)d 人") % {"kind": words, "n": after["persons"]}
    verdict = dict(Averted.Verdict.choices)[after["verdict"]]
    return f"{told}，{verdict}"


def _told_end(dispute: Dispute, after: dict[str, Any]) -> str:
    return _("%(why)s。%(reason)s（%(day)s已告知救济途径）") % {
        "why": dispute.get_ending_display(),
        "reason": dispute.ended_reason,
        "day": zh_day(dispute.remedies_told_on),
    }


def _told_party(dispute: Dispute, after: dict[str, Any]) -> str:
    if "added" in after:
        return _("增加当事人")
    if "removed" in after:
        return _("删去登记错的当事人")
    if "agent" in after:
        return _("结束代理") if after.get("ended") else _("登记代理人")
    return _("补正当事人情况")


def _told_mediator(dispute: Dispute, after: dict[str, Any]) -> str:
    names = {m.person_id: m.person.name for m in dispute.mediators.all()}
    if "beside" in after:
        return _("%(name)s一起调解") % {"name": names.get(after["beside"], "")}
    if "released" in after:
        return _("%(name)s不再一起调解") % {"name": names.get(after["released"], "")}
    return _("由%(name)s调解") % {"name": names.get(after["mediator"], "")}


def _told_plan(dispute: Dispute, after: dict[str, Any]) -> str:
    if "absent" in after:
        names = {p.pk: p.name for p in dispute.parties.all()}
        who = "、".join(names.get(pk, "") for pk in after["absent"])
        until = zh_day(date.fromisoformat(after["wait_until"]))
        return _("%(who)s没有到，等到 %(day)s") % {"who": who, "day": until}
    at = timezone.localtime(datetime.fromisoformat(after["at"]))
    words = _("改到 %(day)s %(time)s") if after.get("adjourned") else _("约在 %(day)s %(time)s")
    return words % {"day": zh_day(at), "time": zh_time(at)}


def _told_clock(dispute: Dispute, after: dict[str, Any]) -> str:
    due = zh_day(date.fromisoformat(after["due_on"]))
    if after["kind"] == "extended":
        return _("各方同意延长 %(n)d 日，期限 %(day)s") % {"n": after["days"], "day": due}
    if after["kind"] == "suspended":
        return _("中止期限")
    return _("恢复期限，期限 %(day)s") % {"day": due}


def _told_risk(dispute: Dispute, after: dict[str, Any]) -> str:
    if "kind" in after:
        return str(dict(Escalation.Kind.choices)[after["kind"]])
    if "measure" in after:
        return _("采取预防措施")
    if "police" in after:
        return _("已报告公安机关")
    return str(dict(Escalation.Outcome.choices)[after["outcome"]])


def _told_evidence(dispute: Dispute, after: dict[str, Any]) -> str:
    if after.get("withdrawn"):
        return _("取回一份证据")
    return _("收到一份证据，%(n)d 页") % {"n": after["pages"]}


Teller = Callable[[Dispute, dict[str, Any]], str]
TELLERS: dict[str, tuple[Any, str, str, Teller]] = {
    Act.DISPUTE_TAKE_IN: (
        gettext_lazy("登记"),
        "pen",
        "",
        lambda d, a: str(d.source.label),
    ),
    Act.DISPUTE_CONSENT: (gettext_lazy("征询意愿"), "person", "", _told_consent),
    Act.DISPUTE_ACCEPT: (gettext_lazy("受理"), "check", "", lambda d, a: str(a["number"])),
    Act.DISPUTE_DECLINE: (gettext_lazy("不予受理"), "close", "", lambda d, a: d.declined_reason),
    Act.DISPUTE_PASS_UP: (
        gettext_lazy("上交乡镇"),
        "up",
        "change",
        lambda d, a: d.passed_up_reason,
    ),
    Act.DISPUTE_MEDIATE: (gettext_lazy("调解"), "chat", "", _told_session),
    Act.DISPUTE_SETTLE: (gettext_lazy("达成协议"), "document", "ended", _told_agreement),
    Act.DISPUTE_SIGN: (gettext_lazy("签署协议"), "pen", "ended", _told_signed),
    Act.DISPUTE_PERFORM: (gettext_lazy("已履行"), "check", "", _told_promise),
    Act.DISPUTE_BREACH: (gettext_lazy("未履行"), "alert", "change", _told_promise),
    Act.DISPUTE_FOLLOW: (gettext_lazy("跟进未履行"), "chat", "", _told_follow),
    Act.DISPUTE_PARTY: (gettext_lazy("当事人"), "person", "", _told_party),
    Act.DISPUTE_CHECK: (
        gettext_lazy("安全询问"),
        "check",
        "",
        lambda d, a: _("没有发现危险") if a["calm"] else _("问到需要注意的情况"),
    ),
    Act.DISPUTE_MEDIATOR: (gettext_lazy("调解员"), "person", "change", _told_mediator),
    Act.DISPUTE_RECUSE: (
        gettext_lazy("提出回避"),
        "person",
        "change",
        lambda d, a: str(dict(Recusal.Ground.choices)[a["ground"]]),
    ),
    Act.DISPUTE_RECUSAL: (
        gettext_lazy("决定回避"),
        "check",
        "change",
        lambda d, a: _("回避") if a["granted"] else _("不需要回避"),
    ),
    Act.DISPUTE_RIGHTS: (
        gettext_lazy("告知权利义务"),
        "document",
        "",
        lambda d, a: _("已告知双方当事人"),
    ),
    Act.DISPUTE_PLAN: (gettext_lazy("约定调解"), "clock", "", _told_plan),
    Act.DISPUTE_CLOCK: (gettext_lazy("期限"), "clock", "change", _told_clock),
    Act.DISPUTE_RISK: (gettext_lazy("激化风险"), "alert", "change", _told_risk),
    Act.DISPUTE_NOTE: (gettext_lazy("调查"), "pen", "", lambda d, a: _("登记调查记录")),
    Act.DISPUTE_EVIDENCE: (gettext_lazy("证据"), "document", "", _told_evidence),
    Act.DISPUTE_CONFIRM: (gettext_lazy("司法确认"), "shield", "", _told_confirmation),
    Act.DISPUTE_COURT: (gettext_lazy("法院委派、委托"), "document", "", _told_court),
    Act.DISPUTE_FIGURES: (gettext_lazy("金额和成效"), "pen", "", _told_figures),
    Act.DISPUTE_CHECK_FIGURES: (gettext_lazy("核实成效"), "check", "", _told_figures),
    Act.DISPUTE_END: (gettext_lazy("终止"), "close", "", _told_end),
    Act.DISPUTE_REVISIT: (gettext_lazy("回访"), "house", "ended", _told_visit),
}


def papers(dispute: Dispute) -> list[Paper]:
    """Records of the case so far (domain D2): what is there, what lacks, what comes later."""
    sat, agreement = len(dispute.sessions.all()), agreement_of(dispute)
    out = [Paper("have", _("有"), _("受理登记"), zh_day(dispute.taken_in_on))]
    wish = len(dispute.unasked)
    note = _("还有 %(n)d 人未问") % {"n": wish} if wish else ""
    asked = not wish or dispute.status not in Dispute.OPEN
    out.append(
        Paper("have" if asked else "wait", _("有") if asked else _("待"), _("意愿征询"), note)
    )
    if dispute.number:
        note = _("%(n)d 次") % {"n": sat} if sat else _("调解后形成")
        out.append(
            Paper("have" if sat else "wait", _("有") if sat else _("待"), _("调解记录"), note)
        )
    if agreement:
        out.append(_agreement_paper(agreement))
        seen = dispute.status == Status.REVISITED
        out.append(
            Paper("have" if seen else "wait", _("有") if seen else _("待"), _("回访记录"), "")
        )
    return out


def _agreement_paper(agreement: Agreement) -> Paper:
    oral = agreement.form == Agreement.Form.ORAL
    if not agreement.in_force:
        note = _("待%(what)s") % {"what": "、".join(agreement.lacking)}
        return Paper("wait", _("待"), _("调解协议书"), note)
    if oral and not agreement.registered:
        return Paper("lack", _("缺"), _("口头协议登记表"), "")
    return Paper("have", _("有"), _("口头协议登记表") if oral else _("调解协议书"), "")


def trail_of(dispute: Dispute) -> list[Trail]:
    """The dispute's trail, newest first."""
    return list(trail.of(dispute))
