"""Pages of sheets: the list, template, sending, preview with progress and result, and the verbs."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from accounts.roles import CASE_ROLES, Role
from accounts.views.base import ListPage, Page, VerbPage
from campaigns.forms import SheetConfirmForm, SheetSendForm
from campaigns.models import Division, Sheet, SheetFile, SheetRow
from campaigns.queries import sheet as queries
from campaigns.sheets.kinds import Desk, SheetKind, kind_of, kinds
from campaigns.sheets.template import template_of
from campaigns.transitions import sheet as verbs

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS = 50


def workbook(data: bytes, name: str) -> HttpResponse:
    """A workbook to keep; never shown inside the browser, never cached."""
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or ""
    answer["Cache-Control"] = "no-store"
    return answer


class SheetList(ListPage):
    """Sheets that were sent for the places one works for, and the kinds there are."""

    audience = CASE_ROLES
    template_name = "campaigns/sheet/list.html"

    def rows(self) -> models.QuerySet[Sheet]:
        return queries.sheets(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        titles = {k.name: k.title for k in kinds()}
        for row in page.object_list:
            row.title = titles.get(row.kind, row.kind)
        return {"kinds": [k for k in kinds() if self.user.roles_today() & k.roles]}


class Placed(Page):
    """A page for one kind and the places one may send it for."""

    kind: SheetKind
    places: list[Division]

    def find(self) -> None:
        """404 for a kind that does not exist and for somebody who works nowhere."""
        self.kind, self.places = kind_of(self.kwargs["kind"]), queries.places_of(self.user)
        if not self.places:
            raise Http404

    def place(self, code: str) -> Division:
        """The chosen place, the widest where none is."""
        return next((d for d in self.places if str(d.code) == code), self.places[0])


class SheetTemplate(Placed):
    """下载模板."""

    audience = CASE_ROLES

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        self.find()
        desk = Desk(self.user, self.place(request.GET.get("place", "")))
        return workbook(template_of(self.kind, desk), f"{desk.place.name}{self.kind.title}")


class SheetSend(Placed, VerbPage):
    """上传或粘贴."""

    audience = CASE_ROLES
    template_name = "campaigns/sheet/send.html"
    form_class = SheetSendForm

    def prepare(self) -> None:
        self.find()

    def form_kwargs(self) -> dict[str, Any]:
        length = int(self.request.META.get("CONTENT_LENGTH") or 0)
        return {"places": self.places, "too_long": length > settings.FILE_UPLOAD_MAX_MEMORY_SIZE}

    def context(self) -> dict[str, Any]:
        limits = self.kind.limits(self.places[0])
        return {
            "kind": self.kind,
            "megabytes": limits.file // 1024**2,
            "most": limits.rows,
            "must": [c for c in self.kind.columns if c.required],
        }

    def perform(self, data: dict[str, Any]) -> str:
        file = data["file"]
        row = verbs.send_sheet(
            kind=self.kind,
            place=self.place(data["place"]),
            by=self.user,
            data=file.read() if file else b"",
            text=data["text"],
            name=file.name if file else "",
        )
        return reverse("campaigns:sheet_detail", args=[row.uid])


class OneSheet(Page):
    """A page about one sheet."""

    audience = CASE_ROLES
    row: Sheet

    def find(self) -> None:
        """Fetch it inside the reach."""
        self.row = queries.sheets(self.user).fetch(self.user, uid=self.kwargs["uid"])  # type: ignore[attr-defined]

    @property
    def own(self) -> bool:
        """Whether the reader sent it; only then its rows are shown."""
        return self.row.asked_by_id == self.user.pk

    def told(self) -> dict[str, Any]:
        """What parts/progress.html shows."""
        words = f"{self.row.get_stage_display()}：{self.row.message or _('等待后台')}"
        return {
            "done": self.row.done,
            "total": self.row.total,
            "words": words,
            "finished": not self.row.at_work,
            "poll_url": reverse("campaigns:sheet_progress", args=[self.row.uid]),
        }


class SheetDetail(OneSheet):
    """Progress, preview and result of one sheet, by its stage."""

    template_name = "campaigns/sheet/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        self.find()
        show, page = self._rows() if self.own and not self.row.at_work else ("", None)
        if page:
            self.note_reading(page.object_list, self.row.place_id)
        return self.page(
            sheet=self.row,
            kind=kind_of(self.row.kind),
            own=self.own,
            tabs=self._tabs(show) if page is not None else [],
            show=show,
            page=page,
            rows=[queries.shown(r) for r in page] if page else [],
            has_marked=self.own and self.row.files.filter(what=SheetFile.What.MARKED).exists(),
            may_return=self.row.may_return_now() and (self.own or self._is_county()),
            may_retry=self.row.state == Sheet.State.FAILED
            and self.row.stage != Sheet.Stage.REFUSED
            and self.own,
            **self.told(),
        )

    def _is_county(self) -> bool:
        return Role.COUNTY_FEDERATION in self.user.roles_today()

    def _rows(self) -> tuple[str, Any]:
        """Wrong rows first; what somebody chose otherwise."""
        first = next((v for v in ("wrong", "changed", "added", "same") if getattr(self.row, v)), "")
        show = self.request.GET.get("show", "")
        if show == "kept":
            found = self.row.rows.exclude(note="")
        else:
            show = show if show in SheetRow.Verdict.values else first
            found = self.row.rows.filter(verdict=show)
        return show, Paginator(found.order_by("ordinal"), ROWS).get_page(
            self.request.GET.get("page")
        )

    def _tabs(self, show: str) -> list[dict[str, Any]]:
        order = [SheetRow.Verdict(v) for v in ("wrong", "added", "changed", "same")]
        tabs = [
            {
                "label": v.label,
                "count": getattr(self.row, v.value),
                "url": f"?show={v.value}",
                "current": show == v,
            }
            for v in order
        ]
        if self.row.kept:
            kept = {"label": _("没有撤销"), "count": self.row.kept, "url": "?show=kept"}
            tabs.append(kept | {"current": show == "kept"})
        return tabs


class SheetProgress(OneSheet):
    """The fragment the page asks for every two seconds."""

    template_name = "parts/progress.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        self.find()
        shown = self.told()
        if shown["finished"] and getattr(request, "htmx", False):
            return HttpResponseClientRefresh()
        return render(request, self.template_name, shown)


class SheetMarked(OneSheet):
    """The sender's own workbook with the red column; nobody else gets it."""

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        self.find()
        file = self.row.files.filter(what=SheetFile.What.MARKED).first() if self.own else None
        if file is None:
            raise Http404
        self.note_reading([self.row], self.row.place_id, _("下载"))
        return workbook(
            file.content, _("%(title)s-错误原因") % {"title": kind_of(self.row.kind).title}
        )


