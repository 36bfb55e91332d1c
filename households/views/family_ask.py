"""Pages of one listed family that a village uses to ask its township, and the two flags."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Role
from households.forms.family import FlagForm, ReasonForm
from households.models import Proposal
from households.queries.family import close_obstacle, fall_obstacle
from households.transitions.flag import set_flag
from households.transitions.proposal import propose_change
from households.views.family import FamilyVerb


class FamilyAsk(FamilyVerb):
    """申请降级 or, at the lowest tier, 申请销号."""

    audience = frozenset({Role.VILLAGE_MEDIATOR})
    template_name = "households/family/ask.html"
    form_class = ReasonForm

    @property
    def kind(self) -> str:
        """What there is to ask for."""
        return Proposal.Kind.CLOSE if self.family.level.is_lowest else Proposal.Kind.LOWER

    def context(self) -> dict[str, Any]:
        today = timezone.localdate()
        closing = self.kind == Proposal.Kind.CLOSE
        lower = None if closing else self.family.terms.one_lower(self.family.tier)
        return super().context() | {
            "title": _("申请销号") if closing else _("申请降级"),
            "lower": lower,
            "obstacle": close_obstacle(self.family, today)
            if closing
            else fall_obstacle(self.family, today),
        }

    def perform(self, data: dict[str, Any]) -> str:
        row = propose_change(self.family, kind=self.kind, by=self.user, **data)
        messages.success(self.request, _("已提出，等乡镇妇联审定。"))
        return reverse("households:proposal_detail", args=[row.uid])


class FamilyFlag(FamilyVerb):
    """One of the two flags, set or taken away."""

    template_name = "households/family/flag.html"
    form_class = FlagForm
    flag: ClassVar[str]
    noun: ClassVar[str | Promise]
    words: ClassVar[str | Promise]

    @property
    def setting(self) -> bool:
        """Whether the flag is to be set: it is not there yet."""
        return not getattr(self.family, self.flag)

    def context(self) -> dict[str, Any]:
        title = _("标为%(flag)s") if self.setting else _("取消%(flag)s")
        return super().context() | {
            "title": title % {"flag": self.noun},
            "words": self.words if self.setting else _("危险已经消除、困难已经缓解时取消。"),
            "setting": self.setting,
        }

    def perform(self, data: dict[str, Any]) -> str:
        row = set_flag(self.family, flag=self.flag, on=self.setting, by=self.user, **data)
        if row.grave and self.flag == "grave":
            messages.warning(self.request, _("重大隐患请在两小时内电话上报，一天内补书面情况。"))
        else:
            messages.success(self.request, _("已保存，记入经过。"))
        return self.file_url


class FamilyGrave(FamilyFlag):
    """重大隐患."""

    flag = "grave"
    noun = gettext_lazy("重大隐患")
    words = gettext_lazy("可能出人命、伤人、纵火、自伤。标记后两小时内电话上报。")


class FamilyHardship(FamilyFlag):
    """特别困难."""

    flag = "hardship"
    noun = gettext_lazy("特别困难")
    words = gettext_lazy("需要结对帮扶的家庭。")
