"""Pages of appeals (申诉): the list, and one appeal with its steps, its clock and its effect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts
from accounts.acts import Act
from accounts.roles import AREA_ROLES
from accounts.templatetags.words import zh_day
from accounts.views.base import ListPage, Page
from reports import queries
from reports.filters import AppealFilter
from reports.models import Appeal, ScoreSheet
from reports.sheet_rows import rules_of
from reports.transitions import appeal as verbs
from reports.views.appeal_step import WAYS
from reports.workday_sums import workday_sum

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