class SheetVerb(OneSheet, VerbPage):
    """A form about one sheet."""

    form_class: ClassVar[type[forms.BaseForm]] = forms.Form
    template_name = "campaigns/sheet/confirm.html"
    verb: str

    def prepare(self) -> None:
        self.find()

    def context(self) -> dict[str, Any]:
        return {
            "sheet": self.row,
            "kind": kind_of(self.row.kind),
            "verb": self.verb,
            "back_url": self.back,
        }

    @property
    def back(self) -> str:
        """The sheet's page."""
        return reverse("campaigns:sheet_detail", args=[self.row.uid])


class SheetConfirm(SheetVerb):
    """确认导入."""

    verb = "confirm"
    form_class = SheetConfirmForm

    def initial(self) -> dict[str, Any]:
        return {"only_right": False}

    def perform(self, data: dict[str, Any]) -> str:
        verbs.confirm_sheet(self.row, by=self.user, only_right=data["only_right"])
        return self.back


class SheetDrop(SheetVerb):
    """放弃."""

    verb = "drop"

    def perform(self, data: dict[str, Any]) -> str:
        verbs.drop_sheet(self.row, by=self.user)
        messages.success(self.request, _("已放弃这份表格，什么都没有写入，文件已删除。"))
        return reverse("campaigns:sheet_list")


class SheetReturn(SheetVerb):
    """撤销导入."""

    verb = "return"

    def perform(self, data: dict[str, Any]) -> str:
        verbs.return_sheet(self.row, by=self.user)
        return self.back


class SheetRetry(SheetVerb):
    """重试."""

    verb = "retry"

    def perform(self, data: dict[str, Any]) -> str:
        verbs.retry_sheet(self.row, by=self.user)
        return self.back
