"""Pages of mediation committees: list, detail, draft, office, term, end."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, may, may_somewhere, require
from accounts.moments import require_moment
from accounts.roles import CASE_ROLES
from accounts.templatetags.words import zh_date
from accounts.views.base import ListPage, Page
from accounts.views.verb import PlainVerb
from disputes.committee_filters import CommitteeFilter
from disputes.committee_rules import TERM_MONTHS, WARN_DAYS
from disputes.forms.committee import (
    CommitteeEditForm,
    CommitteeEndForm,
    CommitteeForm,
    TermForm,
)
from disputes.models import MediationCommittee
from disputes.models.committee import MediationCommitteeQuerySet
from disputes.queries.committee import (
    committee_opened,
    committee_rows,
    places_for,
    places_without,
    roster,
    with_load,
)
from disputes.transitions import committee as verbs

LIST, DETAIL = "disputes:committee_list", "disputes:committee_detail"


class CommitteeList(ListPage):
    """调委会, place by place, with what each lacks."""

    audience = CASE_ROLES
    template_name = "disputes/committee/list.html"
    filterset_class = CommitteeFilter

    def rows(self) -> MediationCommitteeQuerySet:
        return committee_rows(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        today = timezone.localdate()
        own = MediationCommittee.objects.visible_to(self.user)
        return {
            "today": today,
            "faces": [(row, row.face(today, row.incomplete)) for row in page.object_list],
            "without": places_without(self.user).count(),
            "expiring": own.expiring(today).count(),
            "may_form": may_somewhere(self.user, Act.COMMITTEE_FORM),
            "filtered": any(v for k, v in self.request.GET.items() if k != "page"),
        }


class CommitteeDetail(Page):
    """One committee: term, members, what it lacks, its mediators with their load."""

    audience = CASE_ROLES
    template_name = "disputes/committee/detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row, today = committee_opened(self.user, kwargs["uid"]), timezone.localdate()
        self.note_reading([row], row.place_id)
        appointed = roster(self.user).on(today).filter(committee=row, kind="appointed")
        return self.page(
            row=row,
            face=row.face(today, bool(row.lacks)),
            held=row.seats_held,
            left=[seat for seat in row.seats.all() if seat.until],
            women=sum(seat.entry.is_woman for seat in row.seats_held),
            lacks=row.lacks if row.status != row.Status.ENDED else [],
            warns=row.warns_of_term(today),
            days_left=row.days_left(today),
            term_years=TERM_MONTHS // 12,
            warn_days=WARN_DAYS,
            mediators=with_load(appointed, self.user, today),
            may={name: self._may(row, name, act) for name, act in ACTS.items()},
        )

    def _may(self, row: MediationCommittee, name: str, act: Act) -> bool:
        return row.status in row.ALLOWED[name] and may(self.user, act, row.place_id)


# Act of MediationCommittee.ALLOWED → the act of the house.
ACTS = {
    "change": Act.COMMITTEE_CHANGE,
    "seat": Act.COMMITTEE_SEAT,
    "install": Act.COMMITTEE_INSTALL,
    "renew": Act.COMMITTEE_RENEW,
    "appoint": Act.COMMITTEE_APPOINT,
    "end": Act.COMMITTEE_END,
}


class CommitteeNew(PlainVerb):
    """筹建调委会."""

    audience = ALLOWED[Act.COMMITTEE_FORM]
    heading = gettext_lazy("筹建调委会")
    button = gettext_lazy("筹建")
    hint = gettext_lazy("先筹建，再逐个登记委员；委员三至九人、有主任、有妇女成员，才能履职。")
    form_class = CommitteeForm

    def prepare(self) -> None:
        self.places = list(places_for(self.user))

    def form_kwargs(self) -> dict[str, Any]:
        return {"places": self.places}

    def initial(self) -> dict[str, Any]:
        return {"established_on": timezone.localdate()}

    def way(self) -> list[tuple[str, str]]:
        return [(_("调委会"), reverse(LIST))]

    def perform(self, data: dict[str, Any]) -> str:
        code = data.pop("place")
        place = next(p for p in self.places if p.code == code)
        row = verbs.form_committee(place, by=self.user, **data)
        return self.done(_("已筹建。请登记委员。"), reverse(DETAIL, args=[row.uid]))


class CommitteeVerb(PlainVerb):
    """A verb on one committee; right and moment are checked before the form is shown."""

    moment: str
    row: MediationCommittee

    def prepare(self) -> None:
        self.row = committee_opened(self.user, self.kwargs["uid"])
        require(self.user, ACTS[self.moment], self.row.place_id)
        require_moment(self.row, self.moment, str(self.heading))
        self.note_reading([self.row], self.row.place_id)

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version, "term_since": timezone.localdate()}

    def sub(self) -> str:
        return self.row.name

    def way(self) -> list[tuple[str, str]]:
        return [
            (_("调委会"), reverse(LIST)),
            (_("调委会详情"), reverse(DETAIL, args=[self.row.uid])),
        ]


class CommitteeEdit(CommitteeVerb):
    """修改."""

    audience = ALLOWED[Act.COMMITTEE_CHANGE]
    moment = "change"
    heading = gettext_lazy("修改调委会")
    button = gettext_lazy("保存")
    form_class = CommitteeEditForm
    chooses = True

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in ("version", "name", "seal_kept_by")}

    def act(self, data: dict[str, Any]) -> str:
        verbs.change_committee(self.row, by=self.user, **data)
        return _("已保存。")


class CommitteeInstall(CommitteeVerb):
    """开始履职."""

    audience = ALLOWED[Act.COMMITTEE_INSTALL]
    moment = "install"
    heading = button = gettext_lazy("开始履职")
    form_class = TermForm

    def facts(self) -> list[tuple[str, Any]]:
        lacks = self.row.lacks
        return [(_("还缺什么"), "\n".join(lacks) if lacks else _("不缺，可以履职。"))]

    def act(self, data: dict[str, Any]) -> str:
        row = verbs.install_committee(self.row, by=self.user, **data)
        return _("已履职，任期到%(day)s。") % {"day": zh_date(row.term_until)}


class CommitteeRenew(CommitteeVerb):
    """换届."""

    audience = ALLOWED[Act.COMMITTEE_RENEW]
    moment = "renew"
    heading = button = gettext_lazy("换届")
    hint = gettext_lazy("有人进出的，先登记离任和增补，再办换届。")
    form_class = TermForm

    def facts(self) -> list[tuple[str, Any]]:
        term = f"{zh_date(self.row.term_since)} 至 {zh_date(self.row.term_until)}"
        lacks = self.row.lacks
        return [(_("本届"), term), *([(_("还缺什么"), "\n".join(lacks))] if lacks else [])]

    def act(self, data: dict[str, Any]) -> str:
        row = verbs.renew_committee(self.row, by=self.user, **data)
        return _("已换届，任期到%(day)s。") % {"day": zh_date(row.term_until)}


class CommitteeEnd(CommitteeVerb):
    """撤销."""

    audience = ALLOWED[Act.COMMITTEE_END]
    moment = "end"
    heading = button = gettext_lazy("撤销调委会")
    hint = gettext_lazy("委员的任职和调解员的聘任随之结束；办过的案件不变。")
    form_class = CommitteeEndForm
    ends = True

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"ended_on": timezone.localdate()}

    def act(self, data: dict[str, Any]) -> str:
        verbs.end_committee(self.row, by=self.user, **data)
        return _("已撤销，记录保留。")
