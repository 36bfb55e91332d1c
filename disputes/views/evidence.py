"""Pages of investigation notes and evidence, and the one address a file is served from (A8)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.photos import BYTES_MOST
from accounts.refusals import Invalid
from accounts.roles import CASE_ROLES
from accounts.views.base import Page
from accounts.views.download import file_answer
from disputes.forms.base import ReasonForm
from disputes.forms.mediation import EvidenceForm, NoteForm
from disputes.models import Dispute, EvidenceFile
from disputes.queries.dispute import for_form
from disputes.transitions.evidence import add_evidence, withdraw
from disputes.transitions.investigation import record_note
from disputes.views.verb import DisputeVerb


class NoteRecord(DisputeVerb):
    """登记调查记录."""

    audience = ALLOWED[Act.DISPUTE_NOTE]
    act, moment = Act.DISPUTE_NOTE, "note"
    heading = button = gettext_lazy("登记调查记录")
    form_class = NoteForm

    def initial(self) -> dict[str, Any]:
        now = timezone.localtime().replace(second=0, microsecond=0)
        mine = {"client_uuid": uuid4(), "at": now, "askers": self.user.name}
        return super().initial() | mine

    def perform(self, data: dict[str, Any]) -> str:
        record_note(dispute=self.dispute, by=self.user, **data)
        return self.done(_("已登记调查记录。"))


class EvidenceAdd(DisputeVerb):
    """登记证据材料."""

    audience = ALLOWED[Act.DISPUTE_EVIDENCE]
    act, moment = Act.DISPUTE_EVIDENCE, "evidence"
    heading = button = gettext_lazy("登记证据材料")
    hint = gettext_lazy("只收与纠纷有关的；原件当面核对后退还。")
    form_class = EvidenceForm
    sends_files = True

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"client_uuid": uuid4()}

    def perform(self, data: dict[str, Any]) -> str:
        file = data.pop("file")
        if not file:
            raise Invalid({"file": _("请先拍照或选文件。")})
        # One byte more than is allowed tells too big without reading a huge file to its end.
        add_evidence(dispute=self.dispute, file=file.read(BYTES_MOST + 1), by=self.user, **data)
        return self.done(_("已登记证据材料。"))


class EvidenceWithdraw(DisputeVerb):
    """取回证据."""

    audience = ALLOWED[Act.DISPUTE_EVIDENCE]
    act, moment = Act.DISPUTE_EVIDENCE, "evidence"
    heading = button = gettext_lazy("取回证据")
    hint = gettext_lazy("内容会清除，登记和理由保留。")
    form_class = ReasonForm
    ends = True
    file: EvidenceFile

    def find(self) -> Dispute:
        rows = EvidenceFile.objects.defer("data").select_related("dispute")
        self.file = rows.fetch(self.user, uid=self.kwargs["uid"])
        return for_form(self.user, self.file.dispute.uid)

    def context(self) -> dict[str, Any]:
        return super().context() | {"sub": self.file.title}

    def perform(self, data: dict[str, Any]) -> str:
        withdraw(file=self.file, by=self.user, **data)
        return self.done(_("已取回。"))


class EvidenceShown(Page):
    """One file, behind the same wall as its dispute; kept by no cache, opened by no browser."""

    audience = CASE_ROLES

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = EvidenceFile.objects.fetch(self.user, uid=kwargs["uid"])
        if row.withdrawn_on is not None:
            raise Http404
        self.note_reading([row], row.village_id)
        return file_answer(row.medium, row.data, str(row.uid))
