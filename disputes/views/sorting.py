"""Pages of sorting a matter (分办) and of who has it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, require
from accounts.moments import require_moment
from accounts.refusals import Forbidden
from accounts.roles import CASE_ROLES
from accounts.views.base import Page
from campaigns.models import Level
from disputes.forms import sorting as forms
from disputes.forms.base import VersionForm
from disputes.forms.matter import MatterReasonForm, label_of
from disputes.models import Matter, Route
from disputes.queries import matter as queries
from disputes.transitions import passing, sorting
from disputes.transitions.sorting import UPPER, may_sort
from disputes.views.matter import MatterVerb

# View, words, what it means, whether a village may.
WAYS: tuple[tuple[str, Any, Any, bool], ...] = (
    (
        "sort_mediation",
        gettext_lazy("调解"),
        gettext_lazy("双方的事，愿意让人居中调解"),
        True,
    ),
    (
        "sort_rights",
        gettext_lazy("信访事项"),
        gettext_lazy("要求处理、要答复的，15 日内告知，60 日内答复"),
        False,
    ),
    (
        "sort_protection",
        gettext_lazy("权益保护"),
        gettext_lazy("有人受伤害、受威胁，档案立刻限知"),
        True,
    ),
    (
        "sort_advice",
        gettext_lazy("咨询答复"),
        gettext_lazy("问政策、问办法的，答复了就办结"),
        False,
    ),
    (
        "sort_not_ours",
        gettext_lazy("不属本单位"),
        gettext_lazy("告知向谁反映；别的单位转来的 5 个工作日内提出"),
        False,
    ),
)


class SortChoose(Page):
    """Where a matter may be sorted to, each with what it means."""

    audience = ALLOWED[Act.MATTER_SORT]
    template_name = "disputes/matter/sort.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        matter = queries.opened(self.user, uid)
        require(self.user, Act.MATTER_SORT, matter.place_id)
        require_moment(matter, "sort", _("分办"))
        if not may_sort(self.user, matter, only_mediation=True):
            raise Forbidden(_("这件由办理单位分办，您可以提醒她们。"))
        upper = may_sort(self.user, matter)
        ways = [
            (reverse(f"disputes:{view}", args=[matter.uid]), words, meaning)
            for view, words, meaning, village in WAYS
            if (upper or village) and view.removeprefix("sort_") != matter.route
        ]
        self.note_reading([matter], place=matter.place_id)
        return self.page(matter=matter, ways=ways, passes_up=not upper)


class SortVerb(MatterVerb):
    """One way of sorting."""

    audience = frozenset(UPPER)
    only_mediation = False
    route = ""
    button = gettext_lazy("分办")

    def check(self) -> None:
        require(self.user, Act.MATTER_SORT, self.matter.place_id)
        if not may_sort(self.user, self.matter, only_mediation=self.only_mediation):
            raise Forbidden(_("这件由办理单位分办，您可以提醒她们。"))
        require_moment(self.matter, "sort", _("分办"))

    def form_kwargs(self) -> dict[str, Any]:
        return {"again": self.matter.route != Route.UNSORTED}

    def facts(self) -> list[tuple[str, Any]]:
        return [(_("说的什么事"), self.matter.brief), (_("想怎么办"), self.matter.request or "—")]


class SortMediation(SortVerb):
    """分到调解."""

    audience = CASE_ROLES
    template_name = "disputes/matter/sort_mediation.html"
    only_mediation = True
    heading = gettext_lazy("分到调解")
    hint = gettext_lazy("分办后 3 日内征询双方意愿，决定是否受理。")
    form_class = forms.MediationForm

    def form_kwargs(self) -> dict[str, Any]:
        every = queries.places_of(self.user)
        self.villages = [d for d in every if d.level == Level.VILLAGE]
        return super().form_kwargs() | {"places": self.villages}

    def initial(self) -> dict[str, Any]:
        place = self.matter.place
        known = label_of(place) if place.level == Level.VILLAGE else ""
        return super().initial() | {"village": known}

    def context(self) -> dict[str, Any]:
        return super().context() | {"labels": [label_of(d) for d in self.villages]}

    def perform(self, data: dict[str, Any]) -> str:
        made = sorting.to_mediation(matter=self.matter, by=self.user, **data)
        words = _("已分到调解，请征询双方意愿。")
        return self.done(words, reverse("disputes:dispute_detail", args=[made.uid]))


class SortRights(SortVerb):
    """分到信访事项."""

    heading = gettext_lazy("分到信访事项")
    hint = gettext_lazy(
        "收到后 15 日内告知来人是否受理，或者转送有权处理的单位（信访工作条例第二十二条）。"
    )
    form_class = forms.RightsForm

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"category": self.matter.category or None}

    def act(self, data: dict[str, Any]) -> str:
        sorting.to_rights(matter=self.matter, by=self.user, **data)
        return _("已分到信访事项。")


class SortProtection(SortVerb):
    """分到权益保护."""

    audience = CASE_ROLES
    only_mediation = True
    heading = gettext_lazy("按权益保护办理")
    button = gettext_lazy("按权益保护办理")
    hint = gettext_lazy("档案立刻限知：只有经办人和专管人能看。正在发生危险的，先打 110。")
    form_class = forms.ProtectionForm

    def perform(self, data: dict[str, Any]) -> str:
        done = sorting.to_protection(matter=self.matter, by=self.user, **data)
        seen = Matter.objects.visible_to(self.user).filter(pk=done.pk).exists()
        return self.done(_("已按权益保护办理。"), "" if seen else reverse("disputes:matter_list"))


class SortAdvice(SortVerb):
    """咨询答复."""

    heading = gettext_lazy("咨询答复")
    button = gettext_lazy("答复并办结")
    form_class = forms.AdviceForm

    def act(self, data: dict[str, Any]) -> str:
        sorting.answer_advice(matter=self.matter, by=self.user, **data)
        return _("已答复，办结。")


class SortNotOurs(SortVerb):
    """不属本单位."""

    heading = gettext_lazy("不属本单位")
    button = gettext_lazy("已告知，办结")
    hint = gettext_lazy(
        "别的单位转来的，5 个工作日内提出异议，过了就要办（信访工作条例第二十三条）。"
    )
    form_class = forms.NotOursForm

    def initial(self) -> dict[str, Any]:
        handed = self.matter.received_on if self.matter.channel in sorting.HANDED else None
        return super().initial() | {"told_on": timezone.localdate(), "handed_on": handed}

    def act(self, data: dict[str, Any]) -> str:
        sorting.not_ours(matter=self.matter, by=self.user, **data)
        return _("已记下告知，办结。")


class MatterPassUp(MatterVerb):
    """上交乡镇."""

    audience = ALLOWED[Act.MATTER_PASS_UP]
    heading = button = gettext_lazy("上交乡镇")
    hint = gettext_lazy("由乡镇妇联分办。乡镇接手以前，仍由您承办。")
    form_class = MatterReasonForm

    def check(self) -> None:
        require(self.user, Act.MATTER_PASS_UP, self.matter.place_id)

    def act(self, data: dict[str, Any]) -> str:
        passing.pass_up(matter=self.matter, by=self.user, **data)
        return _("已上交，等乡镇妇联接收。")


class MatterTake(MatterVerb):
    """接手."""

    audience = CASE_ROLES
    heading = button = gettext_lazy("接手")
    hint = gettext_lazy("接手后由您承办。")
    form_class = VersionForm

    def check(self) -> None:
        if not passing.may_take(self.user, self.matter):
            raise Forbidden(_("这件在别的单位，由那里的人接手。"))

    def facts(self) -> list[tuple[str, Any]]:
        return [(_("现在的承办人"), self.matter.owner.name)]

    def act(self, data: dict[str, Any]) -> str:
        passing.take(matter=self.matter, by=self.user, **data)
        return _("已由您承办。")
