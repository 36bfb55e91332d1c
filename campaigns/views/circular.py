"""Pages of circulars (通报) and of the ladder 通报 → 约谈 → 挂牌督办."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, may, require
from accounts.moments import require_moment
from accounts.refusals import Forbidden, NotTheMoment
from accounts.roles import AREA_ROLES
from accounts.templatetags.words import zh_date
from accounts.views.base import ListPage, Page
from accounts.views.download import file_answer
from accounts.views.verb import PlainVerb
from campaigns import circular_paper
from campaigns.forms import NothingForm
from campaigns.inspection_forms import (
    CircularChangeForm,
    CircularForm,
    IssueForm,
    LadderEndForm,
    LadderForm,
    VersionOnlyForm,
)
from campaigns.models import (
    Circular,
    CircularEntry,
    Division,
    Finding,
    LadderStep,
    MemberUnit,
)
from campaigns.task_filters import CircularFilter
from campaigns.task_forms import WhyForm
from campaigns.transitions import circular as verbs
from campaigns.transitions import ladder
from campaigns.transitions.unit import acts_for, require_unit
from campaigns.views.task import own_county, year_of

LIST, LADDER = "campaigns:circular_list", "campaigns:ladder_list"


class CircularList(ListPage):
    """通报 of the year."""

    audience = AREA_ROLES
    template_name = "campaigns/circular/list.html"
    filterset_class = CircularFilter

    def rows(self) -> models.QuerySet[Circular]:
        self.campaign = year_of(self)
        rows = Circular.objects.shown_to(self.user).filter(campaign=self.campaign)
        sides = {
            side: models.Count("entries", filter=models.Q(entries__side=side))
            for side in CircularEntry.Side.values
        }
        return rows.annotate(**sides).order_by(
            models.F("issued_on").desc(nulls_first=True), "-number", "-id"
        )

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        campaign = self.campaign
        return {
            "campaign": campaign,
            "may_draft": campaign and acts_for(self.user, Act.CIRCULAR_DRAFT, campaign.county),
        }


def fetched(page: Page, uid: UUID) -> Circular:
    """A circular she may read."""
    rows = Circular.objects.select_related(
        "campaign__county", "place", "drafted_by", "approved_by", "issued_by", "withdrawn_by"
    )
    return rows.shown_to(page.user).fetch(page.user, uid=uid)


class CircularDetail(Page):
    """One circular as it reads; ?as=pdf the paper."""

    audience = AREA_ROLES
    template_name = "campaigns/circular/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        row = fetched(self, uid)
        if request.GET.get("as") == "pdf":
            if row.level != Circular.Level.COUNTY:
                raise NotTheMoment(_("上级印发的通报请看原件。"))
            return file_answer("pdf", circular_paper.pdf_of(row), f"circular-{row.uid}", shown=True)
        county = acts_for(self.user, Act.CIRCULAR_DRAFT, row.place)
        other = row.drafted_by_id != self.user.pk
        entries = list(row.entries.select_related("division", "unit"))
        seen = row.receipts.visible_to(self.user).select_related("place", "by")
        return self.page(
            row=row,
            praise=[e for e in entries if e.side == "praise"],
            blame=[e for e in entries if e.side == "blame"],
            receipts=seen,
            named=len({e.division_id for e in entries if e.division_id}),
            reads=verbs.reads_for(self.user, row),
            may_change=county and row.status == "draft",
            may_approve=row.status == "draft"
            and other
            and may(self.user, Act.CIRCULAR_APPROVE, row.place_id),
            may_return=row.status == "approved"
            and may(self.user, Act.CIRCULAR_APPROVE, row.place_id),
            may_issue=county and row.status == "approved",
            may_withdraw=county and row.status == "issued",
        )


class CircularNew(PlainVerb):
    """起草通报; lists of praise and blame begin with the year's findings."""

    audience = ALLOWED[Act.CIRCULAR_DRAFT]
    heading = gettext_lazy("起草通报")
    button = gettext_lazy("存为草稿")
    hint = gettext_lazy("起草后由另一个人审定，再印发。")
    form_class = CircularForm

    def prepare(self) -> None:
        self.campaign = own_county(self, Act.CIRCULAR_DRAFT)

    def form_kwargs(self) -> dict[str, Any]:
        return {"campaign": self.campaign}

    def initial(self) -> dict[str, Any]:
        year, today = self.campaign.year, timezone.localdate()
        county = self.campaign.county.name
        return {
            "level": "county",
            "word": f"{county.removesuffix('县')[:2]}平家督",
            "title": _("关于%(year)d年平安家庭创建督查情况的通报") % {"year": year},
            "since": today.replace(month=1, day=1),
            "until": today,
            "opening": _("近期，对全县平安家庭创建工作进行了督查。现将有关情况通报如下。"),
            "namings": "\n".join(suggested(self)),
            "demands": _("各单位要对照问题逐项整改，整改情况接受复查。"),
        }

    def way(self) -> list[tuple[str, str]]:
        return [(_("通报"), reverse(LIST))]

    def perform(self, data: dict[str, Any]) -> str:
        row = verbs.draft(self.campaign, by=self.user, **data)
        return self.done(_("已存为草稿，等另一个人审定。"), page_of(row))


