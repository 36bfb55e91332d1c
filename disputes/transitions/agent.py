"""Verbs of a party's agents (代理人)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from accounts.typed import typed_phone
from disputes.models import Party, PartyAgent
from disputes.transitions import handling

NAME_MOST, SCOPE_MOST = 40, 200


@dataclass(frozen=True)
class Agent:
    """Who acts for a party; scope and authorised_on of an authorised one only."""

    kind: str
    name: str
    relation: str
    phone: str = ""
    scope: str = ""
    authorised_on: date | None = None
    on_file: bool = False


@transaction.atomic
def appoint(*, party: Party, agent: Agent, by: User, version: int | None = None) -> PartyAgent:
    """Name who acts for a party: the guardian of a child or a person without capacity (民法典
    art. 23), or whom she entrusted in writing, with the scope (民法典 art. 165). Nobody acts for
    both sides."""
    row = Party.objects.select_related("dispute").fetch(by, uid=party.uid)
    if row.dispute is None:
        raise NotTheMoment(_("这个人不是纠纷的当事人。"))
    dispute = handling.begin(
        row.dispute, Act.DISPUTE_PARTY, "party", _("登记代理人"), by=by, version=version
    )
    name = agent.name.strip()
    _check(agent, name, [p for p in dispute.parties.all() if p.side != row.side])
    if agent.kind == PartyAgent.Kind.STATUTORY and row.capacity == Party.Capacity.FULL:
        raise Invalid(
            {"kind": _("完全民事行为能力人没有法定代理人；请先改正行为能力，或登记委托代理人。")}
        )
    entrusted = agent.kind == PartyAgent.Kind.AUTHORISED
    if entrusted and row.capacity != Party.Capacity.FULL:
        raise Invalid({"kind": _("应当由法定代理人代理；委托他人的，由法定代理人另行委托。")})
    made = PartyAgent.objects.create(
        party=row,
        kind=agent.kind,
        name=name,
        relation=agent.relation,
        phone=typed_phone("phone", agent.phone),
        scope=agent.scope.strip()[:SCOPE_MOST] if entrusted else "",
        authorised_on=agent.authorised_on if entrusted else None,
        on_file=agent.on_file,
        since=timezone.localdate(),
        **handling.below(dispute, by),
    )
    handling.change(dispute)
    handling.tell(
        Act.DISPUTE_PARTY,
        dispute,
        by=by,
        after={"party": row.pk, "agent": made.pk, "kind": made.kind, "on_file": made.on_file},
    )
    return made


@transaction.atomic
def file_paper(*, agent: PartyAgent, by: User, version: int | None = None) -> PartyAgent:
    """The paper (授权委托书, or proof of guardianship) lies in the file now (domain D2 no. 5)."""
    row = PartyAgent.objects.locked(by, uid=agent.uid)
    dispute = handling.begin(
        row.dispute, Act.DISPUTE_PARTY, "complete", _("登记证明材料"), by=by, version=version
    )
    if row.on_file or row.until is not None:
        raise NotTheMoment(_("证明材料已经在卷，或代理已经结束。"))
    row.on_file = True
    row.save(update_fields=["on_file"])
    handling.change(dispute)
    handling.tell(Act.DISPUTE_PARTY, dispute, by=by, after={"agent": row.pk, "on_file": True})
    return row


@transaction.atomic
def end(*, agent: PartyAgent, reason: str, by: User, version: int | None = None) -> PartyAgent:
    """An agent acts no longer (revoked, grown up, conflict of interest); the line stays."""
    row = PartyAgent.objects.locked(by, uid=agent.uid)
    dispute = handling.begin(
        row.dispute, Act.DISPUTE_PARTY, "party", _("结束代理"), by=by, version=version
    )
    reason = handling.require_reason("reason", reason)
    if row.until is not None:
        raise NotTheMoment(_("这项代理已经结束。"))
    row.until, row.end_reason = timezone.localdate(), reason[:SCOPE_MOST]
    row.save(update_fields=["until", "end_reason"])
    handling.change(dispute)
    handling.tell(Act.DISPUTE_PARTY, dispute, by=by, after={"agent": row.pk, "ended": True})
    return row


def _check(agent: Agent, name: str, against: list[Party]) -> None:
    """422 with a sentence for each thing that does not hold."""
    errors = {}
    if agent.kind not in PartyAgent.Kind.values:
        errors["kind"] = _("请选代理种类。")
    if agent.relation not in PartyAgent.Relation.values:
        errors["relation"] = _("请选与当事人的关系。")
    if not 0 < len(name) <= NAME_MOST:
        errors["name"] = _("请填写代理人姓名，不超过 40 个字。")
    elif name in {p.name for p in against}:
        errors["name"] = _("对方当事人不能作代理人。")
    elif name in {a.name for a in PartyAgent.objects.acting().filter(party__in=against)}:
        errors["name"] = _("一个人不能同时代理双方。")
    if agent.kind == PartyAgent.Kind.AUTHORISED:
        if not agent.scope.strip():
            errors["scope"] = _("请写明授权范围，例如“代为参加调解、代为承认和变更请求”。")
        if agent.authorised_on is None:
            errors["authorised_on"] = _("请填写授权日期。")
        elif agent.authorised_on > timezone.localdate():
            errors["authorised_on"] = _("日期不能晚于今天。")
    if errors:
        raise Invalid(errors)
