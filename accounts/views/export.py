"""Pages of exports: the form in front of one, its receipt, its file, one's own and the county's."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import models
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from accounts.acts import Act, may
from accounts.alerts import heavy_use
from accounts.export_forms import ExportForm, FiguresForm
from accounts.exports.listing import Field, narrowed, table_of
from accounts.filters import ExportFilter
from accounts.models import Export, User
from accounts.proof import ProvenForm
from accounts.queries import AUDIT_ONLY, exports_for, place_names
from accounts.roles import CASE_ROLES, EXPORT_ROLES
from accounts.transitions.export import Wanted, make_export, take_export, used_today
from accounts.views.base import ListPage, Page, VerbPage

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ExportPage(VerbPage):
    """In front of every export: says what will be in it and asks why. Subclasses give wanted().
    figures: the paper holds no row of a family, so no reason and no password is asked."""

    template_name = "accounts/export/form.html"
    figures: ClassVar[bool] = False

    @property
    def form_class(self) -> type[BaseForm]:  # type: ignore[override]
        """With reason and password for rows of families."""
        return FiguresForm if self.figures else ExportForm

    def wanted(self, *, masked: bool) -> Wanted:
        """The paper, made with the user's reach at this moment."""
        raise NotImplementedError

    def place(self) -> int:
        """The division the export is made for; one's own unless the page says otherwise."""
        return own_place(self.user)

    def back_url(self) -> str:
        """Where the export was asked for."""
        raise NotImplementedError

    def form_kwargs(self) -> dict[str, Any]:
        unmask = not self.figures and may(self.user, Act.EXPORT_UNMASKED, self.place())
        return {"request": self.request, "may_unmask": unmask}

    def context(self) -> dict[str, Any]:
        wanted = self.wanted(masked=True)
        files, rows = used_today(self.user)
        return {
            "wanted": wanted,
            "figures": self.figures,
            "back_url": self.back_url(),
            "files_left": max(0, settings.EXPORTS_PER_DAY - files),
            "rows_left": max(0, settings.EXPORT_ROWS_PER_DAY - rows),
            "minutes": settings.EXPORT_LINK_SECONDS // 60,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A wrong password is remembered although the answer is a refusal."""
        self.prepare()
        form = self.form_class(request.POST, **self.form_kwargs())
        answer = super().post(request, *args, **kwargs) if form.is_valid() else None
        if answer is None:
            answer = self.page(422, form=form, **self.context())
            if isinstance(form, ProvenForm) and form.tried:
                answer.keep_changes = True  # type: ignore[attr-defined]
        return answer

    def perform(self, data: dict[str, Any]) -> str:
        wanted = self.wanted(masked=not data.get("unmasked"))
        export = make_export(
            wanted,
            by=self.user,
            purpose=data.get("purpose", ""),
            reason=data.get("reason", ""),
        )
        messages.success(self.request, _("已生成，编号 %(n)s。") % {"n": export.number})
        return reverse("accounts:export_detail", args=[export.uid])


class ListExport(ExportPage):
    """The export of a list page: what it shows, by the same filter. Subclasses name the list, its
    fields, a title without anybody's name, and the noun of its rows."""

    audience = CASE_ROLES
    listing: ClassVar[type[ListPage]]
    list_url: ClassVar[str]
    fields: ClassVar[tuple[Field, ...]]
    title: ClassVar[str | Promise]
    kind: ClassVar[str]
    measure: ClassVar[str | Promise] = "户"

    def found(self) -> tuple[models.QuerySet[Any], Any]:
        """The list's rows and its filter, as the list itself makes them."""
        page = self.listing()
        page.setup(self.request, **self.kwargs)
        rows = page.rows()
        if page.filterset_class is None:
            return rows, None
        found = page.filterset_class(self.request.GET, queryset=rows, request=self.request)
        return found.qs, found

    def wanted(self, *, masked: bool) -> Wanted:
        rows, found = self.found()
        count = rows.count()
        over = count > settings.EXPORT_ROWS_MOST or self.request.method == "GET"
        listed = [] if over else list(rows)
        unit = unit_of(self.user)
        paper = table_of(
            str(self.title),
            unit,
            self.fields,
            listed,
            masked=masked,
            measure=str(self.measure),
            filter_words=narrowed(found, typed=True),
        )
        return Wanted(
            kind=self.kind,
            place=self.place(),
            unit=unit,
            paper=paper,
            noun=rows.model._meta.label_lower,
            keys=[row.pk for row in listed],
            rows=count,
            personal=not self.figures,
            masked=masked,
            filter_words=narrowed(found, typed=False),
        )

    def back_url(self) -> str:
        query = self.request.GET.urlencode()
        return reverse(self.list_url, kwargs=self.kwargs or None) + (f"?{query}" if query else "")


class ExportDetail(Page):
    """The receipt: number, digest, how long the link lives, and the link."""

    audience = EXPORT_ROLES
    template_name = "accounts/export/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        export = own_exports(self.user).filter(uid=uid).first()
        if export is None:
            raise Http404
        return self.page(export=export, kept=settings.EXPORT_LINK_SECONDS // 60)


class ExportTake(Page):
    """The file, through the checks of the verb; never a public path (A8)."""

    audience = EXPORT_ROLES

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        export, content = take_export(uid=uid, by=self.user, page="accounts:export_file")
        kind = "application/pdf" if export.file_name.endswith(".pdf") else XLSX
        answer = HttpResponse(content, content_type=kind)
        header = content_disposition_header(as_attachment=True, filename=export.file_name)
        answer["Content-Disposition"] = header or "attachment"
        answer["Cache-Control"] = "no-store"
        return answer


class OwnExports(ListPage):
    """What one has taken out oneself."""

    audience = EXPORT_ROLES
    template_name = "accounts/export/list.html"

    def rows(self) -> models.QuerySet[Export]:
        return own_exports(self.user)


class ExportLogList(ListPage):
    """导出日志 of the audit administrator's county."""

    audience = AUDIT_ONLY
    template_name = "accounts/log/exports.html"
    filterset_class = ExportFilter

    def rows(self) -> models.QuerySet[Export]:
        return exports_for(self.user).defer("keys")

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        names = place_names({e.place for e in page.object_list})
        for export in page.object_list:
            export.place_name = names.get(export.place, "")
        return {"alerts": heavy_use(self.user)}


def own_exports(user: User) -> models.QuerySet[Export]:
    """The exports somebody made, newest first."""
    return Export.objects.filter(by=user).order_by("-at", "-id")


def own_place(user: User) -> int:
    """The code of the division somebody works for, 0 for none."""
    return user.main_posting.division_id if user.main_posting else 0


def unit_of(user: User) -> str:
    """The name of the unit on the paper."""
    return user.main_posting.division.name if user.main_posting else ""
