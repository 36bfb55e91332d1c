"""Pages of honours of places, teams and persons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, scope
from accounts.acts import Act, may_somewhere
from accounts.drawing.faults import DocumentError
from accounts.refusals import NotTheMoment
from accounts.roles import CASE_ROLES, Role
from accounts.templatetags.words import zh_day
from accounts.views.base import ListPage, Page, VerbPage
from accounts.views.download import file_answer
from campaigns.models import Division, Level
from households.award_work import answer_due
from households.forms.honour import DecideForm, HonourNoticeForm, ProposeForm
from households.honour_steps import face
from households.models import AwardNotice, Honour, Objection
from households.models.rank import Rank
from households.prints import certificate as paper
from households.queries.award import notice_of
from households.queries.award_notice import DAYS_AFTER
from households.queries.award_rules import rules_now
from households.queries.honour import honours, to_notice
from households.transitions.honour import grant, propose, refuse, revoke
from households.transitions.honour_notice import give_notice
from households.transitions.objection import may_answer, sum_of
from households.views.award_rules import OfYear

Status = Honour.Status
COUNTY_ONLY = frozenset({Role.COUNTY_FEDERATION})
OFFICES = frozenset({Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION})


class HonourList(ListPage):
    """Honours of the reach by kind."""

    audience = CASE_ROLES
    template_name = "households/honour/list.html"

    def rows(self) -> models.QuerySet[Any]:
        rows = honours(self.user)
        kind = self.request.GET.get("kind", "")
        return rows.filter(kind=kind) if kind in Honour.Kind.values else rows

    def extra(self, rows: Any, page: Any) -> dict[str, Any]:
        return {
            "kinds": Honour.Kind.choices,
            "kind": self.request.GET.get("kind", ""),
            "may_propose": may_somewhere(self.user, Act.HONOUR_PROPOSE),
            "may_notice": may_somewhere(self.user, Act.HONOUR_NOTICE),
            "lines": [(row, face(row, timezone.localdate())) for row in page.object_list],
        }


class HonourPropose(OfYear):
    """推荐."""

    audience = OFFICES
    template_name = "parts/verb.html"
    form_class = ProposeForm

    def form_kwargs(self) -> dict[str, Any]:
        places = Division.objects.in_reach(self.user).current().filter(level__gte=Level.COUNTY)
        places = places.filter(code__gte=self.place.code, code__lt=self.place.end)
        return {"places": list(places.order_by("code").values_list("code", "name", "level"))}

    def context(self) -> dict[str, Any]:
        here = reverse("households:honour_list")
        return {
            "heading": _("推荐集体和个人荣誉"),
            "button": _("推荐"),
            "sub": str(self.campaign.year) + _("年"),
            "hint": _("示范村要全村达标户达到规定的占比。推荐后由县妇联公示，期满没有异议再命名。"),
            "way": [(_("工作台"), reverse("home")), (_("集体和个人荣誉"), here)],
            "back_url": here,
        }

    def perform(self, data: dict[str, Any]) -> str:
        place = Division.objects.in_reach(self.user).get(code=int(data.pop("place")))
        row = propose(self.campaign, place=place, by=self.user, **data)
        messages.success(self.request, _("已推荐，由县妇联公示后命名。"))
        return reverse("households:honour_detail", args=[row.uid])


class HonourNotice(OfYear):
    """把推荐的几项一起公示."""

    audience = COUNTY_ONLY
    template_name = "parts/verb.html"
    form_class = HonourNoticeForm

    def prepare(self) -> None:
        super().prepare()
        self.waiting = to_notice(self.user, self.campaign)

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "choices": [
                (str(row.uid), f"{row.recipient or row.place.name}\n{row.get_kind_display()}")
                for row in self.waiting
            ]
        }

    def initial(self) -> dict[str, Any]:
        return {
            "awards": [str(row.uid) for row in self.waiting],
            "notice_from": timezone.localdate(),
        }

    def context(self) -> dict[str, Any]:
        here = reverse("households:honour_list")
        days = rules_now(self.campaign.pk).days(Rank.COUNTY)
        return {
            "heading": _("公示集体和个人荣誉"),
            "button": _("发公示"),
            "sub": _("%(n)d项待公示") % {"n": len(self.waiting)},
            "hint": _("公示%(n)d个工作日，个人姓名隐去一个字；有异议的停，答复后顺延。")
            % {"n": days},
            "way": [(_("工作台"), reverse("home")), (_("集体和个人荣誉"), here)],
            "back_url": here,
        }

    def perform(self, data: dict[str, Any]) -> str:
        chosen = [UUID(uid) for uid in data.pop("awards")]
        notice = give_notice(chosen, by=self.user, **data)
        told = {"n": len(chosen), "until": zh_day(notice.until)}
        messages.success(self.request, _("已公示%(n)d项，%(until)s期满。") % told)
        return reverse("households:award_notice_sheet", args=[notice.uid])


class HonourDetail(VerbPage):
    """One honour with its notice and objections; the county grants, refuses or revokes it here."""

    audience = CASE_ROLES
    template_name = "households/honour/detail.html"
    form_class = DecideForm
    honour: Honour

    def prepare(self) -> None:
        rows = Honour.objects.select_related("place", "campaign")
        self.honour = rows.fetch(self.user, uid=self.kwargs["uid"])

    def initial(self) -> dict[str, Any]:
        return {"version": self.honour.version}

    def context(self) -> dict[str, Any]:
        row, today = self.honour, timezone.localdate()
        seen = Objection.objects.visible_to(self.user).filter(honour=row)
        objections = list(seen.select_related("answered_by"))
        self.note_reading(objections, row.place_id)
        waiting = [one for one in objections if one.answered_on is None]
        due = answer_due(waiting)
        row.objected = bool(waiting)  # type: ignore[attr-defined]
        return {
            "honour": row,
            "face": face(row, today),
            "notice": notice_of(row, today),
            "total": sum_of(row),
            "objections": [(o, due.get(o.pk), may_answer(self.user, o)) for o in objections],
            **self._hung(today),
            **self._may(today, bool(waiting)),
        }

    def _hung(self, today: date) -> dict[str, Any]:
        """Where its notice hangs: that is public, so the township reads it too, though the sheet
        is the county's."""
        key = self.honour.notice_id
        if key is None:
            return {}
        mine = AwardNotice.objects.visible_to(self.user).filter(pk=key)
        with scope.as_system():
            sheet = AwardNotice.objects.defer("printed").get(pk=key)
        up = sheet.starts <= today <= sheet.until + timedelta(days=DAYS_AFTER)
        url = reverse("households:public_notice", args=[sheet.code])
        return {
            "sheet": sheet,
            "may_sheet": mine.exists(),
            "public_url": self.request.build_absolute_uri(url) if up else "",
        }

    def _may(self, today: date, objected: bool) -> dict[str, Any]:
        row = self.honour

        def may(act: Act, *statuses: str) -> bool:
            return row.status in statuses and acts.may(self.user, act, row.place_id)

        up = over = False
        if row.status == Status.NOTICED and row.notice_from and row.notice_until:
            up = row.notice_from <= today and (today <= row.notice_until or objected)
            over = today > row.notice_until and not objected
        return {
            "may_object": up and may(Act.AWARD_OBJECT, Status.NOTICED),
            "may_grant": over and may(Act.HONOUR_GRANT, Status.NOTICED),
            "may_refuse": may(Act.HONOUR_GRANT, Status.PROPOSED)
            or (over and may(Act.HONOUR_GRANT, Status.NOTICED)),
            "may_revoke": may(Act.HONOUR_REVOKE, Status.GRANTED),
            "may_print": row.status == Status.GRANTED and self.user.roles_today() & OFFICES,
        }

    def perform(self, data: dict[str, Any]) -> str:
        verbs: dict[str, Callable[..., Honour]] = {
            "grant": grant,
            "refuse": refuse,
            "revoke": revoke,
        }
        row = verbs[data["what"]](
            self.honour, words=data["words"], version=data["version"], by=self.user
        )
        messages.success(self.request, str(row.get_status_display()))
        return reverse("households:honour_detail", args=[row.uid])


class HonourCertificate(Page):
    """荣誉证书 of one honour."""

    audience = OFFICES

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        rows = Honour.objects.select_related("place", "campaign__county")
        row = rows.fetch(self.user, uid=uid)
        if row.status != Honour.Status.GRANTED:
            raise Http404
        one = paper.of_honour(
            row,
            lambda code: request.build_absolute_uri(reverse("campaigns:verify", args=[code])),
        )
        try:
            data = paper.pdf([one], title=str(_("荣誉证书")), author=one.issuer)
        except DocumentError as fault:
            raise NotTheMoment(str(fault)) from None
        return file_answer("pdf", data, "certificate", shown=True)
