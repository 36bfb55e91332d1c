"""Pages of appeals (申诉): the list, filing, one appeal with its clock, the next step, proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import acts
from accounts.acts import ALLOWED, Act
from accounts.roles import AREA_ROLES
from accounts.templatetags.words import zh_date, zh_day
from accounts.views.base import ListPage, Page
from accounts.views.verb import PlainVerb
from reports import queries
from reports.fair_forms import (
    AppealForm,
    DecideForm,
    DecideVetoAppealForm,
    ProofForm,
    RefuseForm,
    ReviewForm,
    TellForm,
    VetoAppealForm,
    WithdrawForm,
)
from reports.filters import AppealFilter
from reports.forms import ConfirmForm
from reports.models import Appeal, ScoreLine, ScoreSheet
from reports.sheet_rows import rules_of
from reports.small_counts import told
from reports.transitions import appeal as verbs
from reports.views.steps import StepPage, Way
from reports.workday_sums import workday_sum

LIST = "reports:appeal_list"
Status = Appeal.Status


class AppealList(ListPage):
    """Appeals inside the reach, open ones first by the day of the reply."""

    audience = AREA_ROLES
    template_name = "reports/appeal/list.html"
    filterset_class = AppealFilter

    def rows(self) -> models.QuerySet[Appeal]:
        return queries.appeals(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        mine = Appeal.objects.visible_to(self.user).open()
        return {
            "late": mine.filter(reply_by__lt=timezone.localdate()).count(),
            "may_file": acts.may_somewhere(self.user, Act.APPEAL_FILE),
            "filtered": any(v for k, v in self.request.GET.items() if k != "page"),
        }


class AppealFile(PlainVerb):
    """提出申诉: ?run=UID&unit=CODE&line=CODE, or ?veto=UID."""

    audience = ALLOWED[Act.APPEAL_FILE]
    heading = gettext_lazy("提出申诉")
    button = gettext_lazy("提出申诉")
    hint = gettext_lazy("提出以后有回执编号和答复期限。申诉不影响本单位的任何得分和评比。")

    def prepare(self) -> None:
        self.veto = self.line = None
        asked = {key: self.request.GET.get(key, "") for key in ("run", "unit", "line", "veto")}
        try:
            if asked["veto"]:
                self.veto = queries.vetoes(self.user).fetch(self.user, uid=UUID(asked["veto"]))
                self.form_class = VetoAppealForm  # type: ignore[misc]
                acts.require(self.user, Act.APPEAL_FILE, self.veto.unit_id)
                return
            run, unit = UUID(asked["run"]), int(asked["unit"])
        except ValueError:
            raise Http404 from None
        lines = ScoreLine.objects.select_related(
            "sheet__run__campaign", "sheet__run__township_rubric", "sheet__run__village_rubric",
            "unit",
        ).defer("sheet__run__frozen")  # fmt: skip
        self.line = lines.fetch(self.user, sheet__run__uid=run, unit_id=unit, code=asked["line"])
        self.form_class = AppealForm  # type: ignore[misc]
        acts.require(self.user, Act.APPEAL_FILE, unit)

    def sub(self) -> str:
        return self.veto.unit.name if self.veto else self.line.unit.name if self.line else ""

    def facts(self) -> list[tuple[str, Any]]:
        if self.line is None:
            assert self.veto is not None
            return [
                (_("事项"), _("一票否决：%(ground)s") % {"ground": self.veto.get_ground_display()}),
                (_("决定"), f"{self.veto.document_number} {zh_date(self.veto.decided_on)}"),
            ]
        run, line = self.line.sheet.run, self.line
        indicator = rules_of(run, line.sheet.level).indicator(line.code)
        facts = [
            (_("指标"), f"{line.code} {indicator.name}"),
            (_("现得分"), f"{line.points}/{line.cap}　{told(line, indicator, self.user).filled}"),
        ]
        window = verbs.window_of(run)
        if window:
            words = {"first": zh_day(window[0]), "last": zh_day(window[1])}
            facts.append((_("申诉期"), _("%(first)s至%(last)s") % words))
        return facts

    def way(self) -> list[tuple[str, str]]:
        if self.veto is not None:
            return [(_("一票否决"), reverse("reports:veto_detail", args=[self.veto.uid]))]
        assert self.line is not None
        run = self.line.sheet.run
        sheet = reverse("reports:sheet", args=[run.uid, self.line.unit_id])
        return [(_("评分表"), f"{sheet}?open={self.line.code}#l{self.line.code}")]

    def perform(self, data: dict[str, Any]) -> str:
        files = data.pop("proof")
        if self.veto is not None:
            made = verbs.file_against_veto(veto=self.veto, files=files, by=self.user, **data)
        else:
            assert self.line is not None
            line = self.line
            made = verbs.file(
                run=line.sheet.run, unit=line.unit, code=line.code, files=files, by=self.user,
                **data,
            )  # fmt: skip
        return self.done(
            _("已提出，回执编号%(number)s，%(day)s前答复。")
            % {"number": made.receipt, "day": zh_day(made.reply_by)},
            reverse("reports:appeal_detail", args=[made.uid]),
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five steps."""

    label: str
    note: str
    state: str


