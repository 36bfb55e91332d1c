"""Pages of the 任务分解表: the table, one task, its verbs."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.exports.listing import Field
from accounts.exports.sheet import Cell, Paper
from accounts.moments import require_moment
from accounts.roles import AREA_ROLES, CASE_ROLES
from accounts.templatetags.words import zh_date
from accounts.transitions.export import Wanted
from accounts.views.base import ListPage, Page
from accounts.views.export import ListExport
from accounts.views.verb import PlainVerb
from campaigns.forms import NothingForm
from campaigns.models import Campaign, KeptFile, Task, TaskCard, TaskReport
from campaigns.queries import task as queries
from campaigns.queries.campaign import campaign_at
from campaigns.task_filters import TaskFilter
from campaigns.task_forms import TaskChangeForm, TaskEndForm, TaskForm, value_of
from campaigns.transitions import task as verbs
from campaigns.transitions import task_card as cards
from campaigns.transitions.task_report import units_for
from campaigns.transitions.unit import acts_for, require_unit
from campaigns.views.asked import asked_year

LIST = "campaigns:task_list"


def year_of(page: Page) -> Campaign | None:
    """The campaign of ?year= (default this year's) where the reader works."""
    posting = page.user.main_posting
    if posting is None:
        raise Http404
    year = asked_year(page.request)
    campaign = campaign_at(posting.division.code, year)
    if campaign is None and year is not None:
        raise Http404
    return campaign


def own_county(page: Page, act: Act) -> Campaign:
    """The campaign, for whoever acts for its county; 404 before one was opened."""
    campaign = year_of(page)
    if campaign is None:
        raise Http404
    require_unit(page.user, act, campaign.county)
    return campaign


class TaskList(ListPage):
    """任务分解表 of the year."""

    audience = AREA_ROLES
    template_name = "campaigns/task/list.html"
    filterset_class = TaskFilter

    def rows(self) -> models.QuerySet[Task]:
        self.campaign = year_of(self)
        return queries.listed(self.user, self.campaign)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        campaign = self.campaign
        return {
            "campaign": campaign,
            "counts": queries.counts(self.user, campaign),
            "filtered": any(v for k, v in self.request.GET.items() if k not in {"page", "year"}),
            "may_write": campaign and acts_for(self.user, Act.TASK_WRITE, campaign.county),
            "may_export": bool(self.user.roles_today() & CASE_ROLES),
        }


# The columns of domain J2, exactly; 序号 is put in by TaskExport.
FIELDS = (
    Field(gettext_lazy("重点任务"), lambda t, m: t.title, width=24),
    Field(gettext_lazy("具体措施"), lambda t, m: t.measures, width=40),
    Field(gettext_lazy("牵头单位"), lambda t, m: t.lead, width=14),
    Field(gettext_lazy("配合单位"), lambda t, m: queries.assist_names(t), width=18),
    Field(gettext_lazy("完成时限"), lambda t, m: zh_date(t.due_on), width=14),
    Field(gettext_lazy("责任人"), lambda t, m: t.responsible, width=10),
    Field(gettext_lazy("进展"), lambda t, m: queries.progress_words(t), width=36),
)


class TaskExport(ListExport):
    """The usual Excel table; it can be sent back as it is (campaigns.task_sheet)."""

    figures = True
    listing, list_url = TaskList, LIST
    fields, title, kind = FIELDS, gettext_lazy("任务分解表"), "tasks"
    measure = gettext_lazy("项")

    def wanted(self, *, masked: bool) -> Wanted:
        made = super().wanted(masked=masked)
        numbers = dict(Task.objects.filter(pk__in=made.keys).values_list("pk", "number"))
        assert isinstance(made.paper, Paper)
        for row, key in zip(made.paper.tables[0].rows, made.keys, strict=True):
            row[0] = Cell(numbers[key])
        return made


def fetched(page: Page, uid: UUID) -> Task:
    """A task she may read, with what its pages show."""
    rows = Task.objects.select_related("campaign__county", "lead_unit", "lead_place", "place")
    return rows.shown_to(page.user).fetch(page.user, uid=uid)


class TaskDetail(Page):
    """One task: what it asks, how far it is, its cards, links and former values."""

    audience = AREA_ROLES
    template_name = "campaigns/task/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        task = fetched(self, uid)
        reports = TaskReport.objects.visible_to(self.user).filter(task=task)
        listed = KeptFile.objects.kept().listed()
        shown = reports.select_related("unit", "place").prefetch_related(
            models.Prefetch("files", listed)
        )
        county = acts_for(self.user, Act.TASK_WRITE, task.campaign.county)
        running = task.status == Task.Status.PUBLISHED
        found = TaskCard.objects.visible_to(self.user).filter(task=task)
        rows = list(found.select_related("unit", "place", "issued_by", "answered_by", "lifted_by"))
        return self.page(
            task=task,
            assists=task.assists.select_related("unit", "township"),
            reports=shown,
            latest=shown.first(),
            cards=[(c, cards.answers(self.user, c) and c.status == "issued") for c in rows],
            has_card=any(c.status != TaskCard.Status.LIFTED for c in rows),
            links=task.links.select_related("unit") if county else [],
            changes=task.changes.select_related("by"),
            may_write=county,
            may_report=running and bool(units_for(self.user, task)),
            running=running,
        )


class TaskNew(PlainVerb):
    """新增任务."""

    audience = ALLOWED[Act.TASK_WRITE]
    heading = gettext_lazy("新增任务")
    button = gettext_lazy("存为草稿")
    hint = gettext_lazy("先存为草稿，全部写好后在任务分解表上一次下达。")
    form_class = TaskForm

    def prepare(self) -> None:
        self.campaign = own_county(self, Act.TASK_WRITE)

    def form_kwargs(self) -> dict[str, Any]:
        return {"campaign": self.campaign}

    def way(self) -> list[tuple[str, str]]:
        return [(_("任务分解表"), reverse(LIST))]

    def perform(self, data: dict[str, Any]) -> str:
        plan = verbs.Plan(**data)
        task = verbs.write_task(self.campaign, plan=plan, by=self.user)
        return self.done(_("已存为草稿，序号 %(n)d。") % {"n": task.number})


class TaskPublish(PlainVerb):
    """下达: every draft of the year."""

    audience = ALLOWED[Act.TASK_WRITE]
    heading = gettext_lazy("下达任务")
    button = gettext_lazy("下达")
    hint = gettext_lazy("下达后牵头、配合单位都能看到；再调整的，要写原因，原来的内容会保留。")
    form_class = NothingForm

    def prepare(self) -> None:
        self.campaign = own_county(self, Act.TASK_WRITE)

    def facts(self) -> list[tuple[str, Any]]:
        drafts = queries.counts(self.user, self.campaign)["drafts"]
        return [(_("年度"), f"{self.campaign.year}"), (_("草稿"), _("%(n)d 项") % {"n": drafts})]

    def way(self) -> list[tuple[str, str]]:
        return [(_("任务分解表"), reverse(LIST))]

    def act(self, data: dict[str, Any]) -> str:
        made = verbs.publish_tasks(self.campaign, by=self.user)
        return _("已下达 %(n)d 项任务。") % {"n": made}


class TaskVerb(PlainVerb):
    """A verb of the county on one task."""

    needs: ClassVar[Act] = Act.TASK_WRITE
    moment: ClassVar[str]
    task: Task

    def prepare(self) -> None:
        self.task = fetched(self, self.kwargs["uid"])
        self.allowed()
        require_moment(self.task, self.moment, str(self.heading))

    def allowed(self) -> None:
        """403 for whoever may not."""
        require_unit(self.user, self.needs, self.task.campaign.county)

    def initial(self) -> dict[str, Any]:
        return {"version": self.task.version}

    def sub(self) -> str:
        return str(self.task)

    def way(self) -> list[tuple[str, str]]:
        here = reverse("campaigns:task_detail", args=[self.task.uid])
        return [
            (_("任务分解表"), reverse(LIST)),
            (_("第%(n)d项") % {"n": self.task.number}, here),
        ]


class TaskEdit(TaskVerb):
    """修改、调整."""

    audience = ALLOWED[Act.TASK_WRITE]
    moment = "change"
    heading = gettext_lazy("调整任务")
    button = gettext_lazy("保存")
    form_class = TaskChangeForm
    chooses = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"campaign": self.task.campaign}

    def initial(self) -> dict[str, Any]:
        task = self.task
        lead = task.lead_unit or task.lead_place
        assert lead is not None
        values = {name: getattr(task, name) for name in verbs.PLAIN}
        parts = [a.unit or a.township for a in task.assists.select_related("unit", "township")]
        return super().initial() | {
            **values,
            "lead": value_of(lead),
            "assists": [value_of(part) for part in parts if part is not None],
        }

    def act(self, data: dict[str, Any]) -> str:
        reason, version = data.pop("reason"), data.pop("version")
        plan = verbs.Plan(**data)
        verbs.change_task(self.task, plan=plan, reason=reason, version=version, by=self.user)
        return _("已保存。")


class TaskEnd(TaskVerb):
    """办结、取消."""

    audience, needs, moment = ALLOWED[Act.TASK_END], Act.TASK_END, "cancel"
    heading = gettext_lazy("办结或取消任务")
    button = gettext_lazy("确定")
    hint = gettext_lazy("结束以后不再填报，开着的回报链接失效。")
    form_class = TaskEndForm
    ends = True

    def facts(self) -> list[tuple[str, Any]]:
        latest = TaskReport.objects.visible_to(self.user).filter(task=self.task).first()
        words = f"{latest.percent}%：{latest.words}" if latest else _("还没有填报")
        return [(_("最近进展"), words), (_("完成时限"), zh_date(self.task.due_on))]

    def act(self, data: dict[str, Any]) -> str:
        done = data["done"] == "yes"
        verbs.end_task(
            self.task, done=done, words=data["words"], version=data["version"], by=self.user
        )
        return _("已办结。") if done else _("已取消，记录保留。")
