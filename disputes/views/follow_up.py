"""Pages of return visits."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from disputes.forms.follow_up import FollowUpForm
from disputes.queries.promise import shown, sides_of
from disputes.transitions.follow_up import revisit
from disputes.views.verb import DisputeVerb


class FollowUpVisit(DisputeVerb):
    """登记回访."""

    audience = ALLOWED[Act.DISPUTE_REVISIT]
    act, moment = Act.DISPUTE_REVISIT, "revisit"
    heading = button = gettext_lazy("登记回访")
    hint = gettext_lazy(
        "一次回访一位当事人。不履行协议的，可以告知当事人向人民法院起诉（人民调解法第三十二条）。"
    )
    form_class = FollowUpForm

    def form_kwargs(self) -> dict[str, Any]:
        lines = shown(self.dispute, timezone.localdate())
        return {"parties": sides_of(self.dispute), "promises": lines}

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"way": "home"}

    def perform(self, data: dict[str, Any]) -> str:
        revisit(dispute=self.dispute, by=self.user, **data)
        return self.done(_("已登记回访。"))
