"""What is due in one's own protection files: one source for the work list, the page of a file and
the calendar (features, wish 15). Whether something is late is told by the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from disputes.clocks.order import decided_by, renewal_reminders, report_due
from disputes.models import ProtectionCase, ProtectionOrder
from disputes.queries.protection import owed_cases

REMIND = (15, 5)  # days before an order ends (house choice [C])
Status, Order = ProtectionCase.Status, ProtectionOrder.Status


@dataclass(frozen=True)
class Owed:
    """One thing that is due: day or instant, what to do inside the file, what a list may say of
    it, where it is done, the word of the link. since: the day from which it is shown on the work
    list."""

    on: date
    words: str
    quiet: str
    url: str
    act: str
    at: datetime | None = None
    since: date | None = None


def owed_of(case: ProtectionCase, today: date) -> list[Owed]:
    """Everything due of one case, earliest first (orders, warnings, stays, plan, visits joined)."""
    if case.status == Status.CLOSED:
        return []
    rows = [
        *_intake(case),
        *_risk(case),
        *_orders(case, today),
        *_warnings(case),
        *_rest(case),
    ]
    return sorted(rows, key=lambda o: (o.on, o.at is None, o.words))


def calendar_of(
    user: User, today: date
) -> tuple[list[ProtectionCase], list[tuple[date, list[tuple[ProtectionCase, Owed]]]]]:
    """The user's own open cases and what is due in them, by day."""
    cases = owed_cases(user)
    days: dict[date, list[tuple[ProtectionCase, Owed]]] = {}
    for case in cases:
        for owed in owed_of(case, today):
            days.setdefault(owed.on, []).append((case, owed))
    return cases, sorted(days.items())


def _page(name: str, uid: object) -> str:
    return reverse(f"disputes:{name}", args=[uid])


def _intake(case: ProtectionCase) -> Iterator[Owed]:
    uid, opened = case.matter.uid, timezone.localdate(case.opened_at)
    if case.report_owed and case.child_found_at is not None:
        at = report_due(case.child_found_at).late.at
        yield Owed(
            timezone.localdate(at), _("向公安机关报告并登记"), _("来件待报告"),
            _page("case_report", uid), _("登记报告"), at=at,
        )  # fmt: skip
    if not case.has_safe_contact:
        words = _("登记安全联系方式")
        yield Owed(opened, words, _("来件待登记联系方式"), _page("case_contact", uid), _("登记"))
    elif case.status == Status.ASKED:
        yield Owed(opened, _("安全评估"), _("来件待评估"), _page("case_assess", uid), _("评估"))


def _risk(case: ProtectionCase) -> Iterator[Owed]:
    if case.review_on and case.status != Status.ASKED:
        url = _page("case_assess", case.matter.uid)
        yield Owed(case.review_on, _("再做安全评估"), _("来件待复评"), url, _("评估"))


def _orders(case: ProtectionCase, today: date) -> Iterator[Owed]:
    for order in case.orders.all():
        if order.status == Order.APPLIED and order.applied_at:
            at = decided_by(order.applied_at, urgent=order.urgent).at
            yield Owed(
                timezone.localdate(at), _("法院应作出裁定"), _("来件待登记结果"),
                _page("order_grant", order.uid), _("登记裁定"), at=at,
            )  # fmt: skip
        if order.protects(today) and order.last_on and order.decided_on:
            shown = renewal_reminders(order.decided_on, order.last_on, REMIND)
            yield Owed(
                order.last_on, _("保护令最后有效日，失效前可以申请延长"), _("来件有一项快到期"),
                _page("order_extend", order.uid), _("申请延长"),
                since=min(shown, default=order.last_on),
            )  # fmt: skip


def _warnings(case: ProtectionCase) -> Iterator[Owed]:
    for warning in case.warnings.all():
        for visit in warning.visits.all():
            if visit.visited_on is None:
                url = _page("warning_visit", visit.uid)
                yield Owed(visit.due_on, _("告诫书查访"), _("来件待走访"), url, _("登记查访"))


def _rest(case: ProtectionCase) -> Iterator[Owed]:
    for stay in case.stays.all():
        if stay.left_on is None and stay.until:
            url = _page("stay_leave", stay.uid)
            yield Owed(stay.until, _("庇护预计到期"), _("来件有一项快到期"), url, _("登记离开"))
    for step in case.plan.all():
        if step.done_on is None:
            words = _("安全计划：%(kind)s") % {"kind": step.get_kind_display()}
            url = _page("step_done", step.uid)
            yield Owed(step.due_on, words, _("来件有一项待完成"), url, _("登记完成"))
    visits = list(case.visits.all())
    if visits and visits[0].next_on:
        url = _page("case_visit", case.matter.uid)
        yield Owed(visits[0].next_on, _("跟踪走访"), _("来件待走访"), url, _("登记走访"))
