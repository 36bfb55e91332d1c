"""Pages of marks: 自评 of a unit, what departments owe and give, where columns differ."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.refusals import Invalid
from accounts.roles import AREA_ROLES, Role
from accounts.views.base import Page, VerbPage
from accounts.views.download import file_answer
from accounts.views.public import PublicLink
from campaigns.models import Division, Level
from reports import department_slip, queries, scorers
from reports.mark_forms import Asked, DepartmentForm, MarkForm
from reports.models import (
    DepartmentLink,
    LineMark,
    MarkSheet,
    Proof,
    ScoreClocks,
    ScoreLine,
    ScoringRun,
)
from reports.models.mark import Column
from reports.sheet_rows import rules_of
from reports.transitions import department as links
from reports.transitions.mark import mark_department, mark_self, take_back
from reports.views.sheet import SheetPage

UNITS = frozenset({Role.TOWNSHIP_FEDERATION, Role.VILLAGE_MEDIATOR})
REVIEWERS = frozenset({Role.GOVERNANCE_REVIEWER})
OFFICES = REVIEWERS | {Role.COUNTY_FEDERATION}
LEVELS = (Level.TOWNSHIP, Level.VILLAGE)


def level_asked(request: HttpRequest) -> Level:
    """The level a page is asked for; 404 for one that is not scored."""
    asked = request.GET.get("level", "4")
    if asked not in ("4", "5"):
        raise Http404
    return Level(int(asked))


class Marking(VerbPage):
    """A form of marks; `asked` are its cells. Errors of a cell stand at its points."""

    form_class = MarkForm
    run: ScoringRun

    def moved(self, refusal: Invalid) -> Invalid:
        """The verb's errors at the fields of the form."""
        return Invalid({MarkForm.place_of(n): words for n, words in refusal.errors.items()})


class SelfSheet(Marking, SheetPage):
    """自评: every line of a unit, the computed figure beside (look 3, 8)."""

    audience = UNITS
    template_name = "reports/mark/self.html"

    def prepare(self) -> None:
        self.run, self.sheet, self.rules = self.found(self.kwargs["uid"], self.kwargs["code"])
        rows = LineMark.objects.shown_to(self.user).standing()
        rows = rows.filter(
            campaign=self.run.campaign_id, unit=self.sheet.unit_id, column=Column.SELF
        )
        self.known = {mark.code: mark for mark in rows.order_by("at", "id")}
        self.files = (
            Proof.objects.shown_to(self.user)
            .listed()
            .filter(
                sheet__campaign=self.run.campaign_id, unit=self.sheet.unit_id, sheet__column="self"
            )
        )

    def form_kwargs(self) -> dict[str, Any]:
        lines = {line.code: line for line in self.sheet.lines.all()}
        known = self.known
        return {
            "proof": False,
            "asked": [
                Asked(
                    lines[one.code],
                    one,
                    "",
                    known[one.code].points if one.code in known else None,
                    known[one.code].reason if one.code in known else "",
                )
                for one in self.rules.indicators
            ],
        }

    def initial(self) -> dict[str, Any]:
        return {"signer": self.user.name}

    def context(self) -> dict[str, Any]:
        days = ScoreClocks.objects.mark_days(self.run.campaign_id, self.run.campaign.year)
        day = days.until(Column.SELF, self.sheet.level)
        return {
            "run": self.run,
            "sheet": self.sheet,
            "rules": self.rules,
            "titles": {one.indicators[0].code: one.title for one in self.rules.categories},
            "given": len(self.known),
            "due": day,
            "late": timezone.localdate() > day,
            "opens": days.opens,
            "is_open": self.run.stage == ScoringRun.Stage.DRAFT,
            "files": self.files,
        }

    def perform(self, data: dict[str, Any]) -> str:
        try:
            made = mark_self(
                run=self.run,
                unit=self.sheet.unit,
                given=data["given"],
                signer=data["signer"],
                files=data["proof"],
                by=self.user,
            )
        except Invalid as refusal:
            raise self.moved(refusal) from None
        words = _("自评已交，%(n)d 项有新的分数。") % {"n": made.marks.count()} if made else ""
        messages.success(self.request, words or _("没有改动，原来的自评仍有效。"))
        return reverse("reports:sheet", args=[self.run.uid, self.sheet.unit_id])


