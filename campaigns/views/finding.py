"""Pages of problems and their rectification."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.exports.listing import Field
from accounts.moments import require_moment
from accounts.refusals import Forbidden, Refusal
from accounts.roles import AREA_ROLES, CASE_ROLES
from accounts.templatetags.words import zh_date
from accounts.views.base import ListPage, Page
from accounts.views.download import file_answer
from accounts.views.export import ListExport
from accounts.views.verb import PlainVerb
from campaigns.inspection_forms import (
    FindingForm,
    OrderForm,
    RecheckForm,
    RectifyForm,
    ScaleForm,
)
from campaigns.models import (
    DeductionScale,
    Division,
    Finding,
    InspectionTarget,
    KeptFile,
    MemberUnit,
    RectificationOrder,
)
from campaigns.papers import official
from campaigns.task_filters import FindingFilter
from campaigns.task_forms import WhyForm
from campaigns.transitions import finding as verbs
from campaigns.transitions import rectification as rounds
from campaigns.transitions.rectification import Done
from campaigns.transitions.unit import acts_for, require_unit
from campaigns.views.task import own_county, year_of

LIST = "campaigns:finding_list"
JOINED = ("campaign__county", "place", "unit", "order", "found_by")


class FindingList(ListPage):
    """督查问题: every level its own; unfinished ones of last year too."""

    audience = AREA_ROLES
    template_name = "campaigns/finding/list.html"
    filterset_class = FindingFilter

    def rows(self) -> models.QuerySet[Finding]:
        self.campaign = year_of(self)
        rows = Finding.objects.shown_to(self.user)
        if self.campaign is None:
            return rows.none()
        carried = models.Q(status__in=["found", "ordered", "rectified"])
        mine = rows.filter(
            models.Q(campaign=self.campaign)
            | (carried & models.Q(campaign__year__lt=self.campaign.year))
        )
        return mine.select_related("place__parent", "unit", "campaign", "order").order_by(
            models.Case(models.When(carried, then=0), default=1), "due_on", "-found_on", "-id"
        )

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        campaign = self.campaign
        county = campaign is not None and acts_for(self.user, Act.FINDING_RECORD, campaign.county)
        own = Finding.objects.visible_to(self.user).filter(campaign=campaign)
        return {
            "campaign": campaign,
            "may_record": county,
            "waiting": own.filter(status="found").count() if county else 0,
            "late": own.overdue().count(),
            "filtered": any(v for k, v in self.request.GET.items() if k not in {"page", "year"}),
            "may_export": bool(self.user.roles_today() & CASE_ROLES),
        }


FIELDS = (
    Field(gettext_lazy("单位"), lambda f, m: f.holder, width=16),
    Field(gettext_lazy("发现问题"), lambda f, m: f.words, width=36),
    Field(gettext_lazy("依据"), lambda f, m: f.ground, width=18),
    Field(gettext_lazy("整改时限"), lambda f, m: zh_date(f.due_on) if f.due_on else "", width=14),
    Field(gettext_lazy("责任人"), lambda f, m: f.responsible, width=10),
    Field(gettext_lazy("复查结果"), lambda f, m: f.get_status_display(), width=12),
)


class FindingExport(ListExport):
    """The columns of domain J2."""

    figures = True
    listing, list_url = FindingList, LIST
    fields, title, kind = FIELDS, gettext_lazy("督查问题整改清单"), "findings"
    measure = gettext_lazy("个")


def fetched(page: Page, uid: UUID) -> Finding:
    """A problem she may read; before the county has decided only the county's offices do."""
    return Finding.objects.shown_to(page.user).select_related(*JOINED).fetch(page.user, uid=uid)


class FindingDetail(Page):
    """One problem with its rounds, photos in pairs, and what it cost."""

    audience = AREA_ROLES
    template_name = "campaigns/finding/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        row = fetched(self, uid)
        files = models.Prefetch("files", KeptFile.objects.kept().listed())
        found = row.rounds.select_related("done_by", "rechecked_by").prefetch_related(files)
        shown = [
            (r, [f for f in r.files.all() if f.title == rounds.BEFORE],
             [f for f in r.files.all() if f.title != rounds.BEFORE])
            for r in found
        ]  # fmt: skip
        county = acts_for(self.user, Act.FINDING_RECORD, row.campaign.county)
        return self.page(
            row=row,
            rounds=shown,
            photos=row.files.kept().listed(),
            deductions=row.deductions.filter(is_live=True).select_related("scale"),
            may_rectify=row.status == "ordered" and rounds.rectifies(self.user, row),
            may_recheck=(row.status == "rectified" or row.is_late) and rechecks(self, row),
            may_drop=county and row.status in ("found", "ordered"),
            may_order=county and row.status == "found",
        )


