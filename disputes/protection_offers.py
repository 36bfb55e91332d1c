"""Which step a protection file offers its handlers: the next one big, the others beside it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acts import Act, may
from accounts.models import User
from disputes.models import Matter, ProtectionCase, Route
from disputes.offers import Offer, Offers
from disputes.story import Step

Status = ProtectionCase.Status


def offers_of(matter: Matter, case: ProtectionCase | None, user: User, *, mine: bool) -> Offers:
    """What `user` can do next; nothing for whoever only reads."""
    out = Offers()
    if not mine:
        return out
    if case is None:
        if matter.route == Route.PROTECTION:
            out.main = _offer(_("登记求助情况"), "case_take", matter)
        return out
    out.main, out.others = _next(matter, case)
    closing = may(user, Act.PROTECTION_CLOSE, matter.place_id)
    if case.status == Status.CLOSED:
        out.main = _offer(_("重新办理"), "case_reopen", matter) if closing else None
        out.others = []
        return out
    out.more = _more(matter, case)
    if closing and case.status != Status.ASKED and not case.report_owed:
        out.more.append(_offer(_("结案"), "case_close", matter, ends=True))
    return out


def _next(matter: Matter, case: ProtectionCase) -> tuple[Offer | None, list[Offer]]:
    """The one next step: report, contact, assess, plan, visit."""
    assess = _offer(_("安全评估"), "case_assess", matter)
    plan = _offer(_("安排措施"), "case_plan", matter)
    visit = _offer(_("登记走访"), "case_visit", matter)
    contact = _offer(_("安全联系方式"), "case_contact", matter)
    if case.report_owed:
        others = [contact] if not case.has_safe_contact else [assess]
        return _offer(_("登记向公安机关报告"), "case_report", matter), others
    if not case.has_safe_contact:
        return contact, []
    if case.status == Status.ASKED:
        return assess, []
    if case.status == Status.ASSESSED:
        return plan, [assess]
    return visit, [plan, assess]


def _more(matter: Matter, case: ProtectionCase) -> list[Offer]:
    rows = [(_("登记人员"), "case_person")]
    if case.has_safe_contact:
        rows.append((_("改联系方式"), "case_contact"))
    if case.status != Status.ASKED and not case.report_owed:
        rows += [
            (_("协助申请保护令"), "order_new"),
            (_("登记告诫书"), "warning_new"),
            (_("登记临时庇护"), "stay_new"),
            (_("登记伤情鉴定"), "appraisal_new"),
            (_("登记法律援助"), "legal_aid_new"),
        ]
        if matter.mediation is None:
            rows.append((_("另行调解财产、探望等"), "case_mediate"))
    rows.append((_("有人打听是谁反映的"), "case_asker"))
    return [_offer(words, view, matter) for words, view in rows]


def _offer(words: str, view: str, matter: Matter, *, ends: bool = False) -> Offer:
    return Offer(words, reverse(f"disputes:{view}", args=[matter.uid]), ends)


def steps_of(case: ProtectionCase | None) -> list[Step]:
    """求助 → 安全评估 → 处置 → 跟踪 → 结案, where it stands."""
    words = [_("求助"), _("安全评估"), _("处置"), _("跟踪"), _("结案")]
    order = [Status.ASKED, Status.ASSESSED, Status.HANDLING, Status.TRACKING, Status.CLOSED]
    at = order.index(Status(case.status)) + 1 if case else 0
    if case and case.status == Status.CLOSED:
        at = len(words)
    states = ["done" if i < at else "now" if i == at else "later" for i in range(len(words))]
    return [Step(label, "", state) for label, state in zip(words, states, strict=True)]
