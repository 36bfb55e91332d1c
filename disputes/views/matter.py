"""Pages of matters: list, the door, one matter, its slip, whole numbers."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, may, may_somewhere
from accounts.identity import mask_id
from accounts.roles import CASE_ROLES
from accounts.templatetags.words import zh_day
from accounts.views.base import ListPage, Page, VerbPage
from accounts.views.verb import PlainVerb
from disputes import matter_story
from disputes.filters import MatterFilter
from disputes.forms.matter import ReceiveForm, RevealForm, label_of
from disputes.matter_offers import matter_offers
from disputes.models import Matter, Party, Route, Source
from disputes.models.matter import MatterQuerySet
from disputes.queries import matter as queries
from disputes.queries.contact import caller_phone
from disputes.queries.rights import next_visit
from disputes.queries.twin import possible_twins
from disputes.receipt_slip import qr_of
from disputes.transitions.intake import asks, register
from disputes.transitions.reveal import reveal_matter


class MatterList(ListPage):
    """Matters inside the reach, the unsorted first."""

    audience = CASE_ROLES
    template_name = "disputes/matter/list.html"
    filterset_class = MatterFilter
    logs_reading = True

    def rows(self) -> MatterQuerySet:
        return queries.listed(self.user)

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        typed = {k for k, v in self.request.GET.items() if v and k != "page"}
        found = page.paginator.count
        owed = queries.owed_of(page.object_list)
        for row in page.object_list:
            row.owed = owed.get(row.pk)
        return {
            "may_receive": may_somewhere(self.user, Act.MATTER_RECEIVE),
            "filtered": bool(typed),
            "everything": found if found or not typed else self.rows().count(),
            "today": timezone.localdate(),
        }


class MatterReceive(VerbPage):
    """来件登记. ?channel=hotline opens it for whoever sits at the telephone."""

    audience = ALLOWED[Act.MATTER_RECEIVE]
    template_name = "disputes/matter/form.html"
    form_class = ReceiveForm
    asked: list[str] = []

    def prepare(self) -> None:
        self.places = queries.places_of(self.user)

    def form_kwargs(self) -> dict[str, Any]:
        return {"places": self.places}

    def initial(self) -> dict[str, Any]:
        channel = self.request.GET.get("channel", "")
        return {
            "client_uuid": uuid4(),
            "received_on": timezone.localdate(),
            "channel": channel if channel in Source.values else None,
        }

    def context(self) -> dict[str, Any]:
        unit = queries.own_unit(self.user)
        return {
            "labels": [label_of(d) for d in self.places],
            "unit": unit,
            "asked": self.asked,
            "several": len(self.places) > 1,
        }

    def perform(self, data: dict[str, Any]) -> str:
        harmed, people = data["child_harmed"], data["people"]
        self.asked = asks(data["brief"], data["request"], child_harmed=harmed, people=people)
        matter = register(
            place=data["place"] or self.places[0],
            channel=data["channel"],
            brief=data["brief"],
            request=data["request"],
            category=data["category"],
            caller=data["spoke"],
            people=people,
            child_harmed=harmed,
            protect={"yes": True, "no": False}.get(data["protect"]),
            unprotected_reason=data["unprotected_reason"],
            received_on=data["received_on"],
            client_uuid=data["client_uuid"],
            by=self.user,
        )
        words = _("已登记。回执码 %(code)s，请告诉来人。") % {"code": matter.receipt}
        messages.success(self.request, words)
        page = "protection_detail" if matter.route == Route.PROTECTION else "matter_detail"
        return reverse(f"disputes:{page}", args=[matter.uid])


class MatterDetail(Page):
    """One matter: where it stands, who answers for it, what is owed next, the slip."""

    audience = CASE_ROLES
    template_name = "disputes/matter/detail.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        matter = queries.opened(self.user, uid)
        self.note_reading([matter], place=matter.place_id)
        told, rights = matter_story.trail_of(matter), matter.rights_matter
        return self.page(
            matter=matter,
            steps=matter_story.steps(matter),
            entries=matter_story.history(matter, told),
            last=told[0] if told else None,
            offers=matter_offers(matter, self.user),
            owed=queries.owed_of([matter]).get(matter.pk),
            caller_phone=caller_phone(matter),
            rights=rights,
            clocks=matter_story.clocks(rights, timezone.localdate()) if rights else [],
            next_visit=next_visit(rights) if rights else None,
            twins=possible_twins(self.user, matter),
            people=[_shown(party) for party in matter.parties.all()],
            may_reveal=may(self.user, Act.PERSON_REVEAL, matter.place_id),
        )


def _shown(party: Party) -> dict[str, str]:
    """A party as an opened matter shows her: numbers masked (C5)."""
    return {
        "side": str(party.get_side_display()),
        "name": party.name,
        "phone": party.contact_words or party.masked_phone,
        "number": mask_id(party.id_number) if party.id_number else "",
    }


class MatterReceipt(Page):
    """回执: code, day, unit and where to ask; nothing of what it is about (features 35)."""

    audience = CASE_ROLES
    template_name = "disputes/matter/receipt.html"

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        matter = queries.opened(self.user, uid)
        self.note_reading([matter], place=matter.place_id)
        address = request.build_absolute_uri(reverse("disputes:receipt"))
        return self.page(matter=matter, address=address, qr=qr_of(address))


class MatterVerb(PlainVerb):
    """A verb on one matter. act is asked before the form is shown."""

    matter: Matter

    def prepare(self) -> None:
        self.matter = queries.opened(self.user, self.kwargs["uid"])
        self.check()
        self.note_reading([self.matter], place=self.matter.place_id)

    def check(self) -> None:
        """403 or 409 before anybody fills in what cannot be done."""

    def initial(self) -> dict[str, Any]:
        return {"version": self.matter.version}

    def sub(self) -> str:
        return _("%(day)s %(channel)s") % {
            "day": zh_day(self.matter.received_on),
            "channel": self.matter.get_channel_display(),
        }

    def way(self) -> list[tuple[str, str]]:
        return [
            (_("来件"), reverse("disputes:matter_list")),
            (_("这一件"), reverse("disputes:matter_detail", args=[self.matter.uid])),
        ]


class MatterReveal(MatterVerb):
    """显示完整电话和号码: shown once on the answer to a POST, kept nowhere (C5)."""

    audience = ALLOWED[Act.PERSON_REVEAL]
    form_class = RevealForm
    heading = gettext_lazy("显示完整电话和号码")
    button = gettext_lazy("显示一次")
    hint = gettext_lazy("只显示这一次，不要截图、抄到别处或用微信发送。")

    def initial(self) -> dict[str, Any]:
        return {}

    def perform(self, data: dict[str, Any]) -> HttpResponse:
        facts = reveal_matter(
            self.matter, reason=data["reason"], by=self.user, page="disputes:matter_reveal"
        )
        self.template_name = "disputes/matter/shown.html"  # type: ignore[misc]
        return self.page(**self.context() | {"facts": facts})
