"""Sealed matters of every village for the matrix: one its own worker handles, and in 甲一村 another
that only the township and one handler know of; a dispute somebody has to stand aside for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from accounts.walls import Kind
from campaigns.models import Division
from disputes.models import (
    CaseVisit,
    Dispute,
    InjuryAppraisal,
    LegalAid,
    MandatoryReport,
    Matter,
    MatterHandler,
    MatterHold,
    MatterOpening,
    OrderBreach,
    Party,
    PersonNotice,
    PoliceWarning,
    ProtectionCase,
    ProtectionOrder,
    ReporterQuestion,
    SafetyAnswer,
    SafetyAssessment,
    SafetyStep,
    ShelterStay,
    WarningVisit,
)

if TYPE_CHECKING:
    from tests.cast import World
    from tests.security.rows import Rows


def build(world: World, rows: Rows, village: Division, worker: User) -> None:
    """Everything of one village."""
    from tests.security.rows import VILLAGES

    code = village.code
    town = {VILLAGES[2]: "town_next", VILLAGES[3]: "county_other"}.get(code, "town")
    people = {worker.username: "handler", town: "supervisor"}
    own = _sealed(world, rows, village, worker, people)
    rows.by_noun["protection"][code] = own
    _case(rows, own, worker)
    rows.by_noun["matter_openings"][code] = _opening(world, rows, own, worker)
    rows.make(
        PersonNotice, code, person=worker, told_at=timezone.now(), url="", key=f"n{code}",
    )  # fmt: skip
    if code != VILLAGES[0]:
        return
    closed = _sealed(world, rows, village, worker, {"handler": "handler", "town": "supervisor"})
    rows.by_noun["sealed_matters"][code] = closed
    _case(rows, closed, world.users["handler"])
    rows.by_noun["sealed_openings"][code] = _opening(world, rows, closed, world.users["handler"])
    rows.by_noun["sealed_disputes"][code] = _dispute(rows, closed, village, world.users["handler"])
    aside = rows.by_noun["matters_revisited"][code]
    home = rows.by_noun["families"][code].household
    rows.make(
        Party, code, side="concerned", matter=aside, place=village, household=home,
        id_hash=uuid4().bytes,
    )  # fmt: skip
    rows.aside_matters["kin"] = {aside.pk}


def _sealed(
    world: World, rows: Rows, village: Division, worker: User, people: dict[str, str]
) -> Matter:
    code, today = village.code, timezone.localdate()
    matter = rows.make(
        Matter, code, place=village, unit=village, owner=worker, channel="hotline",
        received_on=today, received_by=worker, status="handling", route="protection",
        sorted_on=today, sealed=True, receipt=f"SEAL-{code % 10**4}-{worker.pk}",
    )  # fmt: skip
    for who, role in people.items():
        rows.make(
            MatterHandler, code, matter=matter, place=village, person=world.users[who], role=role,
            since=today, named_by=worker,
        )  # fmt: skip
    for side in ("applicant", "respondent"):
        rows.make(Party, code, side=side, matter=matter, place=village, id_hash=uuid4().bytes)
    rows.sealed_matters[matter.pk] = set(people)
    return matter


def _opening(world: World, rows: Rows, matter: Matter, by: User) -> MatterOpening:
    """One that has run out: it lets nobody in any more."""
    now = timezone.now()
    values: dict[str, Any] = {"matter": matter, "place": matter.place, "verdict": ""}
    return rows.make(
        MatterOpening, matter.place_id, person=world.users["county"], kind="granted",
        opened_by=by, opened_at=now - timedelta(days=2), until=now - timedelta(days=1),
        review_due=timezone.localdate(), **values,
    )  # fmt: skip


def _dispute(rows: Rows, matter: Matter, village: Division, worker: User) -> Dispute:
    today = timezone.localdate()
    return rows.make(
        Dispute, village.code, matter=matter, village=village, status="mediating", kind="marriage",
        taken_in_on=today, taken_in_by=worker, serial=village.code % 10**6 * 2 + 900_000,
        accepted_on=today, mediator=worker, due_on=today + timedelta(days=30), ending="",
    )  # fmt: skip


def _case(rows: Rows, matter: Matter, worker: User) -> None:
    """A protection case with one row of every noun that hangs on it."""
    code, today, now = matter.place_id, timezone.localdate(), timezone.now()
    on: dict[str, Any] = {"matter": matter, "place": matter.place}
    case = rows.make(
        ProtectionCase, code, status="handling", opened_at=now, opened_by=worker,
        relation="spouse", injury="light", police_called="no", needs=["order"],
        child_found_at=now, contact_message=False, contact_asked_on=today, level="high",
        ground="", review_on=today + timedelta(days=7), **on,
    )  # fmt: skip
    below: dict[str, Any] = on | {"case": case}
    made = {"recorded_by": worker, "recorded_at": now}
    assessment = rows.make(
        SafetyAssessment, code, assessed_on=today, assessed_by=worker, urgency=5, level="high",
        review_on=today + timedelta(days=7), recorded_at=now, **below,
    )  # fmt: skip
    rows.make(
        SafetyAnswer, code, assessment=assessment, factor="worse", answer="yes", on_day=today, **on
    )
    found: dict[str, Any] = {}
    found["protection_steps"] = rows.make(
        SafetyStep, code, kind="self", due_on=today, added_by=worker, added_at=now, result="",
        **below,
    )  # fmt: skip
    rows.make(
        CaseVisit, code, visited_on=today, way="call", safety="safe", visited_by=worker,
        recorded_at=now, **below,
    )  # fmt: skip
    rows.make(ReporterQuestion, code, asked_on=today, answered_by=worker, recorded_at=now, **below)
    seen = rows.canary(Kind.FILE, code, "disputes.mandatoryreport.proof_photo")
    rows.secrets[seen].matter = matter.pk
    found["mandatory_reports"] = rows.make(
        MandatoryReport, code, found_at=now, reported_at=now, proof_photo=seen.encode(), **made,
        **below,
    )  # fmt: skip
    warning = rows.make(PoliceWarning, code, issued_on=today, **made, **below)
    found["warning_visits"] = rows.make(
        WarningVisit, code, warning=warning, due_on=today + timedelta(days=7), visitors="",
        found="", **on,
    )  # fmt: skip
    order = rows.make(
        ProtectionOrder, code, status="granted", applicant="self", applied_at=now,
        decided_on=today, measures=["stop"], months=6, last_on=today + timedelta(days=180),
        **made, **below,
    )  # fmt: skip
    found["protection_orders"] = order
    rows.make(OrderBreach, code, order=order, happened_on=today, police_told_at=now, **made, **on)
    found["shelter_stays"] = rows.make(ShelterStay, code, since=today, **made, **below)
    found["appraisals"] = rows.make(
        InjuryAppraisal, code, asked_on=today, result="", **made, **below
    )
    found["legal_aids"] = rows.make(LegalAid, code, asked_on=today, result="", **made, **below)
    rows.make(MatterHold, code, placed_by=worker, placed_on=today, **on)
    for noun, row in found.items():
        rows.by_noun[noun].setdefault(code, row)
        rows.by_noun[f"sealed_{noun}"][code] = row