class Differences(Page):
    """Where the columns differ, widest first, for the governance office."""

    audience = REVIEWERS
    template_name = "reports/mark/differences.html"
    MOST: ClassVar[int] = 100

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        run = queries.runs(self.user).fetch(self.user, uid=uid)
        level = level_asked(request)
        rules = rules_of(run, level)
        rows = scorers.differences(self.user, run, level, rules)
        code = request.GET.get("line", "")
        shown = [row for row in rows if not code or row.indicator.code == code]
        lines: dict[str, list[Any]] = {}
        for row in rows:
            lines.setdefault(row.indicator.code, [row.indicator, 0])[1] += 1
        return self.page(
            run=run,
            level=level,
            rows=shown[: self.MOST],
            total=len(shown),
            lines=[lines[one.code] for one in rules.indicators if one.code in lines],
            line=code,
            most=self.MOST,
        )


class Departments(VerbPage):
    """评分部门: what each owes and has given, its link, what came in on paper."""

    audience = OFFICES
    template_name = "reports/mark/departments.html"
    form_class = DepartmentForm
    run: ScoringRun

    def prepare(self) -> None:
        self.run = queries.runs(self.user).fetch(self.user, uid=self.kwargs["uid"])

    def context(self) -> dict[str, Any]:
        run = self.run
        newest: dict[str, DepartmentLink] = {}
        rows = DepartmentLink.objects.visible_to(self.user).filter(campaign=run.campaign_id)
        for link in rows.order_by("issued_at", "id"):
            newest[link.department] = link
        days = ScoreClocks.objects.mark_days(run.campaign_id, run.campaign.year)
        day = days.department_until
        handed: dict[str, list[Any]] = {}
        given = MarkSheet.objects.visible_to(self.user).filter(
            campaign=run.campaign_id, level=Level.TOWNSHIP, column=Column.DEPARTMENT
        )
        for sheet in given.prefetch_related(
            Prefetch("files", Proof.objects.shown_to(self.user).listed())
        ):
            late = timezone.localtime(sheet.at).date() > day
            handed.setdefault(sheet.department, []).append((sheet, late))
        owed = scorers.owed(self.user, run, rules_of(run, Level.TOWNSHIP))
        rows_ = [
            {"name": name, "link": newest.get(name), "handed": handed.get(name, []), **row}
            for name, row in owed.items()
        ]
        asked = self.request.POST.get("department") or self.request.GET.get("department")
        return {
            "run": run,
            "due": day,
            "late": timezone.localdate() > day,
            "is_open": run.stage == ScoringRun.Stage.DRAFT,
            "days": ScoreClocks.objects.on(run.campaign_id, timezone.localdate()).link_days,
            "rows": rows_,
            "chosen": next((row for row in rows_ if row["name"] == asked), None),
        }

    def perform(self, data: dict[str, Any]) -> str | HttpResponse:
        here = reverse("reports:departments", args=[self.run.uid])
        name = data["department"]
        if data["act"] == "issue":
            link, token = links.issue_link(
                run=self.run, department=name, days=data["days"], by=self.user
            )
            address = self.address(token)
            context = {"link": link, "address": address, "token": token, "run": self.run}
            return render(self.request, "reports/mark/link.html", context)
        if data["act"] == "slip":
            return self.slip(data["token"])
        if data["act"] == "revoke":
            rows = DepartmentLink.objects.visible_to(self.user)
            link_ = rows.filter(campaign=self.run.campaign_id, department=name, status="open")
            found = link_.first()
            if found is None:
                raise Http404
            links.revoke_link(link=found, reason=data["reason"], by=self.user)
            messages.success(self.request, _("已撤回，链接已失效。"))
            return here
        units = self.run.sheets.visible_to(self.user).filter(level=Level.TOWNSHIP)
        count = take_back(
            run=self.run,
            units=list(units.values_list("unit_id", flat=True)),
            code=data["line"],
            column=Column.DEPARTMENT,
            reason=data["reason"],
            by=self.user,
        )
        messages.success(self.request, _("已退回 %(n)d 个评分，请部门重评。") % {"n": count})
        return here

    def address(self, token: str) -> str:
        """Where the department opens its link."""
        return self.request.build_absolute_uri(reverse("reports:department_answer", args=[token]))

    def slip(self, token: str) -> HttpResponse:
        """The link on paper, for whoever just issued it: the token comes with the request."""
        link = links.usable_link(run=self.run, token=token, by=self.user)
        rules = rules_of(self.run, Level.TOWNSHIP)
        lines = [one for one in rules.indicators if one.department == link.department]
        made = department_slip.draw(self.run, link, lines, self.address(token))
        return file_answer("pdf", made, f"department-{link.uid}", shown=True)


