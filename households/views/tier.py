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
from households.forms.family import DecisionForm, RaiseForm
from households.models import Keeper
from households.queries.factor import current_sheet
from households.queries.family import fall_obstacle
from households.queries.keeper import red_kept
from households.queries.scale import terms_at
from households.scales.body import Scale
from households.transitions.tier import lower_tier, raise_tier, review_tier
from households.views.family import FamilyVerb


class TierPage(FamilyVerb):
    """A decision about the tier: title, button and what it means."""

    template_name = "households/family/tier.html"
    form_class: ClassVar[type[DecisionForm]] = DecisionForm
    title: ClassVar[str | Promise] = ""
    words: ClassVar[str | Promise] = ""

    @property
    def scale(self) -> Scale:
        """The scale in force here today."""
        return terms_at(self.family.village_id, timezone.localdate()).scale

    @property
    def sheet(self) -> Any:
        """The factor sheet filled in since the last decision."""
        last = self.family.decisions.first()
        return current_sheet(
            self.user, self.family.household_id, since=last.decided_on if last else None
        )

    def form_kwargs(self) -> dict[str, Any]:
        return {"sheet": self.sheet}

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "title": self.title,
            "words": self.words,
            "sheet": self.sheet,
        }

    def decided(self, row: Any) -> str:
        """Say what holds now and go back to the file."""
        messages.success(
            self.request,
            _("已定为%(tier)s，有效至 %(day)s，走访已重新排好。")
            % {"tier": row.level.label, "day": zh_day(row.review_due)},
        )
        return self.file_url


class TierRaise(TierPage):
    """升级."""

    audience = CASE_ROLES
    form_class = RaiseForm
    title = gettext_lazy("升级")
    words = gettext_lazy("发现加重，随时升级，不必等审批。旧等级还没到期的走访取消，按新等级重排。")

    def form_kwargs(self) -> dict[str, Any]:
        scale = self.scale
        higher = scale.higher(scale.carried(self.family.level).code)
        if not higher:
            raise NotTheMoment(
                _("%(tier)s已是最高一级。情况紧急请直接报警并电话上报。")
                % {"tier": self.family.level.label}
            )
        return super().form_kwargs() | {"tiers": list(reversed(higher))}

    def initial(self) -> dict[str, Any]:
        scale = self.scale
        higher = scale.higher(scale.carried(self.family.level).code)
        return super().initial() | {"tier": higher[0].code if higher else ""}

    def perform(self, data: dict[str, Any]) -> str:
        row = raise_tier(self.family, by=self.user, **data)
        if row.level.is_top:
            self.warn_of_load(row.terms.top_per_keeper)
        return self.decided(row)

    def warn_of_load(self, most: int) -> None:
        """Name the keepers who now answer for more red families than one person may."""
        present = Keeper.objects.filter(family=self.family, until__isnull=True)
        people = {k.person_id: k.person.name for k in present.select_related("person")}
        for key, kept in red_kept(people).items():
            if kept > most:
                messages.warning(
                    self.request,
                    _("%(name)s包的红·高有 %(kept)d 户，超过 %(most)d 户，请移交。")
                    % {"name": people[key], "kept": kept, "most": most},
                )


class TierLower(TierPage):
    """降级."""

    audience = frozenset({Role.TOWNSHIP_FEDERATION})
    title = gettext_lazy("降级")

    def context(self) -> dict[str, Any]:
        scale = self.scale
        lower = scale.one_lower(scale.carried(self.family.level).code)
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
