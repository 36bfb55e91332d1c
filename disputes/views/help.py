"""Form pages of police warnings, shelter, appraisal, legal aid and mediation besides."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from disputes.forms import order as forms
from disputes.models import (
    InjuryAppraisal,
    LegalAid,
    ShelterStay,
    WarningVisit,
)
from disputes.transitions import shelter as helps
from disputes.transitions import warning as warnings
from disputes.views.case import SimpleVerb
from disputes.views.order import OfRow, PaperVerb


class HelpVerb(SimpleVerb):
    """A verb of help."""

    audience = ALLOWED[Act.PROTECTION_HELP]
    act_name, moment = Act.PROTECTION_HELP, "act"


class WarningNew(PaperVerb):
    """登记告诫书."""

    reported_first = True
    form_class = forms.WarningForm
    verb = warnings.record_warning
    heading = button = gettext_lazy("登记告诫书")
    hint = gettext_lazy("登记后自动排查访：7 天后一次，以后三个月每月一次。")
    said = gettext_lazy("已登记，查访已排好。")


class WarningVisited(OfRow):
    """登记查访."""

    audience = ALLOWED[Act.PROTECTION_VISIT]
    act_name, moment = Act.PROTECTION_VISIT, "act"
    model = WarningVisit
    joined = ("matter__place", "warning__case__mandatory_report")
    form_class = forms.WarningVisitForm
    verb = warnings.record_warning_visit
    heading = button = gettext_lazy("登记查访")
    hint = gettext_lazy("派出所和村（社区）对双方查访，督促不再犯（反家庭暴力法第十七条）。")
    said = gettext_lazy("已登记查访。")

    def case_of_row(self) -> Any:
        return self.found.warning.case


class StayNew(HelpVerb):
    """登记入住."""

    reported_first = True
    form_class = forms.StayForm
    verb = helps.take_into_shelter
    heading = button = gettext_lazy("登记临时庇护")
    hint = gettext_lazy("地址不登记、不打印、不告诉任何人。")
    said = gettext_lazy("已登记入住。")


class StayLeave(OfRow, HelpVerb):
    """登记离开."""

    model = ShelterStay
    form_class = forms.LeaveForm
    verb = helps.leave_shelter
    heading = button = gettext_lazy("登记离开庇护")
    said = gettext_lazy("已登记离开。")


class AppraisalNew(HelpVerb):
    """委托伤情鉴定."""

    form_class = forms.AskedForm
    verb = helps.ask_appraisal
    heading = button = gettext_lazy("登记伤情鉴定")
    said = gettext_lazy("已登记。")


class AppraisalResult(OfRow, HelpVerb):
    """鉴定意见."""

    model = InjuryAppraisal
    form_class = forms.ResultForm
    verb = helps.record_result
    heading = button = gettext_lazy("登记鉴定意见")
    said = gettext_lazy("已登记。")


class LegalAidNew(HelpVerb):
    """申请法律援助."""

    form_class = forms.AskedForm
    verb = helps.ask_legal_aid
    heading = button = gettext_lazy("登记法律援助")
    said = gettext_lazy("已登记。")


class LegalAidResult(OfRow, HelpVerb):
    """法律援助结果."""

    model = LegalAid
    form_class = forms.ResultForm
    verb = helps.record_result
    heading = button = gettext_lazy("登记援助结果")
    said = gettext_lazy("已登记。")


class CaseMediate(HelpVerb):
    """财产、抚养、探望等另行调解."""

    reported_first = True
    form_class = forms.MediateForm
    verb = helps.mediate_besides
    heading = button = gettext_lazy("另行调解")
    hint = gettext_lazy(
        "只调财产、抚养、赡养、探望、居住；暴力本身不得调解，双方不见面，仍在受保护范围内。"
    )
    said = gettext_lazy("已登记，案件仍只有经办人看得到。")
