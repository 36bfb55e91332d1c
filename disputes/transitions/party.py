"""Verbs of a party: asking whether she is willing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from disputes.models import Dispute, Party
from disputes.transitions import handling

ANSWERS = (Party.Consent.GIVEN, Party.Consent.REFUSED)


@transaction.atomic
def record_consent(
    *,
    dispute: Dispute,
    answers: Mapping[int, str],
    by: User,
    on: date | None = None,
    version: int | None = None,
) -> Dispute:
    """Record what parties (by id) answered: given or refused. Consent is asked before
    acceptance; a refusal may come at any time until the end and then stands, since nobody may
    be talked into mediation (人民调解法 art. 17, 23)."""
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_CONSENT, dispute)
    refused = Party.Consent.REFUSED in answers.values()
    require_moment(dispute, "refuse" if refused else "consent", _("记录意愿"))
    require_version(dispute, version, {}, [])
    parties = {p.pk: p for p in dispute.parties.all()}
    changed = [
        p
        for pk, answer in answers.items()
        if _changes(parties.get(pk), answer, dispute) and (p := parties[pk])
    ]
    if not changed:
        raise Invalid(_("请至少记录一名当事人的意愿。"))
    on = on or timezone.localdate()
    handling.require_day("consent_on", on, [*handling.steps_before(dispute)])
    before = {str(p.pk): p.consent for p in changed}
    for party in changed:
        party.consent, party.consent_on = answers[party.pk], on
        party.save(update_fields=["consent", "consent_on"])
    handling.change(dispute)
    trail.record(
        Act.DISPUTE_CONSENT,
        by=by,
        on=dispute,
        place=dispute.village_id,
        before={"parties": before},
        after={"parties": {str(p.pk): p.consent for p in changed}, "on": str(on)},
    )
    return dispute


def _changes(party: Party | None, answer: str, dispute: Dispute) -> bool:
    """Whether the answer is news; refuses strangers, unknown words and a refusal undone."""
    if party is None:
        raise Invalid(_("这名当事人不在本案中。"))
    if answer not in ANSWERS:
        raise Invalid(_("意愿请选“同意”或“拒绝”。"))
    if party.consent == answer:
        return False
    if party.consent == Party.Consent.REFUSED:
        raise NotTheMoment(
            _("%(name)s已明确拒绝调解，不能改记为同意；本人改变主意的，请另行登记。")
            % {"name": party.name}
        )
    return True