def steps_of(appeal: Appeal) -> list[Step]:
    """提出 → 受理 → 复核 → 决定 → 告知; one that was not received ends at the second, one that was
    withdrawn where it had come to."""
    notes = [
        (_("提出"), zh_day(appeal.filed_on)),
        (_("受理"), zh_day(appeal.received_at)),
        (_("复核"), zh_day(appeal.reviewed_at)),
        (_("决定"), zh_day(appeal.decided_on)),
        (_("告知"), zh_day(appeal.told_on)),
    ]
    done = {"filed": 1, "refused": 2, "accepted": 2, "reviewed": 3, "decided": 4, "told": 5}
    if appeal.status == Status.REFUSED:
        notes = [notes[0], (_("不予受理"), zh_day(appeal.received_at))]
    elif appeal.status == Status.WITHDRAWN:
        notes = [step for step in notes if step[1]] + [(_("撤回"), zh_day(appeal.withdrawn_at))]
    at = done.get(appeal.status, len(notes))
    return [
        Step(label, note if place <= at else "",
             "done" if place <= at else "now" if place == at + 1 else "")
        for place, (label, note) in enumerate(notes, 1)
    ]  # fmt: skip


class AppealDetail(Page):
    """One appeal: steps, what is asked, the clock as a sum, review and decision, the effect."""

    audience = AREA_ROLES
    template_name = "reports/appeal/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        appeal = queries.appeals(self.user).fetch(self.user, uid=uid)
        open_ = _open_steps(self, appeal)
        held_back = open_["decide"] and self.user.pk in verbs.hands_on(appeal)
        return self.page(
            appeal=appeal,
            steps=steps_of(appeal),
            sum=workday_sum(appeal.filed_on, appeal.reply_by),
            indicator=_indicator(self, appeal),
            files=appeal.files.shown_to(self.user).listed(),
            acts=open_ | {"decide": open_["decide"] and not held_back},
            held_back=held_back,
            effect=_effect(self, appeal),
            open=appeal.status in Appeal.OPEN,
        )


def _open_steps(page: Page, appeal: Appeal) -> dict[str, bool]:
    """Each step and whether it is this reader's and the moment for it."""
    return {
        name: appeal.status in Appeal.ALLOWED[name]
        and acts.may(page.user, way.act, verbs.place_of(appeal, way.act))
        for name, way in WAYS.items()
    }


def _indicator(page: Page, appeal: Appeal) -> Any:
    if not appeal.code or appeal.run_id is None:
        return None
    run = queries.runs(page.user).get(pk=appeal.run_id)
    return rules_of(run, appeal.level).indicator(appeal.code)


@dataclass(frozen=True, slots=True)
class Effect:
    """The unit's place before and after."""

    before: ScoreSheet | None
    after: ScoreSheet | None
    published: bool


def _effect(page: Page, appeal: Appeal) -> Effect | None:
    """What the decision changed, told only of the unit itself."""
    run = appeal.revision
    if run is None:
        return None
    found = {
        sheet.run_id: sheet
        for sheet in ScoreSheet.objects.visible_to(page.user).filter(
            run_id__in=[run.pk, run.revises_id or run.pk], unit_id=appeal.unit_id
        )
    }
    published = run.stage in ("published", "corrected")
    before = found.get(run.revises_id) if run.revises_id else None
    return Effect(before, found.get(run.pk), published)


