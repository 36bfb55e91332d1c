"""Pages of 一票否决: the cases, one case with its steps, noting a hint, taking the next step."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import Act, may, may_somewhere
from accounts.roles import AREA_ROLES
from accounts.templatetags.words import zh_date, zh_day
from accounts.views.base import ListPage, Page
from accounts.views.verb import PlainVerb
from campaigns.models import Campaign, Division, Level
from reports import queries
from reports.fair_forms import DecideVetoForm, LiftForm, StateForm, SuspectForm, VerifyForm
from reports.filters import VetoFilter
from reports.models import ScoreSheet, Veto
from reports.models.veto import OFFICE
from reports.sheet_rows import rules_of
from reports.transitions import veto as verbs
from reports.transitions.appeal import veto_window
from reports.veto_case import next_of, steps_of
from reports.views.review import REVIEWERS
from reports.views.steps import StepPage, Way
from reports.workday_sums import Sum, workday_sum

Status = Veto.Status
LIST = "reports:veto_list"


class VetoList(ListPage):
    """Every case, also those that proved empty, with its trace; a unit sees its own."""

    audience = AREA_ROLES
    template_name = "reports/veto/list.html"
    filterset_class = VetoFilter

    def rows(self) -> models.QuerySet[Veto]:
        return queries.vetoes(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {
            "may_veto": may_somewhere(self.user, Act.SCORE_VETO),
            "office": bool(self.user.roles_today() & OFFICE),
            "filtered": any(v for k, v in self.request.GET.items() if k != "page"),
        }


class VetoDetail(Page):
    """One case by its steps: what was done and what is next; with and without a veto, the group's
    ranking."""

    audience = AREA_ROLES
    template_name = "reports/veto/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        veto = queries.vetoes(self.user).fetch(self.user, uid=uid)
        office = bool(self.user.roles_today() & OFFICE)
        run, sheet, rows = _standing(self, veto.campaign_id, veto.unit_id)
        # A case that came to nothing takes no place from anybody.
        ended = veto.status in (Status.UNFOUNDED, Status.SPARED, Status.LIFTED)
        return self.page(
            veto=veto,
            steps=steps_of(veto, office=office),
            next=next_of(veto),
            run=run,
            sheet=sheet,
            rows=rows if office and not ended else [],
            chosen=None if ended else next((row for row in rows if row.chosen), None),
            sum=_sum(veto),
            files=veto.files.shown_to(self.user).listed(),
            appeals=queries.appeals(self.user).filter(veto=veto),
            acts=_acts(self, veto),
            office=office,
            may_appeal=_may_appeal(self, veto),
        )


def _standing(
    page: Page, campaign: int, unit: int
) -> tuple[Any, ScoreSheet | None, list[queries.Preview]]:
    """The unit's sheet in the result that counts today, and its group with and without a veto."""
    run = queries.newest_run(page.user, campaign)
    if run is None:
        return None, None, []
    sheets = ScoreSheet.objects.visible_to(page.user).select_related("unit")
    sheet = sheets.filter(run=run, unit_id=unit).first()
    if sheet is None:
        return run, None, []
    return run, sheet, queries.preview(page.user, run, rules_of(run, sheet.level), sheet)


def _sum(veto: Veto) -> Sum | None:
    """The arithmetic of the statement period."""
    if veto.told_on is None or veto.statement_until is None:
        return None
    return workday_sum(veto.told_on, veto.statement_until)


def _may_appeal(page: Page, veto: Veto) -> bool:
    until = veto_window(veto)
    return (
        veto.status == Status.DECIDED
        and until is not None
        and timezone.localdate() <= until
        and may(page.user, Act.APPEAL_FILE, veto.unit_id)
        and not veto.appeals.exclude(status__in=["refused", "withdrawn"]).exists()
    )


def _acts(page: Page, veto: Veto) -> dict[str, bool]:
    """Which steps this reader may take now."""
    office = may(page.user, Act.SCORE_VETO, veto.campaign.county_id)
    heard = veto.heard_out(timezone.localdate())
    hearing = veto.status == Status.HEARING
    return {
        "verify": office and veto.status == Status.SUSPECTED,
        "state": hearing and may(page.user, Act.VETO_STATE, veto.unit_id)
        and (office or not heard),
        "decide": office and hearing and heard and page.user.pk != veto.verified_by_id,
        "lift": office and veto.status == Status.DECIDED,
    }  # fmt: skip


