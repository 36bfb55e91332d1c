"""Pages of bulletins: the list, a draft written, one bulletin with its deeds, its PDF."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.drawing.faults import DocumentError
from accounts.photos import BYTES_MOST
from accounts.refusals import Invalid
from accounts.roles import AREA_ROLES
from accounts.views.base import ListPage, Page
from accounts.views.download import file_answer
from accounts.views.verb import PlainVerb
from campaigns import bulletin_paper
from campaigns.models import Adoption, Bulletin, Level
from campaigns.publicity_filters import BulletinFilter
from campaigns.publicity_forms import (
    AdoptForm,
    AdoptionBackForm,
    BulletinEditForm,
    BulletinForm,
    BulletinIssueForm,
    WithdrawForm,
)
from campaigns.queries import publicity as queries
from campaigns.queries.network import own_unit
from campaigns.transitions import achievement, bulletin
from campaigns.transitions.unit import acts_for
from campaigns.views.deeds import Deed, DeedsPage

LIST = "campaigns:bulletin_list"


class BulletinList(ListPage):
    """简报 of the reach; drafts of one's own unit first."""

    audience = AREA_ROLES
    template_name = "campaigns/bulletin/list.html"
    filterset_class = BulletinFilter

    def rows(self) -> models.QuerySet[Bulletin]:
        return queries.bulletins(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        unit = own_unit(self.user)
        return {
            "unit": unit,
            "adopted": rows.filter(adopted__gt=0).count(),
            "may_write": acts_for(self.user, Act.BULLETIN_WRITE, unit),
        }


class BulletinNew(PlainVerb):
    """起草简报 in the name of one's own unit."""

    audience = ALLOWED[Act.BULLETIN_WRITE]
    heading = gettext_lazy("起草简报")
    button = gettext_lazy("存草稿")
    form_class = BulletinForm

    def sub(self) -> str:
        return own_unit(self.user).name

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid.uuid4(), "editor": self.user.name}

    def way(self) -> list[tuple[str, str]]:
        return [(_("简报"), reverse(LIST))]

    def perform(self, data: dict[str, Any]) -> str:
        row = bulletin.draft_bulletin(own_unit(self.user), by=self.user, **data)
        messages.success(self.request, _("草稿已存，核对后印发。"))
        return reverse("campaigns:bulletin_detail", args=[row.uid])


class AdoptionDeeds(DeedsPage):
    """What bulletins and papers share: adopted higher up, with proof."""

    row: Any

    def adoption_deeds(self, live: bool) -> dict[str, Deed]:
        """采用, and taking one back."""
        unit = self.row.unit
        level = Level.COUNTY if unit.is_county else unit.level
        rows = [(str(a.uid), f"{a.body} {a.day:%Y-%m-%d}") for a in self.adoptions]
        return {
            "adopt": Deed(
                _("登记采用"), _("登记"), AdoptForm, self.adopt, live,
                kwargs={"below": int(level)}, hint=_("几家采用都登记，考核只计一篇。"),
            ),
            "unadopt": Deed(
                _("撤回一条采用"), _("撤回"), AdoptionBackForm, self.unadopt,
                live and bool(rows), ends=True, kwargs={"rows": rows},
            ),
        }  # fmt: skip

    @property
    def adoptions(self) -> list[Adoption]:
        """Who adopted it."""
        if not hasattr(self, "_adoptions"):
            self._adoptions = list(queries.adoptions_of(self.user, self.row))
        return self._adoptions

    def adopt(self, data: dict[str, Any]) -> str:
        """Somebody adopted it."""
        proof = data.pop("proof").read(BYTES_MOST + 1)
        achievement.adopt(self.row, proof=proof, by=self.user, **data)
        return str(_("已登记采用。"))

    def unadopt(self, data: dict[str, Any]) -> str:
        """That was a mistake."""
        row = Adoption.objects.fetch(self.user, uid=data["adoption"])
        achievement.take_back_adoption(row, reason=data["reason"], by=self.user)
        return str(_("已撤回，不再计数。"))


class BulletinDetail(AdoptionDeeds):
    """One bulletin as it will be printed, and what can be done to it."""

    audience = AREA_ROLES
    template_name = "campaigns/bulletin/detail.html"
    row: Bulletin

    def prepare(self) -> None:
        self.row = queries.bulletins(self.user).fetch(self.user, uid=self.kwargs["uid"])  # type: ignore[attr-defined]

    def context(self) -> dict[str, Any]:
        row = self.row
        return {
            "row": row,
            "head": bulletin_paper.HEAD,
            "paragraphs": [p for p in row.body.splitlines() if p.strip()],
            "sent": [(w, to) for w, to in bulletin_paper.sent_to(row) if to],
            "adoptions": self.adoptions,
        }

    def deeds(self) -> dict[str, Deed]:
        row, status = self.row, Bulletin.Status(self.row.status)
        own = acts_for(self.user, Act.BULLETIN_WRITE, row.unit)
        draft, issued = own and status == Bulletin.Status.DRAFT, status == Bulletin.Status.ISSUED
        at = {"version": row.version}
        words = {name: getattr(row, name) for name in (*bulletin.WORDS, "copies")}
        return {
            "issue": Deed(
                _("印发"), _("编号并印发"), BulletinIssueForm, self.issue, draft, first=True,
                initial=at | {"issued_on": timezone.localdate()},
                hint=_("印发后编入本单位本年的下一期，文字不能再改。"),
            ),
            "edit": Deed(
                _("修改草稿"), _("保存"), BulletinEditForm, self.edit, draft, initial=at | words
            ),
            **self.adoption_deeds(own and issued),
            "withdraw": Deed(
                _("撤回这一期"), _("撤回"), WithdrawForm, self.withdraw, own and issued,
                ends=True, initial=at, hint=_("期号留着，注明撤回。"),
            ),
        }  # fmt: skip

    def issue(self, data: dict[str, Any]) -> str:
        """Numbered and frozen."""
        row = bulletin.issue_bulletin(self.row, by=self.user, **data)
        return _("已印发：%(words)s。") % {"words": row.issue_words}

    def edit(self, data: dict[str, Any]) -> str:
        """The draft corrected."""
        bulletin.rewrite_bulletin(self.row, by=self.user, **data)
        return str(_("草稿已保存。"))

    def withdraw(self, data: dict[str, Any]) -> str:
        """Withdrawn with its reason."""
        bulletin.withdraw_bulletin(self.row, by=self.user, **data)
        return str(_("已撤回，期号保留。"))


class BulletinPaper(Page):
    """The PDF with the red head."""

    audience = AREA_ROLES

    def get(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        row = queries.bulletins(self.user).fetch(self.user, uid=uid)  # type: ignore[attr-defined]
        try:
            data = bulletin_paper.paper(row)
        except DocumentError as fault:
            raise Invalid(str(fault)) from None
        return file_answer("pdf", data, f"bulletin-{row.year or 0}-{row.number or 0}")
