"""Pages of objections to a notice, of households and of honours."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.refusals import Forbidden
from accounts.roles import CASE_ROLES
from accounts.templatetags.words import zh_day
from accounts.views.verb import PlainVerb
from households.award_work import answer_due
from households.forms.award import AnswerForm, ObjectForm
from households.models import Award, Honour, Objection
from households.transitions.objection import answer, may_answer, object_to


class OfNoticed(PlainVerb):
    """A form about what is or was on notice: an award, or an honour."""

    audience = CASE_ROLES
    noticed: Award | Honour

    def sub(self) -> str:
        row = self.noticed
        if isinstance(row, Award):
            return f"{row.household.head_name} 家，{row.village.name}"
        return f"{row.get_kind_display()}，{row.recipient or row.place.name}"

    def way(self) -> list[tuple[str, str]]:
        row = self.noticed
        if isinstance(row, Award):
            up = (_("示范户创评"), reverse("households:award_list"))
            here = (row.village.name, reverse("households:award_detail", args=[row.uid]))
        else:
            up = (_("集体和个人荣誉"), reverse("households:honour_list"))
            here = (row.place.name, reverse("households:honour_detail", args=[row.uid]))
        return [(_("工作台"), reverse("home")), up, here]


class ObjectPage(OfNoticed):
    """登记异议."""

    form_class = ObjectForm
    heading = gettext_lazy("登记异议")
    button = gettext_lazy("登记异议")
    hint = gettext_lazy(
        "可以不留姓名。登记后公示暂停，3 个工作日内答复，停几个工作日顺延几个工作日。"
    )

    def initial(self) -> dict[str, Any]:
        return {"client_uuid": uuid4(), "received_on": timezone.localdate()}

    def act(self, data: dict[str, Any]) -> str:
        object_to(self.noticed, uid=data.pop("client_uuid"), by=self.user, **data)
        return _("异议已登记，答复前公示暂停。请在3个工作日内答复。")


class AwardObject(ObjectPage):
    """To the notice of a household."""

    def prepare(self) -> None:
        rows = Award.objects.select_related("household", "village", "campaign")
        self.noticed = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.note_reading([self.noticed], self.noticed.village_id)


class HonourObject(ObjectPage):
    """To the notice of an honour."""

    def prepare(self) -> None:
        rows = Honour.objects.select_related("place", "campaign")
        self.noticed = rows.fetch(self.user, uid=self.kwargs["uid"])


class ObjectionAnswer(OfNoticed):
    """答复异议."""

    form_class = AnswerForm
    heading = gettext_lazy("答复异议")
    button = gettext_lazy("答复")
    objection: Objection

    def prepare(self) -> None:
        rows = Objection.objects.select_related(
            *("award__household", "award__village", "award__campaign"),
            *("honour__place", "honour__campaign"),
        )
        self.objection = rows.fetch(self.user, uid=self.kwargs["uid"])
        noticed = self.objection.award or self.objection.honour
        assert noticed is not None  # objection_of_one
        self.noticed = noticed
        if not may_answer(self.user, self.objection):
            raise Forbidden(_("这件异议由公示的单位答复。"))
        self.note_reading([noticed], noticed.where)
        self.note_reading([self.objection], noticed.where)

    def facts(self) -> list[tuple[str, Any]]:
        row = self.objection
        due = answer_due([row])[row.pk]
        until = "" if row.answered_on else _("，%(day)s前答复") % {"day": zh_day(due)}
        return [
            (_("收到"), f"{zh_day(row.received_on)}{until}"),
            (_("提出人"), row.objector or _("没有留姓名")),
            (_("内容"), row.words),
        ]

    def act(self, data: dict[str, Any]) -> str:
        answer(self.objection, words=data["answer"], upheld=data["upheld"], by=self.user)
        if data["upheld"]:
            return _("已答复：异议成立，不再推荐。")
        return _("已答复：异议不成立，继续办理。")
