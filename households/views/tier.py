"""Pages of a family's tier: raise, lower, confirm."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.refusals import NotTheMoment
from accounts.roles import CASE_ROLES, Role
from accounts.templatetags.words import zh_day
from households.forms.family import RaiseForm, ReasonForm
from households.models import Keeper, Tier
from households.queries.family import fall_obstacle
from households.queries.keeper import red_kept
from households.tiers import RED_PER_KEEPER, one_lower
from households.transitions.tier import lower_tier, raise_tier, review_tier
from households.views.family import FamilyVerb


class TierPage(FamilyVerb):
    """A decision about the tier: title, button and what it means."""

    template_name = "households/family/tier.html"
    form_class: ClassVar[type[ReasonForm]] = ReasonForm
    title: ClassVar[str | Promise] = ""
    words: ClassVar[str | Promise] = ""

    def context(self) -> dict[str, Any]:
        return super().context() | {"title": self.title, "words": self.words}

    def decided(self, row: Any) -> str:
        """Say what holds now and go back to the file."""
        messages.success(
            self.request,
            _("已定为%(tier)s，有效至 %(day)s，走访已重新排好。")
            % {"tier": row.get_tier_display(), "day": zh_day(row.review_due)},
        )
        return self.file_url


class TierRaise(TierPage):
    """升级."""

    audience = CASE_ROLES
    form_class = RaiseForm
    title = gettext_lazy("升级")
    words = gettext_lazy("发现加重，随时升级，不必等审批。旧等级还没到期的走访取消，按新等级重排。")

    def form_kwargs(self) -> dict[str, Any]:
        rank = Tier(self.family.tier).rank
        higher = [t for t in Tier if t.rank > rank]
        if not higher:
            raise NotTheMoment(_("红·高已是最高一级。情况紧急请直接报警并电话上报。"))
        return {"tiers": higher}

    def initial(self) -> dict[str, Any]:
        higher = [t for t in reversed(Tier) if t.rank > Tier(self.family.tier).rank]
        return super().initial() | {"tier": higher[0] if higher else ""}

    def perform(self, data: dict[str, Any]) -> str:
        row = raise_tier(self.family, by=self.user, **data)
        if row.tier == Tier.RED:
            self.warn_of_load()
        return self.decided(row)

    def warn_of_load(self) -> None:
        """Name the keepers who now answer for more red families than one person may."""
        present = Keeper.objects.filter(family=self.family, until__isnull=True)
        people = {k.person_id: k.person.name for k in present.select_related("person")}
        for key, kept in red_kept(people).items():
            if kept > RED_PER_KEEPER:
                messages.warning(
                    self.request,
                    _("%(name)s包的红·高有 %(kept)d 户，超过 %(most)d 户，请移交。")
                    % {"name": people[key], "kept": kept, "most": RED_PER_KEEPER},
                )


class TierLower(TierPage):
    """降级."""

    audience = frozenset({Role.TOWNSHIP_FEDERATION})
    title = gettext_lazy("降级")

    def context(self) -> dict[str, Any]:
        lower = one_lower(Tier(self.family.tier))
        return super().context() | {
            "lower": lower,
            "words": _("一次只降一级：降为%(tier)s。") % {"tier": lower.label} if lower else "",
            "obstacle": fall_obstacle(self.family, timezone.localdate()) if lower else "",
        }

    def perform(self, data: dict[str, Any]) -> str:
        return self.decided(lower_tier(self.family, by=self.user, **data))


class TierReview(TierPage):
    """复核等级."""

    title = gettext_lazy("复核等级")
    words = gettext_lazy("情况没有变，等级不动，重新计算有效期。加重请升级，好转由乡镇妇联降级。")

    def perform(self, data: dict[str, Any]) -> str:
        return self.decided(review_tier(self.family, by=self.user, **data))