def rechecks(page: Page, row: Finding) -> bool:
    """Whether she may look again."""
    try:
        rounds.require_rechecker(page.user, row)
    except Refusal:
        return False
    return True


class FindingNew(PlainVerb):
    """登记问题; ?target=UID with what its checklist says."""

    audience = ALLOWED[Act.FINDING_RECORD]
    heading = button = gettext_lazy("登记问题")
    hint = gettext_lazy("登记后勾选下达整改通知书，单位才看得到。")
    form_class = FindingForm
    target: InspectionTarget | None = None

    def prepare(self) -> None:
        self.campaign = own_county(self, Act.FINDING_RECORD)
        asked = self.request.GET.get("target", "")
        if asked:
            try:
                uid = UUID(asked)
            except ValueError:
                raise Http404 from None
            rows = InspectionTarget.objects.select_related("village")
            self.target = rows.fetch(self.user, uid=uid)

    def form_kwargs(self) -> dict[str, Any]:
        return {"campaign": self.campaign}

    def initial(self) -> dict[str, Any]:
        first = {"client_uuid": uuid.uuid4(), "found_on": timezone.localdate()}
        target = self.target
        if target is None:
            return first
        no = [i for i in target.answered if i.get("answer") == "no"]
        item = next((i for i in no if i["code"] == self.request.GET.get("item")), None) or (
            no[0] if no else None
        )
        return first | {
            "holder": f"d{target.village_id}",
            "words": f"{item['words']}：{item['words_said']}" if item else "",
            "ground": item["ground"] if item else "",
            "found_on": target.visited_on,
            "origin": target.title,
        }

    def way(self) -> list[tuple[str, str]]:
        return [(_("督查问题"), reverse(LIST))]

    def perform(self, data: dict[str, Any]) -> str:
        holder = data.pop("holder")
        unit = holder if isinstance(holder, MemberUnit) else None
        place = holder if isinstance(holder, Division) else self.campaign.county
        row = verbs.record_finding(
            self.campaign, place=place, unit=unit, target=self.target, by=self.user, **data
        )
        url = reverse("campaigns:finding_detail", args=[row.uid])
        return self.done(_("已登记，可以下达整改。"), url)


class FindingOrder(PlainVerb):
    """下达整改通知书."""

    audience = ALLOWED[Act.FINDING_ORDER]
    heading = gettext_lazy("下达整改通知书")
    button = gettext_lazy("下达")
    form_class = OrderForm

    def prepare(self) -> None:
        self.campaign = own_county(self, Act.FINDING_ORDER)
        rows = Finding.objects.visible_to(self.user).filter(campaign=self.campaign, status="found")
        self.waiting = list(rows.select_related("place", "unit").order_by("place", "unit", "id"))

    def form_kwargs(self) -> dict[str, Any]:
        return {"waiting": self.waiting}

    def initial(self) -> dict[str, Any]:
        return {"findings": [self.request.GET.get("finding", "")]}

    def way(self) -> list[tuple[str, str]]:
        return [(_("督查问题"), reverse(LIST))]

    def act(self, data: dict[str, Any]) -> str:
        chosen = [f for f in self.waiting if str(f.uid) in data["findings"]]
        made = verbs.order(
            self.campaign,
            findings=chosen,
            asked=data["asked"],
            due_on=data["due_on"],
            by=self.user,
        )
        return _("已下达%(number)s，%(n)d 个问题。") % {"number": made.title, "n": len(chosen)}


class OrderPdf(Page):
    """整改通知书 as PDF."""

    audience = AREA_ROLES

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        rows = RectificationOrder.objects.select_related("campaign__county", "place", "unit")
        row = rows.fetch(self.user, uid=uid)
        return file_answer("pdf", official.order_pdf(row), f"order-{row.uid}", shown=True)


