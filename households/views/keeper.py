"""Page of one family's keepers: asking somebody to keep it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models
from django.utils.translation import gettext as _

from accounts.models import User
from households.forms.handover import HandOverForm
from households.keeper_rules import KEEPERS
from households.models import HandOver, Keeper
from households.queries.keeper import eligible
from households.transitions.handover import propose
from households.views.family import FamilyVerb


class KeeperHandOver(FamilyVerb):
    """移交包户 of one family."""

    template_name = "households/keeper/form.html"
    form_class = HandOverForm

    def keeping(self) -> models.QuerySet[User]:
        """The present keepers."""
        present = Keeper.objects.filter(family=self.family, until__isnull=True)
        return User.objects.filter(pk__in=present.values("person_id")).order_by("pk")

    def form_kwargs(self) -> dict[str, Any]:
        keepers = self.keeping()
        return {
            "keepers": keepers,
            "people": eligible(self.family.village_id).exclude(pk__in=keepers.values("pk")),
            "missing": keepers.count() < KEEPERS,
        }

    def context(self) -> dict[str, Any]:
        waiting = HandOver.objects.waiting().filter(family=self.family)
        return super().context() | {
            "waiting": waiting.select_related("leaving", "taking", "holder")
        }

    def perform(self, data: dict[str, Any]) -> str:
        made = propose(self.family, by=self.user, **data)
        messages.success(
            self.request,
            _("已请%(taking)s接收，对方接收前仍由原包户人负责，走访期限照算。")
            % {"taking": made.taking.name if made.taking else ""},
        )
        return self.file_url