def page_of(row: Circular) -> str:
    """The page of a circular."""
    return reverse("campaigns:circular_detail", args=[row.uid])


def suggested(page: CircularNew) -> list[str]:
    """Lines for units with problems that stand, and for those that put everything right."""
    rows = Finding.objects.visible_to(page.user).filter(campaign=page.campaign)
    rows = rows.exclude(status__in=["found", "dropped"]).select_related("place__parent", "unit")
    lines: list[str] = []
    good: dict[str, bool] = {}
    for row in rows.order_by("place", "unit", "id")[:100]:
        parent = row.place.parent
        name = row.holder
        if row.unit is None and row.place.level == 5 and parent is not None:
            name = f"{parent.name}{name}"
        if row.status == "closed" and not row.repeats:
            good.setdefault(name, True)
            continue
        good[name] = False
        due = row.due_on.isoformat() if row.due_on else ""
        state = _("复查未整改") if row.repeats else row.get_status_display()
        words = row.words.replace("\n", " ").replace("|", " ")
        lines.append(f"批评|{name}|{words}|{row.ground}|{due}|{row.responsible}|{state}")
    praise = [f"表扬|{name}|整改及时，全部销号" for name, kept in good.items() if kept]
    return [*praise, *lines]


class CircularVerb(PlainVerb):
    """A verb on one circular."""

    moment: ClassVar[str]
    row: Circular
    form_class: ClassVar[type[BaseForm]] = VersionOnlyForm

    def prepare(self) -> None:
        self.row = fetched(self, self.kwargs["uid"])
        self.allowed()
        require_moment(self.row, self.moment, str(self.heading))

    def allowed(self) -> None:
        """403 for whoever may not."""
        require_unit(self.user, Act.CIRCULAR_DRAFT, self.row.place)

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def sub(self) -> str:
        return self.row.title

    def way(self) -> list[tuple[str, str]]:
        return [(_("通报"), reverse(LIST)), (_("这份通报"), page_of(self.row))]


class CircularEdit(CircularVerb):
    """修改草稿."""

    audience, moment = ALLOWED[Act.CIRCULAR_DRAFT], "change"
    heading = gettext_lazy("修改通报")
    button = gettext_lazy("保存")
    form_class = CircularChangeForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"campaign": self.row.campaign}

    def initial(self) -> dict[str, Any]:
        row = self.row
        names = (
            "level", "word", "outer_number", "title", "since", "until", "opening", "demands",
        )  # fmt: skip
        lines = []
        for e in row.entries.select_related("division__parent", "unit"):
            parent = e.division.parent if e.division else None
            deep = e.division is not None and e.division.level == 5 and parent is not None
            name = f"{parent.name}{e.holder}" if deep and parent else e.holder
            due = e.due_on.isoformat() if e.due_on else ""
            cells = (e.get_side_display(), name, e.words, e.ground, due, e.responsible, e.result)
            lines.append("|".join(cells))
        return super().initial() | {
            **{name: getattr(row, name) for name in names},
            "namings": "\n".join(lines),
            "ranking": "\n".join("|".join(cells) for cells in row.ranking),
        }

    def act(self, data: dict[str, Any]) -> str:
        verbs.change(self.row, by=self.user, **data)
        return _("已保存。")


class CircularApprove(CircularVerb):
    """审定."""

    audience, moment = ALLOWED[Act.CIRCULAR_APPROVE], "approve"
    heading = button = gettext_lazy("审定通报")
    hint = gettext_lazy("审定以后不能再改，要改先退回。")

    def allowed(self) -> None:
        require(self.user, Act.CIRCULAR_APPROVE, self.row.place_id)
        if self.row.drafted_by_id == self.user.pk:
            raise Forbidden(_("通报由起草人以外的人审定。"))

    def act(self, data: dict[str, Any]) -> str:
        verbs.approve(self.row, by=self.user, **data)
        return _("已审定，可以印发。")


class CircularReturn(CircularVerb):
    """退回修改."""

    audience, moment = ALLOWED[Act.CIRCULAR_APPROVE], "return"
    heading = button = gettext_lazy("退回修改")
    form_class = WhyForm

    def allowed(self) -> None:
        require(self.user, Act.CIRCULAR_APPROVE, self.row.place_id)

    def act(self, data: dict[str, Any]) -> str:
        verbs.send_back(self.row, by=self.user, **data)
        return _("已退回起草。")


