"""Shapes of input of parties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from campaigns.forms import day_field
from disputes.forms.base import OneChoice, VersionForm, say_what_is_missing
from disputes.models import Party


class ConsentForm(VersionForm):
    """征询意愿: one question a party; those who refused are not asked again."""

    consent_on = day_field(_("征询日期"))

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = [("given", _("同意调解")), ("refused", _("拒绝调解")), ("asked", _("还没问到"))]
        for party in parties:
            self.fields[f"party_{party.pk}"] = OneChoice(
                label=f"{party.get_side_display()} {party.name}",
                choices=answers if party.consent == Party.Consent.ASKED else answers[:2],
                initial=party.consent,
            )
            say_what_is_missing(self.fields[f"party_{party.pk}"])
        self.order_fields([*(n for n in self.fields if n.startswith("party_")), "consent_on"])
