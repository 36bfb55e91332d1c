"""Pages of inspections: rounds, the draw, what is to be looked at."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import NotTheMoment
from accounts.roles import AREA_ROLES, Role
from accounts.views.base import ListPage, Page
from accounts.views.download import file_answer
from accounts.views.verb import PlainVerb
from campaigns.draw_rule import Measure
from campaigns.inspection_forms import (
    HOME_ITEMS,
    VILLAGE_ITEMS,
    AnswerForm,
    AssignForm,
    DrawForm,
    InspectionCloseForm,
    InspectionForm,
    PhotoForm,
    SealForm,
    answers_of,
)
from campaigns.models import Division, Draw, Inspection, InspectionTarget
from campaigns.papers import official
from campaigns.queries.draw import result_rows
from campaigns.transitions import draw as draws
from campaigns.transitions import inspection as verbs
from campaigns.transitions.unit import acts_for, require_unit
from campaigns.views.task import own_county, year_of

LIST = "campaigns:inspection_list"
INSPECTORS = ALLOWED[Act.INSPECTION_ANSWER]


class InspectionList(ListPage):
    """督查: rounds of the county, and what the reader herself was drawn for."""

    audience = AREA_ROLES - {Role.VILLAGE_MEDIATOR}
    template_name = "campaigns/inspection/list.html"

    def rows(self) -> models.QuerySet[Inspection]:
        self.campaign = year_of(self)
        rows = Inspection.objects.visible_to(self.user).filter(campaign=self.campaign)
        waiting = models.Q(targets__status="waiting")
        return rows.annotate(
            all_targets=models.Count("targets", filter=~models.Q(targets__status="void")),
            waiting=models.Count("targets", filter=waiting),
        ).order_by("-starts", "-id")

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        campaign = self.campaign
        return {
            "campaign": campaign,
            "mine": mine(self.user),
            "may_make": campaign and acts_for(self.user, Act.INSPECTION_MAKE, campaign.county),
        }


def mine(user: User) -> models.QuerySet[InspectionTarget]:
    """What she was drawn for and has not looked at yet."""
    rows = InspectionTarget.objects.visible_to(user).filter(status="waiting")
    own = rows.filter(models.Q(inspector=user) | models.Q(partner=user))
    return own.select_related("village").order_by("ends", "village", "label")


class InspectionNew(PlainVerb):
    """组织督查."""

    audience = ALLOWED[Act.INSPECTION_MAKE]
    heading = button = gettext_lazy("组织督查")
    form_class = InspectionForm

    def prepare(self) -> None:
        self.campaign = own_county(self, Act.INSPECTION_MAKE)

    def initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        return {
            "starts": today,
            "ends": today,
            "village_items": VILLAGE_ITEMS,
            "home_items": HOME_ITEMS,
        }

    def way(self) -> list[tuple[str, str]]:
        return [(_("督查"), reverse(LIST))]

    def perform(self, data: dict[str, Any]) -> str:
        row = verbs.make_inspection(self.campaign, by=self.user, **data)
        return self.done(_("已组织，接着抽取或指定村。"), page_of(row))


def page_of(row: Inspection) -> str:
    """The page of a round."""
    return reverse("campaigns:inspection_detail", args=[row.uid])


class InspectionDetail(Page):
    """One round: its draws, whom and what, how far."""

    audience = frozenset({Role.COUNTY_FEDERATION, Role.GOVERNANCE_REVIEWER, Role.AUDITOR})
    template_name = "campaigns/inspection/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        rows = Inspection.objects.select_related("campaign__county", "county", "made_by")
        row = rows.fetch(self.user, uid=uid)
        targets = row.targets.exclude(status="void").select_related(
            "village", "inspector", "partner"
        )
        found = list(row.draws.select_related("sealed_by", "drawn_by"))
        sealed = next((d for d in found if d.status == Draw.Status.SEALED), None)
        return self.page(
            row=row,
            targets=targets,
            draws=found,
            sealed=sealed,
            is_random=row.kind == Inspection.Kind.RANDOM,
            may_act=row.status == "open" and acts_for(self.user, Act.INSPECTION_MAKE, row.county),
        )


class InspectionVerb(PlainVerb):
    """A verb of the county on one round."""

    audience = ALLOWED[Act.INSPECTION_MAKE]
    moment: ClassVar[str]
    row: Inspection

    def prepare(self) -> None:
        joined = Inspection.objects.select_related("campaign", "county")
        self.row = joined.fetch(self.user, uid=self.kwargs["uid"])
        require_unit(self.user, Act.INSPECTION_MAKE, self.row.county)
        require_moment(self.row, self.moment, str(self.heading))

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def sub(self) -> str:
        return self.row.title

    def way(self) -> list[tuple[str, str]]:
        return [(_("督查"), reverse(LIST)), (self.row.title, page_of(self.row))]


class InspectionAssign(InspectionVerb):
    """指定村和人员."""

    moment = "assign"
    heading = button = gettext_lazy("指定村和检查人员")
    hint = gettext_lazy("要回避的不能指定。")
    form_class = AssignForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"county": self.row.county}

    def act(self, data: dict[str, Any]) -> str:
        people = {
            p.pk: p for p in User.objects.filter(pk__in=[data["inspector"], data["partner"] or 0])
        }
        verbs.assign_village(
            self.row,
            village=Division.objects.get(code=data["village"]),
            inspector=people[int(data["inspector"])],
            partner=people[int(data["partner"])] if data["partner"] else None,
            by=self.user,
        )
        return _("已指定。")


class InspectionSeal(InspectionVerb):
    """封存名单和种子."""

    moment = "seal"
    heading = button = gettext_lazy("封存名单和种子")
    hint = gettext_lazy(
        "系统定下候选名单和一个谁也没看过的种子，先公布两者的校验值和时间，再当众开封抽取。"
    )
    form_class = SealForm

    def prepare(self) -> None:
        super().prepare()
        if self.row.kind != Inspection.Kind.RANDOM:
            raise NotTheMoment(_("只有双随机抽查用抽取。"))

    def initial(self) -> dict[str, Any]:
        return {"villages": 1, "by_township": True, "people": 2, "most": 5, "homes": 5}

    def act(self, data: dict[str, Any]) -> str:
        measure = Measure(data["villages"], data["people"], data["most"], data["homes"])
        made = draws.seal(
            self.row,
            measure=measure,
            by_township=data["by_township"],
            reason=data["reason"],
            by=self.user,
        )
        return _("已封存，名单校验值 %(hash)s…") % {"hash": made.list_hash[:16]}


class InspectionClose(InspectionVerb):
    """结束督查."""

    moment = "close"
    heading = button = gettext_lazy("结束督查")
    hint = gettext_lazy("没有检查的对象记为已取消。")
    form_class = InspectionCloseForm
    ends = True

    def act(self, data: dict[str, Any]) -> str:
        verbs.close_inspection(self.row, by=self.user, **data)
        return _("已结束。")


class DrawPage(PlainVerb):
    """One draw: sealed, it is opened here; drawn, its record; ?as=pdf the paper, ?as=list the
    list for another program."""

    audience = frozenset({Role.COUNTY_FEDERATION, Role.GOVERNANCE_REVIEWER, Role.AUDITOR})
    template_name = "campaigns/draw/detail.html"
    heading = gettext_lazy("双随机抽取")
    button = gettext_lazy("当众开封抽取")
    form_class = DrawForm

    def prepare(self) -> None:
        joined = Draw.objects.select_related("inspection", "county", "sealed_by", "drawn_by")
        self.row = joined.fetch(self.user, uid=self.kwargs["uid"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.prepare()
        if request.GET.get("as") == "list":
            made = HttpResponse(draws.export(self.row), content_type="text/plain; charset=utf-8")
            made["Content-Disposition"] = f'attachment; filename="draw-{self.row.uid}.txt"'
            return made
        if request.GET.get("as") == "pdf":
            draws.export(self.row)  # 409 before it is drawn
            return file_answer(
                "pdf", official.draw_pdf(self.row), f"draw-{self.row.uid}", shown=True
            )
        return self.page(form=DrawForm(initial=self.initial()), **self.context())

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "row": self.row,
            "rows": result_rows(self.row),
            "may_draw": self.row.status == Draw.Status.SEALED
            and acts_for(self.user, Act.INSPECTION_DRAW, self.row.county),
        }

    def sub(self) -> str:
        return f"{self.row.inspection.title} {_('第%(n)d次') % {'n': self.row.ordinal}}"

    def way(self) -> list[tuple[str, str]]:
        inspection = self.row.inspection
        return [(_("督查"), reverse(LIST)), (inspection.title, page_of(inspection))]

    def perform(self, data: dict[str, Any]) -> str:
        draws.perform(self.row, by=self.user, **data)
        return self.done(_("已抽取。"), reverse("campaigns:draw_detail", args=[self.row.uid]))


class TargetPage(PlainVerb):
    """One thing to look at: the checklist for whoever was drawn, its answers afterwards."""

    audience = AREA_ROLES
    template_name = "campaigns/inspection/target.html"
    heading = gettext_lazy("检查表")
    button = gettext_lazy("交检查表")
    form_class = AnswerForm

    def prepare(self) -> None:
        joined = InspectionTarget.objects.select_related(
            "village", "home", "inspector", "partner", "answered_by"
        )
        self.target = joined.fetch(self.user, uid=self.kwargs["uid"])

    def form_kwargs(self) -> dict[str, Any]:
        return {"target": self.target}

    def initial(self) -> dict[str, Any]:
        return {
            "client_uuid": uuid.uuid4(),
            "version": self.target.version,
            "visited_on": timezone.localdate(),
        }

    def context(self) -> dict[str, Any]:
        target = self.target
        is_hers = target.is_inspector(self.user)
        return super().context() | {
            "target": target,
            "hand": target.status == "waiting",  # her phone gets what it needs to write offline
            "may_answer": is_hers and target.status == "waiting",
            "may_photo": is_hers and target.status != "void",
            "photos": target.files.kept().listed(),
            "may_find": target.status == "done"
            and any(
                p.role == Role.COUNTY_FEDERATION and p.covers(target.village_id)
                for p in self.user.postings_today
            ),
            "photo_form": PhotoForm(),
        }

    def sub(self) -> str:
        return f"{self.target.title} {self.target.name}"

    def way(self) -> list[tuple[str, str]]:
        if self.user.roles_today() <= {Role.VILLAGE_MEDIATOR}:
            return [(_("督查问题"), reverse("campaigns:finding_list"))]
        return [(_("督查"), reverse(LIST))]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.prepare()
        verbs.require_inspector(self.target, self.user)
        if "photos" in request.POST:
            return self._photos(request)
        require_moment(self.target, "answer", _("填检查表"))
        return super().post(request, *args, **kwargs)

    def _photos(self, request: HttpRequest) -> HttpResponse:
        from django.shortcuts import redirect

        form = PhotoForm(request.POST, request.FILES)
        if form.is_valid():
            for data in form.cleaned_data["photo"]:
                verbs.add_photo(self.target, data=data, title="", by=self.user)
            return redirect(self.done(_("照片已加上。"), request.path))
        fresh = self.form_class(initial=self.initial(), **self.form_kwargs())
        return self.page(422, form=fresh, **self.context() | {"photo_form": form})

    def perform(self, data: dict[str, Any]) -> str:
        verbs.answer_target(
            self.target,
            answers=answers_of(data),
            words=data["words"],
            visited_on=data["visited_on"],
            photos_owed=data["photos_owed"] or 0,
            client_uuid=data["client_uuid"],
            version=data["version"],
            by=self.user,
        )
        return self.done(
            _("检查表已交。"), reverse("campaigns:target_detail", args=[self.target.uid])
        )
