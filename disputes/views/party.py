"""Pages of parties: asking their wish, who they are, who acts for them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from disputes.forms.base import ReasonForm, VersionForm
from disputes.forms.party import AgentForm, ConsentForm, NewPartyForm, PartyChangeForm
from disputes.models import Dispute, Party, PartyAgent
from disputes.queries.dispute import for_form
from disputes.queries.party import homes_for, of_dispute
from disputes.transitions import agent as agents
from disputes.transitions import party as verbs
from disputes.transitions.party import About, record_consent
from disputes.views.verb import DisputeVerb
from households.forms.steps import RevealForm
from households.views.household import shown_once


class PartyConsent(DisputeVerb):
    """征询意愿; after acceptance the page where a refusal, or who joined later, is recorded."""

    audience = ALLOWED[Act.DISPUTE_CONSENT]
    act, moment = Act.DISPUTE_CONSENT, "refuse"
    heading = gettext_lazy("征询意愿")
    button = gettext_lazy("记录意愿")
    hint = gettext_lazy(
        "调解自愿、免费。一方明确拒绝的，不能调解（人民调解法第十七条），记下后不能改回同意。"
    )
    form_class = ConsentForm

    def form_kwargs(self) -> dict[str, Any]:
        every = self.dispute.parties.all()
        return {"parties": [p for p in every if p.consent != Party.Consent.REFUSED]}

    def perform(self, data: dict[str, Any]) -> str:
        answers = {
            int(name.removeprefix("party_")): answer
            for name, answer in data.items()
            if name.startswith("party_")
        }
        known = {p.pk: p.consent for p in self.dispute.parties.all()}
        news = {pk: answer for pk, answer in answers.items() if known.get(pk) != answer}
        done = record_consent(
            dispute=self.dispute,
            answers=news,
            on=data["consent_on"],
            by=self.user,
            version=data["version"],
        )
        if done.refusing:
            return self.done(_("已记录。一方拒绝调解，请告知救济途径后终止，或不予受理。"))
        return self.done(_("已记录当事人的意愿。"))


class PartyAdd(DisputeVerb):
    """增加当事人."""

    audience = ALLOWED[Act.DISPUTE_PARTY]
    act, moment = Act.DISPUTE_PARTY, "party"
    heading = button = gettext_lazy("增加当事人")
    hint = gettext_lazy("增加后要征询她（他）的意愿；没有征询的，不能达成协议。")
    form_class = NewPartyForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"reasoned": self.dispute.status != Dispute.Status.TAKEN_IN}

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"capacity": Party.Capacity.FULL, "sex": ""}

    def perform(self, data: dict[str, Any]) -> str:
        more = {name: data.pop(name) for name in ("side", "version")}
        reason = data.pop("reason", "")
        verbs.add(dispute=self.dispute, about=About(**data), reason=reason, by=self.user, **more)
        return self.done(_("已增加当事人，请征询意愿。"))


class PartyVerb(DisputeVerb):
    """A verb on one party."""

    audience = ALLOWED[Act.DISPUTE_PARTY]
    act, moment = Act.DISPUTE_PARTY, "party"
    party: Party

    def find(self) -> Dispute:
        self.party = of_dispute(self.user, self.kwargs["uid"])
        assert self.party.dispute is not None
        return for_form(self.user, self.party.dispute.uid)

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "sub": f"{self.party.get_side_display()} {self.party.name}",
        }


class PartyChange(PartyVerb):
    """修改当事人."""

    moment = "complete"
    heading = gettext_lazy("当事人情况")
    button = gettext_lazy("保存")
    hint = gettext_lazy(
        "不满十八周岁或者不能完全辨认自己行为的人，要有监护人作法定代理人才能受理。"
    )
    form_class = PartyChangeForm

    def form_kwargs(self) -> dict[str, Any]:
        p = self.party
        homes = homes_for(self.user, p.place_id, name=p.name, number=p.id_number)
        if p.household and p.household not in homes:
            homes = [p.household, *homes]
        return {"homes": homes}

    def initial(self) -> dict[str, Any]:
        fields = ("name", "sex", "birth_year", "capacity", "occupation")
        values = {name: getattr(self.party, name) for name in fields}
        return super().initial() | values | {"home": self.party.household_id or ""}

    def perform(self, data: dict[str, Any]) -> str:
        version = data.pop("version")
        for name in verbs.SECRETS:  # not shown, so an empty field changes nothing
            data[name] = data[name] or None
        verbs.change(party=self.party, about=About(**data), by=self.user, version=version)
        return self.done(_("已保存当事人情况。"))


class PartyRemove(PartyVerb):
    """删去当事人."""

    moment = "remove_party"
    heading = button = gettext_lazy("删去当事人")
    hint = gettext_lazy("只用于登记错了的人，受理以后不能删。")
    form_class = ReasonForm
    ends = True

    def perform(self, data: dict[str, Any]) -> str:
        verbs.remove(party=self.party, by=self.user, **data)
        return self.done(_("已删去。"))


class PartyReveal(PartyVerb):
    """显示完整号码: shown once on the answer to a POST, kept nowhere (C5)."""

    audience = ALLOWED[Act.PERSON_REVEAL]
    act = Act.PERSON_REVEAL
    heading = gettext_lazy("显示完整号码")
    button = gettext_lazy("显示一次")
    hint = gettext_lazy("只显示这一次，不要截图、抄到别处或用微信发送。")
    form_class = RevealForm

    def check_moment(self) -> None:
        """At any time."""

    def initial(self) -> dict[str, Any]:
        return {}

    def form_kwargs(self) -> dict[str, Any]:
        return {"request": self.request}

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        shown = verbs.reveal(
            self.party, reason=data["reason"], by=self.user, page="disputes:party_reveal"
        )
        labels = {n: Party._meta.get_field(n).verbose_name for n in shown}  # type: ignore[union-attr]
        return shown_once(self, [(labels[name], value) for name, value in shown.items()])


class AgentAppoint(PartyVerb):
    """登记代理人."""

    heading = button = gettext_lazy("登记代理人")
    hint = gettext_lazy("代理人与当事人有利害冲突的，要另行确定。")
    form_class = AgentForm

    def initial(self) -> dict[str, Any]:
        full = self.party.capacity == Party.Capacity.FULL
        return super().initial() | {"kind": "authorised" if full else "statutory"}

    def perform(self, data: dict[str, Any]) -> str:
        version = data.pop("version")
        given = agents.Agent(**data)
        agents.appoint(party=self.party, agent=given, by=self.user, version=version)
        return self.done(_("已登记代理人。"))


class AgentVerb(DisputeVerb):
    """A verb on one agent."""

    audience = ALLOWED[Act.DISPUTE_PARTY]
    act, moment = Act.DISPUTE_PARTY, "party"
    agent: PartyAgent

    def find(self) -> Dispute:
        rows = PartyAgent.objects.select_related("dispute")
        self.agent = rows.fetch(self.user, uid=self.kwargs["uid"])
        return for_form(self.user, self.agent.dispute.uid)

    def context(self) -> dict[str, Any]:
        return super().context() | {"sub": f"{_('代理人')} {self.agent.name}"}


class AgentPaper(AgentVerb):
    """证明材料入卷."""

    moment = "complete"
    heading = gettext_lazy("证明材料入卷")
    button = gettext_lazy("已入卷")
    form_class = VersionForm

    def perform(self, data: dict[str, Any]) -> str:
        agents.file_paper(agent=self.agent, by=self.user, **data)
        return self.done(_("已记证明材料入卷。"))


class AgentEnd(AgentVerb):
    """结束代理."""

    heading = button = gettext_lazy("结束代理")
    form_class = ReasonForm
    ends = True

    def perform(self, data: dict[str, Any]) -> str:
        agents.end(agent=self.agent, by=self.user, **data)
        return self.done(_("已结束代理。"))