class DepartmentMarks(Marking):
    """部门评 typed in: from a department's signed paper by the county, or by a township's office
    for its villages, one line at a time."""

    audience = OFFICES | {Role.TOWNSHIP_FEDERATION}
    template_name = "reports/mark/grid.html"

    def prepare(self) -> None:
        self.run = queries.runs(self.user).fetch(self.user, uid=self.kwargs["uid"])
        self.level = Level.TOWNSHIP if self.user.roles_today() & OFFICES else Level.VILLAGE
        rules = rules_of(self.run, self.level)
        self.department = self.request.GET.get("department", rules.indicators[0].department)
        if self.level == Level.VILLAGE:
            line = self.request.GET.get("line", rules.indicators[0].code)
            found = [one for one in rules.indicators if one.code == line]
            self.department = found[0].department if found else ""
            self.all_lines = rules.indicators
        else:
            found = [one for one in rules.indicators if one.department == self.department]
        if not found:
            raise Http404
        self.indicators = {one.code: one for one in found}
        self.cells = self._cells()

    def _cells(self) -> list[Asked]:
        rows = ScoreLine.objects.visible_to(self.user).filter(
            sheet__run=self.run, sheet__level=self.level, code__in=self.indicators
        )
        lines = list(rows.select_related("unit").order_by("unit_id"))
        marks = LineMark.objects.shown_to(self.user).standing()
        marks = marks.filter(
            campaign=self.run.campaign_id, level=self.level, column=Column.DEPARTMENT,
            code__in=self.indicators,
        )  # fmt: skip
        known = {(mark.unit_id, mark.code): mark for mark in marks.order_by("at", "id")}
        return cells_of(lines, self.indicators, known)

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "asked": self.cells,
            "proof": True if self.level == Level.TOWNSHIP else None,
        }

    def initial(self) -> dict[str, Any]:
        return {"signer": self.user.name} if self.level == Level.VILLAGE else {}

    def context(self) -> dict[str, Any]:
        return {
            "run": self.run,
            "department": self.department,
            "village": self.level == Level.VILLAGE,
            "lines": getattr(self, "all_lines", ()),
            "line": next(iter(self.indicators)),
            "is_open": self.run.stage == ScoringRun.Stage.DRAFT,
        }

    def perform(self, data: dict[str, Any]) -> str:
        unit = None
        if self.level == Level.VILLAGE:
            posting = self.user.main_posting
            unit = Division.objects.get(pk=posting.division_id) if posting else None
        try:
            mark_department(
                run=self.run,
                level=self.level,
                department=self.department,
                given=data["given"],
                signer=data["signer"],
                files=data.get("proof") or (),
                unit=unit,
                by=self.user,
            )
        except Invalid as refusal:
            raise self.moved(refusal) from None
        messages.success(self.request, _("%(who)s的评分已存。") % {"who": self.department})
        if self.level == Level.VILLAGE:
            return self.request.get_full_path()
        return reverse("reports:departments", args=[self.run.uid])


def cells_of(
    lines: list[ScoreLine], indicators: Any, known: dict[tuple[int, str], LineMark]
) -> list[Asked]:
    """Cells by line of the rubric, then by unit, with what was given before."""
    found = []
    for code, indicator in indicators.items():
        for line in (one for one in lines if one.code == code):
            mark = known.get((line.unit_id, code))
            found.append(
                Asked(
                    line,
                    indicator,
                    line.unit.name,
                    mark.points if mark else None,
                    mark.reason if mark else "",
                )
            )
    return found


class DepartmentAnswer(PublicLink):
    """/d/…: all lines and townships a department scores, once, on a phone."""

    purpose = links.PURPOSE
    gone_template = "reports/mark/public_gone.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        found = links.asked_of(token)
        return self._page(*found) if found else self.unknown()

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        found = links.asked_of(token)
        if found is None:
            return self.unknown()
        link, lines, indicators = found
        form = MarkForm(request.POST, asked=cells_of(lines, indicators, {}))
        if form.is_valid():
            try:
                data = form.cleaned_data
                made = links.answer_link(token, given=data["given"], signer=data["signer"])
                if made is None:
                    return self.unknown()
                return render(request, "reports/mark/public_done.html")
            except Invalid as refusal:
                for name, sentence in refusal.errors.items():
                    place = MarkForm.place_of(name)
                    form.add_error(place if place in form.fields else None, sentence)
        return self._page(link, lines, indicators, form, 422)

    def _page(
        self,
        link: DepartmentLink,
        lines: list[ScoreLine],
        indicators: dict[str, Any],
        form: MarkForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        shown = form or MarkForm(asked=cells_of(lines, indicators, {}))
        context = {"link": link, "form": shown, "indicators": indicators}
        return render(self.request, "reports/mark/public.html", context, status=status)


class ProofShown(Page):
    """One file of proof, for whoever sees what it proves."""

    audience = AREA_ROLES

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        row = Proof.objects.shown_to(self.user).fetch(self.user, uid=uid)
        self.note_reading([row], row.unit_id)
        return file_answer(row.medium, row.data, str(row.uid))
