"""Form pages that begin a protection case, and what its form pages share."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act, require
from accounts.moments import require_moment
from accounts.photos import BYTES_MOST
from disputes.forms import protection as forms
from disputes.models import Matter, ProtectionCase
from disputes.queries.protection import case_of
from disputes.transitions import casework
from disputes.transitions import protection as verbs
from disputes.transitions.hold import hold_matter, lift_matter_hold
from disputes.transitions.matter import Person
from disputes.views.seal import MatterVerb

TODAY = (
    "assessed_on", "done_on", "visited_on", "asked_on", "closed_on", "decided_on", "on", "since",
    "issued_on", "happened_on", "left_on", "result_on",
)  # fmt: skip


class CaseVerb(MatterVerb):
    """A verb on the protection case of one sealed matter; moment is asked before the form is
    shown, and whether she handles the file."""

    act_name: ClassVar[Act]
    moment: ClassVar[str]
    reported_first: ClassVar[bool] = False
    case: ProtectionCase

    def prepare(self) -> None:
        rows = Matter.objects.select_related("place", "protection__mandatory_report")
        self.matter = rows.filter(sealed=True, protection__isnull=False).fetch(
            self.user, uid=self.kwargs["uid"]
        )
        self.find()

    def find(self) -> None:
        """The case, and whether the step may be taken now."""
        case = case_of(self.matter)
        assert case is not None
        self.case = case
        case.matter = self.matter
        require(self.user, self.act_name, self.matter.place_id)
        casework.require_knows(self.user, self.matter)
        require_moment(case, self.moment, str(self.heading))
        if self.reported_first:
            casework.require_reported(case)
        self.note_reading([self.matter], self.matter.place_id)

    def initial(self) -> dict[str, Any]:
        return {"version": self.case.version} | dict.fromkeys(TODAY, timezone.localdate())


class CaseTake(MatterVerb):
    """登记求助情况."""

    audience = ALLOWED[Act.PROTECTION_TAKE]
    form_class = forms.TakeForm
    heading = button = gettext_lazy("登记求助情况")
    hint = gettext_lazy("危险正在发生的，先打 110。谁反映的，对任何人都不说。")

    def prepare(self) -> None:
        super().prepare()
        require(self.user, Act.PROTECTION_TAKE, self.matter.place_id)
        casework.require_knows(self.user, self.matter)

    def initial(self) -> dict[str, Any]:
        return {"child_found_at": forms.now()}

    def act(self, data: dict[str, Any]) -> str:
        children = [
            Person("concerned", data.pop(f"child_{at}"), capacity="none", id_number=number)
            if not (number := data.pop(f"child_id_{at}"))
            else Person("concerned", data.pop(f"child_{at}"), id_number=number)
            for at in range(forms.CHILDREN)
        ]
        data.pop("has_child")
        named = [child for child in children if child.name.strip()]
        verbs.take_case(self.matter, children=named, by=self.user, **data)
        return _("已登记。下一步：登记安全联系方式。")


class CasePerson(CaseVerb):
    """登记人员."""

    audience = ALLOWED[Act.PROTECTION_TAKE]
    act_name, moment = Act.PROTECTION_TAKE, "contact"
    form_class = forms.PersonForm
    heading = button = gettext_lazy("登记人员")
    hint = gettext_lazy("同住的孩子、老人等；有未成年人的须马上向公安机关报告。")

    def act(self, data: dict[str, Any]) -> str:
        person = Person(
            "concerned", data["name"], id_number=data["id_number"], capacity=data["capacity"]
        )
        verbs.add_person(
            self.case, person=person, found_at=data["found_at"], version=data["version"],
            by=self.user,
        )  # fmt: skip
        return _("已登记。")


class CaseContact(CaseVerb):
    """安全联系方式."""

    audience = ALLOWED[Act.PROTECTION_CONTACT]
    act_name, moment = Act.PROTECTION_CONTACT, "contact"
    form_class = forms.ContactForm
    heading = gettext_lazy("安全联系方式")
    button = gettext_lazy("登记联系方式")
    hint = gettext_lazy("以后打电话、走访、通知都只按这里写的做；不在短信里提是什么事。")

    def initial(self) -> dict[str, Any]:
        case = self.case
        return super().initial() | {
            "hours": case.contact_hours,
            "ask": case.contact_ask,
            "words": case.contact_words,
            "told": case.contact_told,
            "message": {True: "yes", False: "no"}.get(bool(case.contact_message))
            if case.has_safe_contact
            else None,
        }

    def act(self, data: dict[str, Any]) -> str:
        data["message"] = data["message"] == "yes"
        verbs.set_safe_contact(self.case, by=self.user, **data)
        return _("已登记，马上生效。")


class CaseReport(CaseVerb):
    """登记报告."""

    audience = ALLOWED[Act.PROTECTION_REPORT]
    act_name, moment = Act.PROTECTION_REPORT, "report"
    form_class = forms.ReportForm
    template_name = "disputes/protection/upload.html"
    heading = button = gettext_lazy("登记向公安机关报告")
    hint = gettext_lazy("反家庭暴力法第十四条、未成年人保护法第十一条；谁报告的依法保密。")

    def initial(self) -> dict[str, Any]:
        return super().initial() | {"reported_at": forms.now()}

    def act(self, data: dict[str, Any]) -> str:
        photo = data.pop("proof_photo")
        data["proof_photo"] = photo.read(BYTES_MOST + 1) if photo else b""
        verbs.report(self.case, by=self.user, **data)
        return _("已登记报告。")


class _HoldVerb(MatterVerb):
    """A form about keeping the file."""

    audience = ALLOWED[Act.PROTECTION_HOLD]

    def prepare(self) -> None:
        super().prepare()
        require(self.user, Act.PROTECTION_HOLD, self.matter.place_id)
        casework.require_knows(self.user, self.matter)

    def initial(self) -> dict[str, Any]:
        return {}


class CaseHold(_HoldVerb):
    """档案保全."""

    heading = gettext_lazy("档案保全")
    button = gettext_lazy("保全这份档案")
    hint = gettext_lazy("保全期间到期也不清除，比如案件还没有审结。")
    form_class = forms.HoldForm

    def act(self, data: dict[str, Any]) -> str:
        hold_matter(self.matter, by=self.user, **data)
        return _("已保全，到期不清除。")


class CaseUnhold(_HoldVerb):
    """解除保全."""

    heading = button = gettext_lazy("解除保全")
    form_class = forms.NothingForm

    def act(self, data: dict[str, Any]) -> str:
        lift_matter_hold(self.matter, by=self.user)
        return _("已解除保全。")


class SimpleVerb(CaseVerb):
    """A verb whose keywords are the form's fields: verb is called with the row and what was
    typed; said is shown afterwards."""

    verb: ClassVar[Any]
    said: ClassVar[str | Promise]

    def row(self) -> Any:
        """What the verb is about; the case unless a subclass says otherwise."""
        return self.case

    def act(self, data: dict[str, Any]) -> str:
        type(self).verb(self.row(), by=self.user, **data)
        return str(self.said)
