"""Reads of sealed matters and protection cases for their handlers' pages, work lists and API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext as _

from accounts.identity import mask_phone
from accounts.models import User
from disputes.models import (
    Matter,
    Party,
    ProtectionCase,
    ProtectionOrder,
    ShelterStay,
    WarningVisit,
)
from disputes.models.matter import MatterQuerySet
from disputes.queries.seal import own_matters


def listed(user: User) -> MatterQuerySet:
    """Own sealed matters, open ones first, the most urgent and newest first."""
    return (
        own_matters(user)
        .select_related("place", "owner", "dispute", "protection__mandatory_report")
        .prefetch_related("parties")
        .order_by("closed_on", "-protection__urgency", "-received_on", "-pk")
    )


def opened(user: User, uid: UUID) -> Matter:
    """One sealed matter with what its page shows, or 404."""
    return (
        Matter.objects.select_related(
            "place__parent",
            "owner",
            "received_by",
            "dispute__village",
            "dispute__mediator",
            "protection__mandatory_report__recorded_by",
        )
        .prefetch_related("parties")
        .filter(sealed=True)
        .fetch(user, uid=uid)
    )


def case_of(matter: Matter) -> ProtectionCase | None:
    """The protection case of a matter, None before the call for help is registered."""
    return getattr(matter, "protection", None)


def whole(matter: Matter) -> ProtectionCase | None:
    """The case of a matter with everything its page shows, in a fixed number of queries."""
    case = case_of(matter)
    if case is None:
        return None
    case.matter = matter
    prefetch_related_objects(
        [case],
        "assessments__answers",
        "assessments__assessed_by",
        "plan",
        "visits__visited_by",
        "orders__breaches",
        "warnings__visits",
        "stays",
        "appraisals",
        "legal_aids",
        "reporter_questions",
    )
    return case


def under_age(matter_id: int) -> bool:
    """Whether the person protected, or a child present, lacks full capacity (民法典 art. 17–22)."""
    rows = Party.objects.filter(matter=matter_id).exclude(side=Party.Side.RESPONDENT)
    return rows.exclude(capacity=Party.Capacity.FULL).exists()


def open_ends(case: ProtectionCase, ground: str, on: date) -> list[str]:
    """What still stands in the way of closing, in words."""
    out: list[str] = []
    if ground == ProtectionCase.Ground.UNFOUNDED:
        return out
    last = case.assessments.order_by("-assessed_on", "-pk").first()
    first = case.assessments.count() < 2
    if last is None or first:
        out.append(_("结案前要再评估一次"))
    if last is not None and last.level == "high" and ground == ProtectionCase.Ground.SAFE:
        out.append(_("最近一次评估还是高危险"))
    if not case.visits.exists():
        out.append(_("还没有走访过"))
    if ground in (ProtectionCase.Ground.HANDED, ProtectionCase.Ground.MOVED):
        return out
    if case.orders.in_force(on).exists():
        out.append(_("保护令还在有效期内"))
    if case.orders.filter(status=ProtectionOrder.Status.APPLIED).exists():
        out.append(_("保护令申请还没有结果"))
    if WarningVisit.objects.filter(warning__case=case, visited_on=None).exists():
        out.append(_("告诫书的查访还没有做完"))
    if ShelterStay.objects.filter(case=case, left_on=None).exists():
        out.append(_("还在庇护场所"))
    if case.plan.filter(done_on=None).exists():
        out.append(_("安全计划还有没做完的"))
    return out


@dataclass(frozen=True)
class SafeContact:
    """How a protected person may be reached. call: the only number that may be dialled, "" for
    none; message: whether one may be left; allowed: whether anybody may contact her at all."""

    call: str
    hours: str
    ask: str
    words: str
    told: str
    message: bool
    allowed: bool

    @property
    def masked(self) -> str:
        """The number as lists show it."""
        return mask_phone(self.call) if self.call else ""


NOT_ASKED = SafeContact("", "", "", "", "", message=False, allowed=False)


def safe_contact_of(matter: Matter) -> SafeContact | None:
    """The one way to reach the person a sealed matter is about, for call lists, plans, reminders,
    prints and slips; None for an ordinary matter, whose parties' own telephones hold. Until it
    was asked for nobody is called (features, wish 13)."""
    if not matter.sealed:
        return None
    case = case_of(matter)
    if case is None or not case.has_safe_contact:
        return NOT_ASKED
    return SafeContact(
        case.safe_phone,
        case.contact_hours,
        case.contact_ask,
        case.contact_words,
        case.contact_told,
        message=bool(case.contact_message),
        allowed=True,
    )


def owed_cases(user: User) -> list[ProtectionCase]:
    """Open cases the user handles, with what her work list says of each."""
    rows = (
        ProtectionCase.objects.visible_to(user)
        .open()
        .filter(
            Q(matter__owner=user) | Q(matter__handlers__person=user, matter__handlers__until=None)
        )
        .select_related("matter", "place", "mandatory_report", "matter__owner")
        .prefetch_related("orders", "warnings__visits", "stays", "plan", "visits")
        .distinct()
    )
    return list(rows)
