"""Form pages of assessing, planning, visiting and closing a protection case."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.acts import ALLOWED, Act
from accounts.templatetags.words import zh_date
from disputes.forms import protection as forms
from disputes.models import SafetyStep
from disputes.transitions import protection_end, safety
from disputes.views.case import CaseVerb


class CaseAssess(CaseVerb):
    """安全评估."""

    audience = ALLOWED[Act.PROTECTION_ASSESS]
    act_name, moment = Act.PROTECTION_ASSESS, "assess"
    form_class = forms.AssessForm
    heading = button = gettext_lazy("安全评估")
    hint = gettext_lazy("逐项问清楚；分值只用来排先后，等级由您决定。")

    def perform(self, data: dict[str, Any]) -> str:
        form = self.form_class(self.request.POST)
        form.is_valid()
        made = safety.assess(
            self.case,
            answers=form.answers,
            level=data["level"],
            reasons=data["reasons"],
            on=data["assessed_on"],
            review_on=data["review_on"],
            version=data["version"],
            by=self.user,
        )
        words = _("已评为%(level)s，%(day)s前再评估。")
        return self.done(
            words % {"level": made.get_level_display(), "day": zh_date(made.review_on)}
        )


class CasePlan(CaseVerb):
    """安排措施."""

    audience = ALLOWED[Act.PROTECTION_PLAN]
    act_name, moment, reported_first = Act.PROTECTION_PLAN, "plan", True
    form_class = forms.PlanForm
    heading = button = gettext_lazy("安排措施")
    hint = gettext_lazy("和她一起商量：出了事往哪走、带什么、找谁、孩子怎么办。")

    def act(self, data: dict[str, Any]) -> str:
        safety.plan_step(self.case, by=self.user, **data)
        return _("已安排。")


class StepDone(CaseVerb):
    """登记完成."""

    audience = ALLOWED[Act.PROTECTION_PLAN]
    act_name, moment = Act.PROTECTION_PLAN, "act"
    form_class = forms.DoneForm
    heading = button = gettext_lazy("登记完成")

    def prepare(self) -> None:
        rows = SafetyStep.objects.select_related("matter__place", "case__mandatory_report")
        self.step = rows.fetch(self.user, uid=self.kwargs["uid"])
        self.matter = self.step.matter
        self.matter.protection = self.step.case
        self.find()

    def facts(self) -> list[tuple[str, Any]]:
        return [(_("做什么"), self.step.what), (_("谁来做"), self.step.who)]

    def act(self, data: dict[str, Any]) -> str:
        on = data.pop("done_on")
        safety.finish_step(self.step, on=on, by=self.user, **data)
        return _("已登记完成。")


class CaseVisitNew(CaseVerb):
    """登记走访."""

    audience = ALLOWED[Act.PROTECTION_VISIT]
    act_name, moment, reported_first = Act.PROTECTION_VISIT, "visit", True
    form_class = forms.VisitForm
    heading = button = gettext_lazy("登记走访")
    hint = gettext_lazy("只按安全联系方式联系；上门前先确认对方不在。")

    def facts(self) -> list[tuple[str, Any]]:
        case = self.case
        return [
            (_("什么时候可以"), case.contact_hours),
            (_("找谁"), case.contact_ask or "—"),
            (_("怎么说"), case.contact_words or "—"),
        ]

    def act(self, data: dict[str, Any]) -> str:
        on = data.pop("visited_on")
        protection_end.visit(self.case, on=on, by=self.user, **data)
        return _("已登记走访。")


class CaseAsker(CaseVerb):
    """有人打听反映人: always the same answer."""

    audience = ALLOWED[Act.PROTECTION_REFUSE]
    act_name, moment = Act.PROTECTION_REFUSE, "contact"
    form_class = forms.AskerForm
    heading = gettext_lazy("有人打听是谁反映的")
    button = gettext_lazy("登记并答复")

    def facts(self) -> list[tuple[str, Any]]:
        return [(_("只这样答复"), protection_end.REFUSAL)]

    def act(self, data: dict[str, Any]) -> str:
        protection_end.refuse_reporter(
            self.case, asker=data["asker"], on=data["asked_on"], by=self.user
        )
        return _("已登记。答复：%(words)s") % {"words": protection_end.REFUSAL}


class CaseClose(CaseVerb):
    """结案."""

    audience = ALLOWED[Act.PROTECTION_CLOSE]
    act_name, moment, reported_first = Act.PROTECTION_CLOSE, "close", True
    form_class = forms.CloseForm
    heading = button = gettext_lazy("结案")
    hint = gettext_lazy("结案前再评估一次；保护令、告诫书、庇护已了结或已移交，走访已做。")
    ends = True

    def act(self, data: dict[str, Any]) -> str:
        on = data.pop("closed_on")
        protection_end.close(self.case, on=on, by=self.user, **data)
        return _("已结案，保存 5 年后清除。")


class CaseReopen(CaseVerb):
    """重新办理."""

    audience = ALLOWED[Act.PROTECTION_CLOSE]
    act_name, moment = Act.PROTECTION_CLOSE, "reopen"
    form_class = forms.ReopenForm
    heading = button = gettext_lazy("重新办理")
    hint = gettext_lazy("当天重新做安全评估。")

    def act(self, data: dict[str, Any]) -> str:
        protection_end.reopen(self.case, by=self.user, **data)
        return _("已重新办理，请今天做安全评估。")