class FindingVerb(PlainVerb):
    """A verb on one problem."""

    moment: ClassVar[str]
    row: Finding

    def prepare(self) -> None:
        self.row = fetched(self, self.kwargs["uid"])
        self.allowed()
        require_moment(self.row, self.moment, str(self.heading))

    def allowed(self) -> None:
        """403 for whoever may not."""
        raise NotImplementedError

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def sub(self) -> str:
        return self.row.holder

    def facts(self) -> list[tuple[str, Any]]:
        rows: list[tuple[str, Any]] = [(_("问题"), self.row.words), (_("依据"), self.row.ground)]
        return [*rows, (_("整改时限"), zh_date(self.row.due_on))] if self.row.due_on else rows

    def way(self) -> list[tuple[str, str]]:
        here = reverse("campaigns:finding_detail", args=[self.row.uid])
        return [(_("督查问题"), reverse(LIST)), (_("这个问题"), here)]


class FindingDrop(FindingVerb):
    """问题不成立."""

    audience, moment = ALLOWED[Act.FINDING_RECORD], "drop"
    heading = button = gettext_lazy("问题不成立")
    hint = gettext_lazy("问题撤销，已记的扣分不再计入，理由保留。")
    form_class = WhyForm
    ends = True

    def allowed(self) -> None:
        require_unit(self.user, Act.FINDING_RECORD, self.row.campaign.county)

    def act(self, data: dict[str, Any]) -> str:
        verbs.drop_finding(self.row, by=self.user, **data)
        return _("已撤销这个问题。")


class FindingRectify(FindingVerb):
    """报整改."""

    audience, moment = ALLOWED[Act.FINDING_RECTIFY], "rectify"
    heading = button = gettext_lazy("报整改情况")
    form_class = RectifyForm

    def allowed(self) -> None:
        if not rounds.rectifies(self.user, self.row):
            raise Forbidden(_("由%(unit)s报整改。") % {"unit": self.row.holder})

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"done_on": timezone.localdate()}

    def act(self, data: dict[str, Any]) -> str:
        done = Done(data["words"], data["done_on"], data["before"], data["after"])
        rounds.rectify(self.row, done=done, version=data["version"], by=self.user)
        return _("已报整改，等别人复查。")


class FindingRecheck(FindingVerb):
    """复查."""

    audience, moment = ALLOWED[Act.FINDING_RECHECK], "recheck"
    heading = gettext_lazy("复查整改")
    button = gettext_lazy("记下复查结果")
    form_class = RecheckForm

    def allowed(self) -> None:
        rounds.require_rechecker(self.user, self.row)

    def facts(self) -> list[tuple[str, Any]]:
        last = self.row.rounds.last()
        words = last.words if last and last.passed is None else _("没有报整改")
        return [*super().facts(), (_("整改情况"), words)]

    def act(self, data: dict[str, Any]) -> str:
        passed = data["passed"] == "yes"
        rounds.recheck(
            self.row,
            passed=passed,
            words=data["words"],
            next_due=data["next_due"],
            version=data["version"],
            by=self.user,
        )
        return _("已销号。") if passed else _("已记未整改，按标准扣分。")


class ScaleSet(PlainVerb):
    """督查扣分标准: what holds, and a new version."""

    audience = ALLOWED[Act.DEDUCTION_SET]
    heading = gettext_lazy("督查扣分标准")
    button = gettext_lazy("存为新的一版")
    hint = gettext_lazy("已经记下的扣分不改。预置：复查未整改0.5分，再次未整改1分。")
    form_class = ScaleForm

    def prepare(self) -> None:
        self.campaign = own_county(self, Act.DEDUCTION_SET)

    def initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        rows = DeductionScale.objects.visible_to(self.user).filter(county=self.campaign.county)
        now = rows.filter(starts__lte=today).first()
        names = ("found", "unrectified", "again")
        held = {n: getattr(now, n) for n in names} if now else dict(verbs.SHIPPED)
        return held | {"starts": today}

    def facts(self) -> list[tuple[str, Any]]:
        rows = DeductionScale.objects.visible_to(self.user).filter(county=self.campaign.county)
        return [
            (
                _("第%(n)d版") % {"n": row.number},
                _("%(day)s起：发现 %(a)s，未整改 %(b)s，再次 %(c)s。%(why)s")
                % {
                    "day": zh_date(row.starts),
                    "a": row.found,
                    "b": row.unrectified,
                    "c": row.again,
                    "why": row.reason,
                },
            )
            for row in rows
        ]

    def way(self) -> list[tuple[str, str]]:
        return [(_("督查问题"), reverse(LIST))]

    def act(self, data: dict[str, Any]) -> str:
        row = verbs.set_scale(self.campaign.county, by=self.user, **data)
        return _("已存为第%(n)d版。") % {"n": row.number}
