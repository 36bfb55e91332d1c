"""Pages of 创评办法 and 名额."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts
from accounts.acts import Act
from accounts.refusals import Forbidden
from accounts.roles import CASE_ROLES, Role
from accounts.views.base import VerbPage
from campaigns.models import Campaign, Division, Level
from households.award_standards import STEP_WORDS
from households.forms.award_rules import QuotaForm, RulesForm, initial_of
from households.models import AwardRules
from households.models.rank import OWN
from households.queries.award import campaign_now
from households.queries.award_quota import table_of
from households.queries.award_rules import newest, rules_now
from households.transitions.award_rules import set_quota, set_rules


class OfYear(VerbPage):
    """A page about this year's awards of one's county."""

    campaign: Campaign

    def prepare(self) -> None:
        self.place = self.user.postings_today[0].division
        found = campaign_now(self.place.code, timezone.localdate())
        if found is None:
            raise Http404
        self.campaign = found


class RulesPage(OfYear):
    """The rules in force in words, and for the county the form of the next version."""

    audience = CASE_ROLES
    template_name = "households/award/rules.html"
    form_class = RulesForm

    def initial(self) -> dict[str, Any]:
        return initial_of(rules_now(self.campaign.pk))

    def context(self) -> dict[str, Any]:
        rules = rules_now(self.campaign.pk)
        ladder = [
            (rank.label, rules.ladder[rank], [STEP_WORDS[s] for s in rules.skipped(rank)])
            for rank in OWN
        ]
        versions = AwardRules.objects.visible_to(self.user).filter(campaign=self.campaign)
        return {
            "campaign": self.campaign,
            "rules": rules,
            "ladder": ladder,
            "version": newest(self.campaign.pk),
            "versions": versions.select_related("made_by"),
            "may_set": acts.may(self.user, Act.AWARD_RULES, self.campaign.county_id),
        }

    def perform(self, data: dict[str, Any]) -> str:
        note = data.pop("note")
        made = set_rules(self.campaign, rules=data["rules"], note=note, by=self.user)
        messages.success(
            self.request, _("第%(n)d版已发布，从现在起推荐的按它办。") % {"n": made.number}
        )
        return reverse("households:award_rules")

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if Role.COUNTY_FEDERATION not in self.user.roles_today():
            raise Forbidden(_("创评办法由县妇联发布。"))
        return super().post(request, *args, **kwargs)


class QuotaPage(OfYear):
    """名额 of every village: share or places given, taken, left; one is set at a time."""

    audience = frozenset({Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION})
    template_name = "households/award/quota.html"
    form_class = QuotaForm

    def prepare(self) -> None:
        super().prepare()
        self.town = self._town()
        self.villages = (
            list(Division.objects.current().below(self.town, Level.VILLAGE)) if self.town else []
        )

    def _town(self) -> Division | None:
        """The township shown: one's own, or the one asked for by the county."""
        if self.place.level == Level.TOWNSHIP:
            return self.place
        asked = self.request.GET.get("town", "")
        towns = Division.objects.in_reach(self.user).filter(level=Level.TOWNSHIP).current()
        if asked.isascii() and asked.isdigit() and len(asked) == 12:
            return towns.filter(code=int(asked)).first()
        return towns.order_by("code").first()

    def form_kwargs(self) -> dict[str, Any]:
        return {"villages": [(str(v.code), v.name) for v in self.villages]}

    def context(self) -> dict[str, Any]:
        towns = Division.objects.in_reach(self.user).filter(level=Level.TOWNSHIP).current()
        rules = rules_now(self.campaign.pk)
        return {
            "campaign": self.campaign,
            "town": self.town,
            "towns": list(towns.order_by("code")) if self.place.level != Level.TOWNSHIP else [],
            "heads": [(rank.label, rules.ladder[rank].percent) for rank in OWN],
            "lines": table_of(self.villages, self.campaign.pk, rules),
        }

    def perform(self, data: dict[str, Any]) -> str:
        village = next(v for v in self.villages if str(v.code) == data["village"])
        set_quota(
            self.campaign,
            village=village,
            rank=data["rank"],
            places=data["places"],
            by=self.user,
        )
        messages.success(self.request, _("%(village)s的名额已更新。") % {"village": village.name})
        town = self.town.code if self.town else ""
        return f"{reverse('households:award_quota')}?town={town}"
