"""Pages of the roster of mediators."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, may, may_somewhere, require
from accounts.models import User
from accounts.refusals import NotTheMoment
from accounts.roles import CASE_ROLES
from accounts.views.base import ListPage, Page
from accounts.views.verb import PlainVerb
from campaigns.models.division import Level
from disputes.committee_filters import MediatorEntryFilter
from disputes.forms.mediator_entry import AppointForm, EntryEditForm, EntryEndForm, ListedForm
from disputes.models import MediatorEntry
from disputes.models.mediator_entry import MediatorEntryQuerySet
from disputes.queries.committee import (
    candidates,
    cases_of,
    contact_of,
    places_for,
    roster,
    whole_days,
    with_load,
)
from disputes.queries.dispute import listed
from disputes.transitions import mediator_entry as verbs
from disputes.views.committee import CommitteeVerb
from households.forms.handover import AnswerForm

LIST, DETAIL = "disputes:mediator_entry_list", "disputes:mediator_entry_detail"
CASES_SHOWN = 20


class MediatorEntryList(ListPage):
    """调解员名册 with what each has on her hands."""

    audience = CASE_ROLES
    template_name = "disputes/mediator_entry/list.html"
    filterset_class = MediatorEntryFilter
    logs_reading = True

    def rows(self) -> MediatorEntryQuerySet:
        return with_load(roster(self.user), self.user, timezone.localdate())

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        keeps = may_somewhere(self.user, Act.COMMITTEE_APPOINT)
        village = all(p.division.level == Level.VILLAGE for p in self.user.postings_today)
        return {
            "loads": [(row, whole_days(row.days)) for row in page.object_list],
            "may_list": keeps and not village,
            "today": timezone.localdate(),
            "filtered": any(v for k, v in self.request.GET.items() if k != "page"),
        }


class MediatorEntryDetail(Page):
    """One mediator: appointment, hours, load, her cases as far as the reader may see them."""

    audience = CASE_ROLES
    template_name = "disputes/mediator_entry/detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        today = timezone.localdate()
        row = with_load(roster(self.user), self.user, today).fetch(self.user, uid=kwargs["uid"])
        cases = cases_of(row, listed(self.user))
        page = Paginator(cases, CASES_SHOWN).get_page(request.GET.get("page"))
        self.note_reading([row], row.place_id)
        self.note_reading(page.object_list)
        going_on = row.ended_on is None
        return self.page(
            row=row,
            page=page,
            cases=page.object_list,
            mean=whole_days(row.days),  # type: ignore[attr-defined]  # annotated by with_load
            contact=contact_of(self.user, row),
            holds=row.holds(today),
            today=today,
            may_change=going_on and may(self.user, Act.COMMITTEE_APPOINT, row.place_id),
            may_end=going_on
            and row.kind != MediatorEntry.Kind.MEMBER
            and may(self.user, Act.COMMITTEE_DISMISS, row.place_id),
        )


class MediatorEntryAppoint(CommitteeVerb):
    """聘任调解员, by a committee in office."""

    audience = ALLOWED[Act.COMMITTEE_APPOINT]
    moment = "appoint"
    heading = gettext_lazy("聘任调解员")
    button = gettext_lazy("聘任")
    form_class = AppointForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": candidates(self.row.place)}

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid4(), "appointed_on": timezone.localdate()}

    def act(self, data: dict[str, Any]) -> str:
        verbs.appoint(self.row.place, kind="appointed", committee=self.row, by=self.user, **data)
        return _("已聘任，列入名册。")


class MediatorEntryNew(PlainVerb):
    """登记特邀调解员、陪审员."""

    audience = ALLOWED[Act.COMMITTEE_APPOINT]
    heading = gettext_lazy("登记特邀调解员、陪审员")
    button = gettext_lazy("登记")
    form_class = ListedForm

    def prepare(self) -> None:
        self.places = list(places_for(self.user, ("sectoral",)))
        if not self.places:
            raise NotTheMoment(_("特邀调解员、陪审员由乡镇或县登记。"))

    def form_kwargs(self) -> dict[str, Any]:
        first = self.places[0]
        people = candidates(first) if len(self.places) == 1 else _everybody(self.places)
        return {"places": self.places, "people": people}

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid4(), "appointed_on": timezone.localdate()}

    def way(self) -> list[tuple[str, str]]:
        return [(_("调解员名册"), reverse(LIST))]

    def perform(self, data: dict[str, Any]) -> str:
        code = data.pop("place")
        place = next(p for p in self.places if p.code == code)
        row = verbs.appoint(place, by=self.user, **data)
        return self.done(_("已登记。"), reverse(DETAIL, args=[row.uid]))


def _everybody(places: list[Any]) -> Any:
    """Who is posted at one of these units today; the verb checks whether she is near enough."""
    posted = User.objects.filter(postings__division__in=places, is_active=True)
    return posted.distinct().order_by("name", "pk")


class EntryVerb(PlainVerb):
    """A verb on one line of the roster."""

    audience = ALLOWED[Act.COMMITTEE_APPOINT]
    needs: ClassVar[Act] = Act.COMMITTEE_APPOINT
    row: MediatorEntry

    def prepare(self) -> None:
        self.row = roster(self.user).fetch(self.user, uid=self.kwargs["uid"])
        require(self.user, self.needs, self.row.place_id)
        if self.row.ended_on is not None:
            raise NotTheMoment(_("聘任已经结束，记录只供查看。"))
        self.note_reading([self.row], self.row.place_id)

    def initial(self) -> dict[str, Any]:
        return {"version": self.row.version, "ended_on": timezone.localdate()}

    def sub(self) -> str:
        return f"{self.row.name}，{self.row.get_kind_display()}"

    def way(self) -> list[tuple[str, str]]:
        return [
            (_("调解员名册"), reverse(LIST)),
            (_("调解员"), reverse(DETAIL, args=[self.row.uid])),
        ]


class EntryEdit(EntryVerb):
    """修改名册."""

    heading = gettext_lazy("修改名册")
    button = gettext_lazy("保存")
    form_class = EntryEditForm

    def initial(self) -> dict[str, Any]:
        names = ("version", "specialities", "weekdays", "from_time", "to_time", "appointed_until")
        return {name: getattr(self.row, name) for name in (*names, "sex")}

    def act(self, data: dict[str, Any]) -> str:
        verbs.change_entry(self.row, by=self.user, **data)
        return _("已保存。")


class EntryEnd(EntryVerb):
    """解聘."""

    audience = ALLOWED[Act.COMMITTEE_DISMISS]
    needs = Act.COMMITTEE_DISMISS
    heading = button = gettext_lazy("解聘")
    form_class = EntryEndForm
    ends = True

    def prepare(self) -> None:
        super().prepare()
        if self.row.kind == MediatorEntry.Kind.MEMBER:
            raise NotTheMoment(_("她（他）是调委会委员，请在调委会页办理离任。"))

    def act(self, data: dict[str, Any]) -> str:
        verbs.end_entry(self.row, by=self.user, **data)
        return _("已解聘，记录保留。")


class EntryContact(EntryVerb):
    """看完整号码."""

    template_name = "parts/contact.html"
    heading = button = gettext_lazy("看完整号码")
    hint = gettext_lazy("原因和您的姓名记入查看日志；号码只显示这一次。")
    form_class = AnswerForm

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        self.note_reading([self.row], self.row.place_id, purpose=data["reason"])
        contact = contact_of(self.user, self.row)
        return self.page(shown=contact.phone if contact else "", form=None, **self.context())
