"""Which acts a dispute's page offers to whom: the one next act, the others, the blocked one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import Act
from accounts.models import User
from disputes import gating
from disputes.gate import stopping
from disputes.gate_facts import GateAct
from disputes.models import Agreement, Dispute, Escalation, SessionPlan
from disputes.queries.filing import bound_of
from disputes.transitions.handling import may_handle

Status = Dispute.Status


@dataclass(frozen=True)
class Offer:
    """A button: its words, its address, whether it ends something."""

    label: str
    url: str
    ends: bool = False


@dataclass
class Offers:
    """main: the one next act; others: beside it; more: under 更多; blocked: words of the act
    that is not possible now; gate: acts left after a refusal."""

    main: Offer | None = None
    others: list[Offer] = field(default_factory=list)
    more: list[Offer] = field(default_factory=list)
    blocked: str = ""
    gate: list[Offer] = field(default_factory=list)


# Act → view name, words, whether it ends.
ACTS: dict[str, tuple[Act, Any, bool]] = {
    "party_consent": (Act.DISPUTE_CONSENT, gettext_lazy("征询意愿"), False),
    "safety_check": (Act.DISPUTE_CHECK, gettext_lazy("安全询问"), False),
    "rights_told": (Act.DISPUTE_RIGHTS, gettext_lazy("告知权利义务"), False),
    "session_plan": (Act.DISPUTE_PLAN, gettext_lazy("约定调解"), False),
    "recusal_propose": (Act.DISPUTE_RECUSE, gettext_lazy("提出回避"), False),
    "risk_record": (Act.DISPUTE_RISK, gettext_lazy("登记激化风险"), False),
    "evidence_add": (Act.DISPUTE_EVIDENCE, gettext_lazy("登记证据材料"), False),
    "party_refusal": (Act.DISPUTE_CONSENT, gettext_lazy("记录拒绝调解"), False),
    "dispute_accept": (Act.DISPUTE_ACCEPT, gettext_lazy("受理"), False),
    "dispute_decline": (Act.DISPUTE_DECLINE, gettext_lazy("不予受理"), True),
    "dispute_pass_up": (Act.DISPUTE_PASS_UP, gettext_lazy("上交乡镇"), False),
    "dispute_end": (Act.DISPUTE_END, gettext_lazy("终止调解"), True),
    "session_hold": (Act.DISPUTE_MEDIATE, gettext_lazy("登记调解"), False),
    "dispute_mediator": (Act.DISPUTE_MEDIATOR, gettext_lazy("换调解员"), False),
    "agreement_settle": (Act.DISPUTE_SETTLE, gettext_lazy("登记协议"), False),
    "agreement_sign": (Act.DISPUTE_SIGN, gettext_lazy("登记签名盖章"), False),
    "agreement_register": (Act.DISPUTE_SETTLE, gettext_lazy("补登口头协议"), False),
    "dossier_detail": (Act.DOSSIER_BIND, gettext_lazy("整理卷宗"), False),
    "follow_up_visit": (Act.DISPUTE_REVISIT, gettext_lazy("登记回访"), False),
}


ENDS = ("dispute_end", "party_refusal", "dispute_mediator")
BESIDE = ("risk_record", "recusal_propose")


def offers(dispute: Dispute, user: User) -> Offers:
    """What `user` can do next with an opened dispute (parties, sessions, agreement joined)."""
    if dispute.status == Status.TAKEN_IN:
        out, main, others = _before_acceptance(dispute)
    elif dispute.status in (Status.ACCEPTED, Status.MEDIATING):
        out, main, others = _in_mediation(dispute)
    elif dispute.status == Status.SETTLED:
        out, main, others = Offers(), "follow_up_visit", _lacking(dispute)
    elif dispute.status == Status.REVISITED:
        out, main, others = Offers(), _filing(dispute), [*_lacking(dispute), "follow_up_visit"]
    else:
        out, main, others = Offers(), _filing(dispute), _lacking(dispute)
    shown = [o for name in others if (o := _offer(name, dispute, user))]
    if dispute.refusing:
        out.gate = shown
        out.blocked = out.blocked if shown else ""
        return out
    out.main = _offer(main, dispute, user) if main else None
    out.others, out.more = (shown, []) if len(shown) < 3 else (shown[:1], shown[1:])
    out.blocked = out.blocked if out.main else ""
    return out


def next_session(dispute: Dispute) -> int:
    """The ordinal of the next sitting."""
    return len(dispute.sessions.all()) + 1


def agreement_of(dispute: Dispute) -> Agreement | None:
    """The agreement joined by queries.opened, None when there is none."""
    return getattr(dispute, "agreement", None)


def _before_acceptance(dispute: Dispute) -> tuple[Offers, str, list[str]]:
    if dispute.refusing:
        return Offers(blocked=_("受理")), "", ["dispute_end", "dispute_decline"]
    away = ["dispute_decline", "dispute_pass_up", "risk_record"]
    if dispute.unasked:
        return Offers(blocked=_("受理")), "party_consent", away
    check = gating.check_of(dispute)
    if check is None:
        return Offers(), "safety_check", ["party_refusal", *away]
    if stopping(gating.findings_of(dispute), GateAct.ACCEPT):
        return Offers(blocked=_("受理")), "", ["safety_check", *away]
    return Offers(), "dispute_accept", ["safety_check", "party_refusal", *away]


def _in_mediation(dispute: Dispute) -> tuple[Offers, str, list[str]]:
    sessions = list(dispute.sessions.all())
    blocked = _("登记第 %(n)d 次调解") % {"n": next_session(dispute)}
    if dispute.refusing:
        return Offers(blocked=blocked), "", ["dispute_end"]
    if any(r.status == "proposed" for r in dispute.recusals.all()):
        return Offers(blocked=blocked), "", [*ENDS[:2], "risk_record"]
    if any(not r.outcome and (not r.measures.all() or r.wants_police) for r in open_risks(dispute)):
        return Offers(blocked=blocked), "", ["party_refusal"]
    if dispute.unasked:
        return Offers(), "party_consent", ["session_hold", *ENDS, *BESIDE]
    if dispute.rights_told_on is None and not sessions:
        return Offers(), "rights_told", [*ENDS, *BESIDE, "dispute_pass_up"]
    if sessions and sessions[-1].result == "agreed" and agreement_of(dispute):
        return Offers(), "agreement_sign", ["agreement_settle", "session_hold", *ENDS]
    if sessions and sessions[-1].result == "agreed":
        return Offers(), "agreement_settle", ["session_hold", *ENDS, *BESIDE]
    planned = any(p.status in SessionPlan.OPEN for p in dispute.plans.all())
    first = [] if planned else ["session_plan"]
    return Offers(), "session_hold", [*first, *ENDS, *BESIDE, "dispute_pass_up"]


def open_risks(dispute: Dispute) -> list[Escalation]:
    """Risks that are not over."""
    return [one for one in dispute.escalations.all() if not one.outcome]


def _filing(dispute: Dispute) -> str:
    """What is left of a case that has ended: its file."""
    return "" if bound_of(dispute) else "dossier_detail"


def _lacking(dispute: Dispute) -> list[str]:
    agreement = agreement_of(dispute)
    unregistered = agreement and agreement.form == "oral" and not agreement.registered
    return ["agreement_register"] if unregistered else []


def _offer(name: str, dispute: Dispute, user: User) -> Offer | None:
    act, words, ends = ACTS[name]
    if not may_handle(user, act, dispute):
        return None
    if name == "dispute_pass_up" and dispute.is_passed_up:
        return None
    if name == "session_hold":
        words = _("登记第 %(n)d 次调解") % {"n": next_session(dispute)}
    view = "party_consent" if name == "party_refusal" else name
    return Offer(str(words), reverse(f"disputes:{view}", args=[dispute.uid]), ends)
