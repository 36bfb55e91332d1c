"""Pages of what is overdue: whose, where, since when; urging, and what I urged."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.refusals import NotTheMoment
from accounts.roles import CASE_ROLES
from accounts.templatetags.words import mask_name, zh_day
from accounts.views.base import ListPage
from accounts.views.verb import PlainVerb
from households.filters.handover import OverdueFilter
from households.models import ListedFamily, Urge, VisitDuty
from households.queries.overdue import (
    by_person,
    by_unit,
    my_urges,
    oldest_duties,
    overdue_families,
)
from households.queries.scale import terms_for
from households.transitions.urge import urge_visit


class OverdueList(ListPage):
    """走访逾期: red first, then the longest."""

    audience = CASE_ROLES
    template_name = "households/overdue/list.html"
    filterset_class = OverdueFilter
    logs_reading = True

    def rows(self) -> models.QuerySet[ListedFamily]:
        return overdue_families(self.user, timezone.localdate())

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        today, posting = timezone.localdate(), self.user.main_posting
        shown = list(page.object_list)
        duties = oldest_duties(shown, today)
        return {
            "unit": posting.division if posting else None,
            "top": terms_for(self.user, today).scale.top,
            "lines": [(f, duties.get(f.pk)) for f in shown],
            "people": by_person(self.user, today),
            "units": by_unit(self.user, today),
            "filtered": any(v for k, v in self.request.GET.items() if k != "page"),
        }


class UrgeList(ListPage):
    """我催办的, and whether it was done since."""

    audience = CASE_ROLES
    template_name = "households/overdue/urged.html"

    def rows(self) -> models.QuerySet[Urge]:
        return my_urges(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        lines = [_told(urge) for urge in page.object_list]
        self.note_reading([line["family"] for line in lines if line["family"]])
        return {"lines": lines}


class UrgeForm(forms.Form):
    """A word to the person, if any."""

    words = forms.CharField(
        label=_("说明"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class VisitUrge(PlainVerb):
    """催办 of the oldest overdue visit of one family."""

    audience = ALLOWED[Act.FAMILY_URGE]
    heading = button = gettext_lazy("催办")
    hint = gettext_lazy("催办记入经过，包户人的待办里会显示催办次数；每人每天一次。")
    form_class = UrgeForm
    family: ListedFamily

    def prepare(self) -> None:
        self.family = ListedFamily.objects.select_related("household", "village").fetch(
            self.user, uid=self.kwargs["uid"]
        )
        self.note_reading([self.family], self.family.village_id)
        found = oldest_duties([self.family], timezone.localdate()).get(self.family.pk)
        if found is None:
            raise NotTheMoment(_("这一户没有逾期的走访，不用催。"))
        self.duty: VisitDuty = found

    def sub(self) -> str:
        return _("%(name)s 家，应于%(day)s前走访") % {
            "name": mask_name(self.family.household.head_name),
            "day": zh_day(self.duty.due_on),
        }

    def way(self) -> list[tuple[str, str]]:
        return [(_("走访逾期"), reverse("households:overdue_list"))]

    def perform(self, data: dict[str, Any]) -> str:
        made = urge_visit(self.duty, by=self.user, **data)
        names = "、".join(u.person.name for u in made)
        return self.done(_("已催办%(names)s。") % {"names": names})


def _told(urge: Urge) -> dict[str, Any]:
    """What was urged, where it stands now, and the way there."""
    family: ListedFamily | None
    if urge.duty:
        family, visit = urge.duty.family, urge.duty.visit
        what = _("应于%(day)s前走访") % {"day": zh_day(urge.duty.due_on)}
        done = _("%(day)s已走访") % {"day": zh_day(visit.visited_on)} if visit else ""
        done = done or (_("已不用走访") if urge.duty.dropped else "")
        url = reverse("households:family_detail", args=[family.uid])
    elif urge.hand_over:
        family, what = urge.hand_over.family, _("移交包户")
        waits = urge.hand_over.status == "waiting"
        done = "" if waits else urge.hand_over.get_status_display()
        url = reverse("households:hand_over_detail", args=[urge.hand_over.uid])
    else:
        assert urge.hazard is not None
        family, what = urge.hazard.family, _("重大隐患")
        ended = urge.hazard.status == "ended"
        done = urge.hazard.get_ending_display() if ended else ""
        url = reverse("households:hazard_detail", args=[urge.hazard.uid])
    home = family.household if family else getattr(urge.hazard, "household", None)
    name = _("%(name)s 家") % {"name": mask_name(home.head_name)} if home else urge.village.name
    return {"urge": urge, "family": family, "what": what, "name": name, "done": done, "url": url}
