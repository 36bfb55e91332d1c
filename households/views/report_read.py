"""Pages that read zero reports: one with all its versions, and the list of what was owed."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act, may
from accounts.models import User
from accounts.roles import CASE_ROLES, Role
from accounts.templatetags.words import zh_time
from accounts.views.base import ListPage, Page
from campaigns.models import Division
from households.filters.report import ExpectedFilter
from households.models import CellState, Contradiction, ZeroReport
from households.models.expected import ExpectedReportQuerySet
from households.queries.incident import found_later, questions
from households.queries.report import expected_rows, versions
from households.report_figures import Figures, described
from households.report_work import OWED, form_url

STATE_TAGS: dict[str, str] = {
    CellState.NOT_DUE: "plain",
    CellState.OPEN: "late",
    CellState.MISSING: "lack",
    CellState.NIL: "done",
    CellState.FOUND: "progress",
    CellState.LATE_NIL: "returned",
    CellState.LATE_FOUND: "returned",
    CellState.AMENDED: "plain",
    CellState.UNTRUE: "refused",
    CellState.RETURNED: "returned",
    CellState.EXEMPT: "plain",
}


class ReportDetail(Page):
    """The receipt and the whole story of one report: every version side by side."""

    audience = CASE_ROLES
    template_name = "households/report/detail.html"

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        rows = versions(self.user, ZeroReport.objects.fetch(self.user, uid=uid))
        report = rows[0]
        self.note_reading(rows, place=report.village_id)
        told = [described(Figures.of(row)) for row in rows]
        asked = questions(self.user, report)
        return self.page(
            report=report,
            rows=rows,
            lines=[_line(label, [t[label] for t in told]) for label in told[0]],
            checks=report.check_labels(),
            entries=history(rows, asked),
            questions=asked,
            later=found_later(self.user, report),
            may_amend=may(self.user, Act.REPORT_AMEND, report.village_id),
            may_ask=report.kind == ZeroReport.Kind.NIL
            and report.untrue_at is None
            and not any(q.status in Contradiction.OPEN for q in asked)
            and may(self.user, Act.REPORT_QUESTION, report.village_id),
            may_send_back=report.returned_at is None
            and may(self.user, Act.REPORT_RETURN, report.village_id),
            back=back_url(self.user, report.village_id, report.period.starts.year),
        )


def _line(label: str, values: list[str]) -> dict[str, Any]:
    """One field across versions, newest first; each value told whether the former differs."""
    pairs = zip(values, [*values[1:], values[-1]], strict=True)
    return {"label": label, "cells": [{"text": v, "differs": v != old} for v, old in pairs]}


def history(rows: list[ZeroReport], asked: list[Contradiction]) -> list[dict[str, Any]]:
    """经过, newest first, from the versions and the questions about them."""
    entries = [_filed_entry(row) for row in rows]
    entries += [_back_entry(row) for row in rows if row.returned_at]
    entries += [entry for question in asked for entry in question_entries(question)]
    marked = rows[0]
    told = any(q.status == Contradiction.Status.CONFIRMED for q in asked)
    if marked.untrue_at and marked.untrue_by and not told:
        entries.append(
            {
                "when": marked.untrue_at,
                "at": marked.untrue_at,
                "kind": _("认定失实"),
                "text": marked.untrue_reason,
                "by": marked.untrue_by.name,
                "icon": "alert",
                "tone": "late",
            }
        )
    return sorted(entries, key=lambda entry: entry["at"], reverse=True)


def _back_entry(row: ZeroReport) -> dict[str, Any]:
    return {
        "when": row.returned_at,
        "at": row.returned_at,
        "kind": _("退回"),
        "text": row.returned_reason,
        "by": row.returned_by.name if row.returned_by else "",
        "icon": "alert",
        "tone": "late",
    }


def question_entries(row: Contradiction) -> list[dict[str, Any]]:
    """What was asked, answered and decided."""
    steps = (
        (_("请村里说明"), row.asked_at, row.asked_by, row.grounds or row.told, "change"),
        (_("村里说明"), row.replied_at, row.replied_by, row.reply, ""),
        (
            _("认定失实") if row.status == Contradiction.Status.CONFIRMED else _("核定不失实"),
            row.decided_at,
            row.decided_by,
            row.finding,
            "late" if row.status == Contradiction.Status.CONFIRMED else "",
        ),
    )
    return [
        {
            "when": at,
            "at": at,
            "kind": kind,
            "text": text,
            "by": who.name if who else "",
            "icon": "chat",
            "tone": tone,
        }
        for kind, at, who, text, tone in steps
        if at
    ]


def _filed_entry(row: ZeroReport) -> dict[str, Any]:
    said = (
        _("零报告") if row.kind == ZeroReport.Kind.NIL else _("有情况 %(n)d 件") % {"n": row.found}
    )
    first = row.revision == 1
    return {
        "when": row.received_at,
        "at": row.received_at,
        "kind": (_("迟报") if row.is_late else _("上报")) if first else _("更正"),
        "text": said
        if first
        else _("改为%(said)s：%(why)s") % {"said": said, "why": row.amend_reason},
        "by": _("%(who)s 上报，%(signer)s 签发，%(time)s")
        % {"who": row.filed_by.name, "signer": row.signer, "time": zh_time(row.received_at)},
        "icon": "done" if first else "pen",
        "tone": ("late" if row.is_late else "") if first else "change",
    }


def back_url(user: User, village: int, year: int) -> str:
    """Where a reader of one report came from: the village's own list, or the grid above."""
    if user.roles_today() <= {Role.VILLAGE_MEDIATOR}:
        return reverse("households:report_list")
    return f"{reverse('households:report_grid')}?root={village // 1000 * 1000}&year={year}"


class ReportList(ListPage):
    """What was owed and what became of it: a village's own reports, or the rows a figure of the
    grid counts."""

    audience = CASE_ROLES
    template_name = "households/report/list.html"
    filterset_class = ExpectedFilter

    def rows(self) -> ExpectedReportQuerySet:
        today = timezone.localdate()
        return expected_rows(self.user, timezone.now()).filter(period__starts__lte=today)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        for row in page.object_list:
            row.tag, row.words = STATE_TAGS[row.state], str(CellState(row.state).label)
            row.form_url = form_url(row)
        village = bool(self.user.roles_today() & {Role.VILLAGE_MEDIATOR})
        owes = village and any(row.state in OWED for row in page.object_list)
        own = self.user.roles_today() <= {Role.VILLAGE_MEDIATOR}
        return {"may_file": village, "own": own, "owes": owes, "place": self._place()}

    def _place(self) -> Division | None:
        """The place the list is narrowed to, by name."""
        code = self.request.GET.get("place", "")
        if not (code.isascii() and code.isdigit() and len(code) == 12):
            return None
        return Division.objects.visible_to(self.user).filter(code=code).first()