class VetoRecord(PlainVerb):
    """登记线索; ?unit=CODE&year=YEAR."""

    audience = REVIEWERS
    heading = gettext_lazy("登记否决线索")
    button = gettext_lazy("登记线索")
    hint = gettext_lazy(
        "登记后这个单位的评先评优暂停，别处只写“暂缓”，看不出原因；查无实据的，到此为止。"
    )
    form_class = SuspectForm
    campaign: Campaign

    def prepare(self) -> None:
        posting = self.user.main_posting
        code = posting.division.code if posting else 0
        campaigns = Campaign.objects.for_place(code).select_related("county").order_by("-year")
        asked = self.request.GET.get("year", "")
        if asked.isascii() and asked.isdigit() and len(asked) == 4:
            campaigns = campaigns.filter(year=int(asked))
        found = campaigns.first()
        if found is None:
            raise Http404
        self.campaign = found

    def form_kwargs(self) -> dict[str, Any]:
        places = Division.objects.within(self.campaign.county).current()
        levels = [Level.TOWNSHIP]
        asked = self.request.GET.get("unit", "")
        if asked.isascii() and asked.isdigit() and len(asked) == 12:
            places = places.filter(code=int(asked))
            levels.append(Level.VILLAGE)
        places = places.filter(level__in=levels)
        return {"units": list(places.order_by("code").values_list("code", "name"))}

    def initial(self) -> dict[str, Any]:
        return {"unit": self.request.GET.get("unit", "")}

    def way(self) -> list[tuple[str, str]]:
        return [(_("一票否决"), reverse(LIST))]

    def sub(self) -> str:
        return _("%(year)d年度") % {"year": self.campaign.year}

    def perform(self, data: dict[str, Any]) -> str:
        unit = Division.objects.fetch(self.user, code=data.pop("unit"))
        veto = verbs.suspect(campaign=self.campaign, unit=unit, by=self.user, **data)
        url = reverse("reports:veto_detail", args=[veto.uid])
        return self.done(
            _("已登记，案号%(number)s，%(day)s前核实。")
            % {"number": veto.case_number, "day": zh_day(veto.verify_by)},
            url,
        )


WAYS: dict[str, Way] = {
    "verify": Way(
        Act.SCORE_VETO, gettext_lazy("核实线索"), gettext_lazy("登记核实结果"), VerifyForm,
        verbs.verify, gettext_lazy("已登记核实结果。"),
        gettext_lazy("查实的，从告知次日起听取陈述，期满由另一人登记决定。"),
    ),
    "state": Way(
        Act.VETO_STATE, gettext_lazy("提交陈述"), gettext_lazy("提交陈述意见"), StateForm,
        verbs.state, gettext_lazy("已提交陈述意见。"),
        gettext_lazy("陈述期内可以补充，以最后一次为准，前面的留在经过里。"),
    ),
    "decide": Way(
        Act.SCORE_VETO, gettext_lazy("登记决定"), gettext_lazy("登记决定"), DecideVetoForm,
        verbs.decide, gettext_lazy("已登记决定。"),
        gettext_lazy("得分照常公布。否决的列最后，不定名次和等次，一年内不得评先评优。"), ends=True,
    ),
    "lift": Way(
        Act.SCORE_VETO, gettext_lazy("解除否决"), gettext_lazy("解除一票否决"), LiftForm,
        verbs.lift, gettext_lazy("已解除，经过保留。"),
        gettext_lazy("原决定、理由和经过都保留。"),
    ),
}  # fmt: skip


class VetoStep(StepPage):
    """The next step of a case: ?do=verify, state, decide or lift."""

    ways = WAYS
    veto: Veto

    def prepare(self) -> None:
        self.veto = queries.vetoes(self.user).fetch(self.user, uid=self.kwargs["uid"])
        veto = self.veto
        self.begin(veto, lambda act: verbs.place_of(veto, act))

    def initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        body = _("%(county)s平安家庭创建工作领导小组") % {"county": self.veto.campaign.county.name}
        first: dict[str, dict[str, Any]] = {
            "verify": {"told_on": today},
            "state": {"statement": self.veto.statement},
            "decide": {"decided_on": today, "decided_body": body},
            "lift": {"lifted_on": today},
        }
        return first[self.act_name]

    def sub(self) -> str:
        return f"{self.veto.unit.name} {self.veto.case_number}"

    def way(self) -> list[tuple[str, str]]:
        here = reverse("reports:veto_detail", args=[self.veto.uid])
        return [(_("一票否决"), reverse(LIST)), (self.veto.unit.name, here)]

    def facts(self) -> list[tuple[str, Any]]:
        veto, rows = self.veto, [(_("情形"), self.veto.get_ground_display())]
        if self.act_name == "verify":
            return [*rows, (_("线索"), f"{veto.source}：{veto.clue}")]
        rows.append((_("核实情况"), veto.finding))
        if veto.statement_until:
            rows.append((_("陈述期至"), zh_date(veto.statement_until)))
        if self.act_name in ("decide", "lift"):
            rows.append((_("陈述意见"), veto.statement or _("期内没有提交")))
        return rows

    def act(self, data: dict[str, Any]) -> str:
        return self.take(data, veto=self.veto)
