"""Pages of the year's documents: list and register of numbers, asking, reading, the steps of a
paper, the files themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from accounts.acts import Act, may, require
from accounts.moments import require_moment
from accounts.refusals import Forbidden
from accounts.roles import Role
from accounts.views.base import ListPage, Page, VerbPage
from accounts.views.verb import PlainVerb
from campaigns.models import Division, Level
from reports import queries
from reports.assembling import Heading
from reports.document_forms import BULLETIN, DocumentTextForm, HeadingForm, StepForm
from reports.document_steps import STEPS, Step, steps_open
from reports.documents import KINDS
from reports.documents.preview import preview
from reports.downloads import download, file_name
from reports.filters import PaperFilter
from reports.models import Document, ScoringRun
from reports.transitions import document as verbs
from reports.transitions import document_request as asking
from reports.transitions.result_bulletin import draft_result_bulletin
from reports.views.run import ASKERS, percent_done

READERS = ASKERS | {Role.AUDITOR}
# Townships read what was issued to them.
RECEIVERS = READERS | {Role.TOWNSHIP_FEDERATION}


class DocumentList(ListPage):
    """Papers of the county; ?view=numbers: the register of numbers."""

    audience = RECEIVERS
    template_name = "reports/document/list.html"
    filterset_class = PaperFilter

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("view") == "numbers" and self.user.roles_today() & READERS:
            return self.page(view="numbers", numbers=queries.numbers(self.user))
        return super().get(request, *args, **kwargs)

    def rows(self) -> Any:
        return queries.documents(self.user).masters()

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {"offices": bool(self.user.roles_today() & READERS)}


class DocumentAsk(VerbPage):
    """起草文书: the report, or one of the papers that go out with the result."""

    audience = ASKERS
    template_name = "reports/document/form.html"
    form_class = HeadingForm
    run: ScoringRun

    def prepare(self) -> None:
        runs = ScoringRun.objects.select_related(
            "campaign__county", "county", "township_rubric", "village_rubric"
        )
        self.run = runs.fetch(self.user, uid=self.kwargs["uid"])
        self.old = None
        if uid := self.request.GET.get("replaces"):
            self.old = queries.documents(self.user).masters().fetch(self.user, uid=uid)

    def form_kwargs(self) -> dict[str, Any]:
        units = Division.objects.below(self.run.county, Level.TOWNSHIP)
        return {"units": units, "old": self.old, "corrects": self.run.revises_id is not None}

    def initial(self) -> dict[str, Any]:
        kind = self.old.kind if self.old else self.request.GET.get("kind", "assessment")
        return {
            "kind": kind,
            "place": self.old.place_id if self.old else "",
            "word": self.old.word if self.old else queries.last_word(self.user, self.run),
            "signer": "",
            "signed_on": timezone.localdate(),
        }

    def context(self) -> dict[str, Any]:
        waiting = queries.waiting(self.user, self.run)
        return {"run": self.run, "waiting": waiting, "old": self.old}

    def _whom(self, kind: str) -> str:
        """To whom such a paper goes by default: a report upwards, the others down."""
        if kind == Document.Kind.ASSESSMENT:
            level = self.run.county.name[-1]
            return _("%(level)s委、%(level)s政府") % {"level": level}
        return _("各镇（街道）、农场，县各成员单位")

    def perform(self, data: dict[str, Any]) -> str:
        kind, place = data.pop("kind"), data.pop("place")
        data["addressee"] = data["addressee"].strip() or self._whom(kind)
        if kind == BULLETIN:
            row = draft_result_bulletin(run=self.run, by=self.user)
            messages.success(self.request, _("已起草简报，改好后在这里印发。"))
            return reverse("campaigns:bulletin_detail", args=[row.uid])
        if not KINDS[kind].one:
            place = None
        origin = self.request.build_absolute_uri("/").rstrip("/")
        heading = Heading(**data)
        if kind == Document.Kind.LETTER and place is None:
            made = asking.ask_for_letters(
                run=self.run, heading=heading, by=self.user, origin=origin
            )
            messages.success(self.request, _("已起草 %(n)d 份函。") % {"n": len(made)})
            return f"{reverse('reports:document_list')}?kind=letter"
        document = asking.ask_for_document(
            run=self.run, heading=heading, by=self.user, kind=kind, place=place,
            replaces=self.old, origin=origin,
        )  # fmt: skip
        messages.success(self.request, _("已排队生成，完成后可以看和下载。"))
        return page_of(document)


def page_of(document: Document) -> str:
    """Where a paper is read."""
    return reverse("reports:document_detail", args=[document.uid])


class DocumentDetail(Page):
    """Progress while it is drawn; then what it says, its files, what became of it."""

    audience = RECEIVERS
    template_name = "reports/document/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        rows = queries.documents(self.user).defer(None).defer("run__frozen")
        document = rows.fetch(self.user, uid=uid)
        if document.master_id:
            return redirect("reports:document_detail", rows.get(pk=document.master_id).uid)
        copies = list(queries.documents(self.user).filter(master=document).order_by("medium"))
        self.note_reading([document], place=document.place_id)
        return self.page(
            document=document,
            run=document.run,
            copies=copies,
            lacking=[m for m in KINDS[document.kind].media[1:] if m not in
                     {c.medium for c in copies}],
            preview=preview(document.kind, document.content.get("text", "")),
            newer=document.replacements.shown_to(self.user).first(),
            steps=steps_open(document, self.user),
            may_ask=may(self.user, Act.DOCUMENT_MAKE, document.county_id),
            may_edit=self._may_edit(document),
            name=file_name(document),
            poll_url=reverse("reports:document_progress", args=[uid]),
            **percent_done(document),
        )  # fmt: skip

    def _may_edit(self, document: Document) -> bool:
        own = may(self.user, Act.DOCUMENT_MAKE, document.county_id)
        return own and document.status == Document.Status.DRAFT and KINDS[document.kind].text


class DocumentStep(PlainVerb):
    """?act=: 审定, 退回, 印发, 撤销, or the paper in another medium (?medium=)."""

    audience = ASKERS
    form_class = StepForm
    row: Document
    step: Step

    def prepare(self) -> None:
        self.row = queries.documents(self.user).masters().fetch(self.user, uid=self.kwargs["uid"])
        self.step = STEPS.get(self.request.GET.get("act", ""), STEPS["copy"])
        require(self.user, self.step.act, self.row.county_id)
        if self.step.moment:
            require_moment(self.row, self.step.moment, str(self.step.words))
        if self.step.key == "approve" and self.row.asked_by_id == self.user.pk:
            raise Forbidden(_("文书由起草人以外的人审定。"))
        self.heading = self.button = self.step.words  # type: ignore[misc]
        self.hint, self.ends = self.step.hint, self.step.ends  # type: ignore[misc]

    def form_kwargs(self) -> dict[str, Any]:
        return {"reasoned": self.step.reasoned, "media": self._media()}

    def _media(self) -> list[tuple[str, str]]:
        words = dict(Document.Medium.choices)
        media = KINDS[self.row.kind].media[1:] if self.step.key == "copy" else ()
        return [(medium, str(words[medium])) for medium in media]

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version, "medium": self.request.GET.get("medium", "")}

    def sub(self) -> str:
        return self.row.title

    def way(self) -> list[tuple[str, str]]:
        return [
            (_("考核文书"), reverse("reports:document_list")),
            (_("这份文书"), page_of(self.row)),
        ]

    def act(self, data: dict[str, Any]) -> str:
        made = self.step.verb(self.row, by=self.user, **data)
        return self.step.done % {"number": made.document_number}


class DocumentEdit(VerbPage):
    """修改草稿的文字."""

    audience = ASKERS
    template_name = "reports/document/edit.html"
    form_class = DocumentTextForm
    chooses = True
    row: Document

    def prepare(self) -> None:
        rows = queries.documents(self.user).defer(None).defer("run__frozen").masters()
        self.row = rows.fetch(self.user, uid=self.kwargs["uid"])
        require(self.user, Act.DOCUMENT_MAKE, self.row.county_id)
        require_moment(self.row, "change", _("修改"))

    def initial(self) -> dict[str, Any]:
        shown = preview(self.row.kind, self.row.content.get("text", ""))
        return {"title": self.row.title, "text": shown.text, "version": self.row.version}

    def context(self) -> dict[str, Any]:
        return {"document": self.row, "run": self.row.run, "back_url": page_of(self.row)}

    def perform(self, data: dict[str, Any]) -> str:
        verbs.change_text(self.row, by=self.user, **data)
        messages.success(self.request, _("已保存，正在重新生成。"))
        return page_of(self.row)


class DocumentProgress(Page):
    """The fragment the paper's page asks for every two seconds."""

    audience = RECEIVERS
    template_name = "parts/progress.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        document = queries.documents(self.user).fetch(self.user, uid=uid)
        shown = percent_done(document)
        if shown["finished"] and getattr(request, "htmx", False):
            return HttpResponseClientRefresh()
        poll_url = reverse("reports:document_progress", args=[uid])
        return render(request, self.template_name, {"poll_url": poll_url, **shown})


class DocumentFile(Page):
    """The bytes, through both walls; every download is logged (reliability A8, B1). ?as=show:
    in the browser; ?as=issued: as it went out, of one that was withdrawn since; ?as=all: the
    letters of the same year in one PDF."""

    audience = RECEIVERS

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        document = queries.documents(self.user).fetch(self.user, uid=uid)
        how = request.GET.get("as", "")
        some = [document]
        if how == "all" and self.user.roles_today() & READERS:
            some = queries.siblings(self.user, document)
        answer = download(some, issued=how == "issued", shown=how == "show")
        self.note_reading(some, place=document.place_id, purpose=_("下载"))
        return answer
