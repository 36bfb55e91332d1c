"""Pages of a dossier: what is there and what lacks, each paper, binding, taking it out as PDF."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.exports.sheet import Mark, Pdf
from accounts.roles import CASE_ROLES
from accounts.transitions.export import Wanted
from accounts.views.base import Page
from accounts.views.export import ExportPage, unit_of
from disputes.dossier_rules import NAMES, Line, Paper, missing
from disputes.filing.binding import draw
from disputes.filing.case_file import CaseFile
from disputes.filing.lacking import lines
from disputes.filing.sheets import sheets_of
from disputes.forms.dossier import BindForm, WholeFileForm
from disputes.models import Dispute, Dossier, QualityReview
from disputes.papers.blocks import Form
from disputes.queries.filing import file_of
from disputes.transitions.dossier import bind
from disputes.transitions.handling import may_handle
from disputes.views.verb import DisputeVerb

# Paper → page and place where it is still made when the case has ended.
STEPS = {
    Paper.IDENTITY: ("dispute_detail", "#parties"),
    Paper.AUTHORITY: ("dispute_detail", "#parties"),
    Paper.ORAL_AGREEMENT: ("agreement_register", ""),
    Paper.REVISIT: ("follow_up_visit", ""),
}


class DossierMixin(Page):
    """The file of the dispute of this address."""

    audience = CASE_ROLES

    @cached_property
    def file(self) -> CaseFile:
        """404 outside the reach; reading it is logged."""
        found = file_of(self.user, self.kwargs["uid"])
        self.note_reading([found.dispute], place=found.dispute.village_id)
        return found

    @property
    def file_url(self) -> str:
        """The dossier's own page."""
        return reverse("disputes:dossier_detail", args=[self.kwargs["uid"]])


class DossierDetail(DossierMixin):
    """卷宗: the standard set line by line."""

    template_name = "disputes/dossier/detail.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        file, dispute = self.file, self.file.dispute
        rows = lines(file)
        may = may_handle(self.user, Act.DOSSIER_BIND, dispute)
        return self.page(
            file=file,
            dispute=dispute,
            rows=[(line, sheets_of(file, line.paper)) for line in rows],
            lacking=[(line, self._step(line, may)) for line in missing(rows)],
            may_bind=may,
            finished=dispute.status in dispute.ALLOWED["bind"],
            reviews=QualityReview.objects.visible_to(self.user)
            .filter(dispute=dispute)
            .select_related("draw"),
        )

    def _step(self, line: Line, may: bool) -> str:
        """Where a lacking paper is made; "" where it cannot be made any more."""
        view, place = STEPS.get(line.paper, ("", ""))
        if not view or not may:
            return ""
        return reverse(f"disputes:{view}", args=[self.kwargs["uid"]]) + place


class DossierPaper(DossierMixin):
    """One paper of the set as it will be printed: ?paper=record."""

    template_name = "disputes/dossier/paper.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        asked = request.GET.get("paper", Paper.REGISTRATION)
        papers = sheets_of(self.file, Paper(asked)) if asked in set(Paper) else []
        if not papers:
            raise Http404
        forms = [one for one in papers if isinstance(one, Form)]
        return self.page(
            file=self.file,
            dispute=self.file.dispute,
            forms=forms,
            others=[one for one in papers if not isinstance(one, Form)],
            name=forms[0].title if forms else papers[0].listed_as,
            asked=asked,
        )


class DossierBind(DisputeVerb):
    """归档."""

    audience = ALLOWED[Act.DOSSIER_BIND]
    act, moment = Act.DOSSIER_BIND, "bind"
    heading = button = gettext_lazy("归档")
    hint = gettext_lazy("归档后给卷号；以后再有材料的，写进卷宗情况说明。")
    form_class = BindForm

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"keep": Dossier.Keep.LONG}

    @property
    def back_url(self) -> str:
        return reverse("disputes:dossier_detail", args=[self.dispute.uid])

    def perform(self, data: dict[str, Any]) -> str:
        on = data.pop("bound_on")
        done = bind(dispute=self.dispute, by=self.user, on=on, **data)
        return self.done(
            _("已归档，卷号 %(volume)s，共 %(pages)d 页。")
            % {"volume": done.volume, "pages": done.pages}
        )


class DossierExport(ExportPage):
    """The whole file, or one paper of it (?paper=record), as PDF; with a reason, like everything
    that leaves the system."""

    audience = CASE_ROLES
    form_class = WholeFileForm
    dispute: Dispute

    def prepare(self) -> None:
        super().prepare()
        self.dispute = Dispute.objects.fetch(self.user, uid=self.kwargs["uid"])
        self.note_reading([self.dispute], place=self.dispute.village_id)

    def wanted(self, *, masked: bool) -> Wanted:
        file = file_of(self.user, self.kwargs["uid"], printed=True, open_numbers=not masked)
        dispute = file.dispute
        asked = self.request.GET.get("paper", "")
        only = Paper(asked) if asked in set(Paper) and sheets_of(file, Paper(asked)) else None
        name = str(NAMES[only]) if only else str(_("调解卷宗"))

        def drawn(mark: Mark) -> bytes:
            return draw(file, foot=mark.words, only=only).data

        return Wanted(
            kind="dossier",
            place=dispute.village_id,
            unit=unit_of(self.user),
            paper=Pdf(name, drawn),
            noun=dispute._meta.label_lower,
            keys=[dispute.pk],
            rows=1,
            masked=masked,
            filter_words=dispute.number,
        )

    def place(self) -> int:
        return self.dispute.village_id

    def back_url(self) -> str:
        return reverse("disputes:dossier_detail", args=[self.kwargs["uid"]])
