"""Pages of parties: asking their wish."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from disputes.forms.party import ConsentForm
from disputes.models import Party
from disputes.transitions.party import record_consent
from disputes.views.verb import DisputeVerb


class PartyConsent(DisputeVerb):
    """征询意愿; after acceptance the page where a refusal is recorded."""

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