WAYS: dict[str, Way] = {
    "accept": Way(
        Act.APPEAL_RECEIVE, gettext_lazy("受理申诉"), gettext_lazy("受理"), ConfirmForm,
        verbs.accept, gettext_lazy("已受理。"),
    ),
    "refuse": Way(
        Act.APPEAL_RECEIVE, gettext_lazy("不予受理"), gettext_lazy("不予受理"), RefuseForm,
        verbs.refuse, gettext_lazy("已登记不予受理，理由告知单位。"), ends=True,
    ),
    "review": Way(
        Act.APPEAL_REVIEW, gettext_lazy("复核申诉"), gettext_lazy("登记复核意见"), ReviewForm,
        verbs.review, gettext_lazy("已登记复核意见。"),
    ),
    "decide": Way(
        Act.APPEAL_DECIDE, gettext_lazy("决定申诉"), gettext_lazy("登记决定"), DecideForm,
        verbs.decide, gettext_lazy("已登记决定。"),
        gettext_lazy("支持的写成更正分录：公布以前改在复核稿里；公布以后另出更正稿，原结果保留。"),
    ),
    "tell": Way(
        Act.APPEAL_TELL, gettext_lazy("告知结果"), gettext_lazy("登记告知"), TellForm,
        verbs.tell, gettext_lazy("已登记告知，申诉办结。"),
    ),
    "add": Way(
        Act.APPEAL_FILE, gettext_lazy("补交佐证"), gettext_lazy("补交"), ProofForm,
        verbs.add_proof, gettext_lazy("已补交。"),
    ),
    "withdraw": Way(
        Act.APPEAL_WITHDRAW, gettext_lazy("撤回申诉"), gettext_lazy("撤回申诉"), WithdrawForm,
        verbs.withdraw, gettext_lazy("已撤回，得分不变。"),
        gettext_lazy("撤回以后这件申诉就结束，得分不变；申诉期内还可以重新提出。"), ends=True,
    ),
}  # fmt: skip


class AppealStep(StepPage):
    """The next step of an appeal: ?do=accept, refuse, review, decide, tell, add or withdraw."""

    ways = WAYS
    appeal: Appeal

    def prepare(self) -> None:
        self.appeal = queries.appeals(self.user).fetch(self.user, uid=self.kwargs["uid"])
        appeal = self.appeal
        self.begin(appeal, lambda act: verbs.place_of(appeal, act))
        if self.act_name == "decide" and appeal.veto_id:
            self.form_class = DecideVetoAppealForm  # type: ignore[misc]

    def initial(self) -> dict[str, Any]:
        appeal = self.appeal
        return {
            "opinion": appeal.opinion,
            "points": appeal.points_wanted,
            "told_on": timezone.localdate(),
        }

    def sub(self) -> str:
        return f"{self.appeal.unit.name} {self.appeal.receipt}"

    def facts(self) -> list[tuple[str, Any]]:
        appeal = self.appeal
        rows = [(_("事项"), appeal.subject), (_("请求和理由"), appeal.text)]
        if appeal.points_then is not None:
            wanted = appeal.points_wanted
            asked = _("，请求 %(points)s") % {"points": wanted} if wanted is not None else ""
            rows.append((_("得分"), f"{appeal.points_then}{asked}"))
        if appeal.opinion and self.act_name in ("decide", "tell"):
            rows.append((_("复核意见"), appeal.opinion))
        if appeal.decision:
            rows.append((_("决定"), f"{appeal.get_outcome_display()}：{appeal.decision}"))
        return rows

    def way(self) -> list[tuple[str, str]]:
        here = reverse("reports:appeal_detail", args=[self.appeal.uid])
        return [(_("申诉"), reverse(LIST)), (self.appeal.receipt, here)]

    def act(self, data: dict[str, Any]) -> str:
        return self.take(data, appeal=self.appeal)


def may_appeal(page: Page, sheet: ScoreSheet) -> bool:
    """Whether the lines of a sheet may be appealed by this reader today."""
    if not acts.may(page.user, Act.APPEAL_FILE, sheet.unit_id):
        return False
    window = verbs.window_of(sheet.run)
    return bool(window) and window[0] <= timezone.localdate() <= window[1]  # type: ignore[index]