class CircularIssue(CircularVerb):
    """印发."""

    audience, moment = ALLOWED[Act.CIRCULAR_ISSUE], "issue"
    heading = button = gettext_lazy("印发通报")
    hint = gettext_lazy("印发后编号、内容不再变动，点到的单位在本单位页面看到并签收。")
    form_class = IssueForm

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"issued_on": timezone.localdate()}

    def act(self, data: dict[str, Any]) -> str:
        made = verbs.issue(self.row, by=self.user, **data)
        return _("已印发，%(number)s。") % {"number": made.document_number}


class CircularWithdraw(CircularVerb):
    """撤销."""

    audience, moment = ALLOWED[Act.CIRCULAR_ISSUE], "withdraw"
    heading = button = gettext_lazy("撤销通报")
    hint = gettext_lazy("文号和内容保留，注明已撤销；因它而记的通报批评同时解除。")
    form_class = WhyForm
    ends = True

    def act(self, data: dict[str, Any]) -> str:
        verbs.withdraw(self.row, by=self.user, **data)
        return _("已撤销，留有记录。")


class CircularRead(CircularVerb):
    """签收."""

    audience, moment = ALLOWED[Act.CIRCULAR_READ], "acknowledge"
    heading = button = gettext_lazy("签收通报")
    form_class = NothingForm
    unit: Division

    def allowed(self) -> None:
        unit = verbs.reads_for(self.user, self.row)
        if unit is None:
            raise Forbidden(_("这份通报没有要您签收的。"))
        self.unit = unit

    def act(self, data: dict[str, Any]) -> str:
        verbs.acknowledge(self.row, unit=self.unit, by=self.user)
        return _("已签收。")


# The ladder


class LadderList(ListPage):
    """通报、约谈、挂牌督办: each unit its own, the county all."""

    audience = AREA_ROLES
    template_name = "campaigns/ladder/list.html"

    def rows(self) -> models.QuerySet[LadderStep]:
        self.campaign = year_of(self)
        rows = LadderStep.objects.visible_to(self.user).filter(campaign=self.campaign)
        return rows.select_related(
            "place", "unit", "circular", "finding", "before", "made_by", "ended_by"
        ).order_by(models.F("ended_on").desc(nulls_first=True), "-from_on", "-id")

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        campaign = self.campaign
        return {
            "campaign": campaign,
            "may_step": campaign and acts_for(self.user, Act.LADDER_STEP, campaign.county),
        }


class LadderNew(PlainVerb):
    """约谈、挂牌督办."""

    audience = ALLOWED[Act.LADDER_STEP]
    heading = gettext_lazy("登记约谈或挂牌督办")
    button = gettext_lazy("登记")
    hint = gettext_lazy("只对单位，不影响任何家庭的评选和服务。")
    form_class = LadderForm

    def prepare(self) -> None:
        self.campaign = own_county(self, Act.LADDER_STEP)

    def form_kwargs(self) -> dict[str, Any]:
        return {"campaign": self.campaign}

    def initial(self) -> dict[str, Any]:
        county = self.campaign.county.name
        return {
            "client_uuid": uuid.uuid4(),
            "from_on": timezone.localdate(),
            "decided_by": f"{county}平安建设领导小组办公室",
        }

    def way(self) -> list[tuple[str, str]]:
        return [(_("约谈和挂牌"), reverse(LADDER))]

    def act(self, data: dict[str, Any]) -> str:
        holder = data.pop("holder")
        unit = holder if isinstance(holder, MemberUnit) else None
        place = holder if isinstance(holder, Division) else self.campaign.county
        row = ladder.take_step(self.campaign, place=place, unit=unit, by=self.user, **data)
        return _("已登记%(what)s。") % {"what": row.get_kind_display()}


class LadderEnd(PlainVerb):
    """解除."""

    audience = ALLOWED[Act.LADDER_STEP]
    heading = button = gettext_lazy("解除")
    form_class = LadderEndForm

    def prepare(self) -> None:
        rows = LadderStep.objects.select_related("campaign__county", "place", "unit")
        self.step = rows.fetch(self.user, uid=self.kwargs["uid"])
        require_unit(self.user, Act.LADDER_STEP, self.step.campaign.county)
        if self.step.ended_on is not None:
            raise NotTheMoment(_("这一步已经解除。"))

    def initial(self) -> dict[str, Any]:
        return {"version": self.step.version, "ended_on": timezone.localdate()}

    def sub(self) -> str:
        return f"{self.step.holder} {self.step.get_kind_display()}"

    def facts(self) -> list[tuple[str, Any]]:
        return [
            (_("事由"), self.step.ground),
            (_("起"), zh_date(self.step.from_on)),
            (_("解除条件"), self.step.conditions),
        ]

    def way(self) -> list[tuple[str, str]]:
        return [(_("约谈和挂牌"), reverse(LADDER))]

    def act(self, data: dict[str, Any]) -> str:
        ladder.end_step(self.step, by=self.user, **data)
        return _("已解除。")
