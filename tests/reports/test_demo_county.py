"""The demo county: whole, repeatable, and equal to what the verbs make of the same input."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from accounts import trail
from accounts.models import User
from campaigns.models import (
    Division,
    Level,
    Pledge,
    PledgeHandOver,
    PledgePrint,
    PledgeTemplate,
    Rung,
)
from campaigns.transitions.pledge import issue, sign
from disputes.models import (
    Agreement,
    Dispute,
    DisputeMediator,
    FollowUp,
    MandatoryReport,
    Matter,
    MatterHandOver,
    MatterOpening,
    MediationSession,
    OrderBreach,
    Party,
    Promise,
    ProtectionCase,
    ProtectionOrder,
    SafetyCheck,
    ShelterStay,
)
from disputes.queries.hand_over import people_of
from disputes.transitions import agreement as agreements
from disputes.transitions.content import Content, Item
from disputes.transitions.dispute import accept, decline, end, pass_up, take_in
from disputes.transitions.follow_up import revisit
from disputes.transitions.hand_over import accept as accept_hand_over
from disputes.transitions.party import record_consent
from disputes.transitions.promise import breach, follow, perform
from disputes.transitions.safety_check import Told, ask
from disputes.transitions.session import hold
from households.members import FIELDS as MEMBER_FIELDS
from households.models import (
    Award,
    Contradiction,
    EmergencyOpening,
    Erasure,
    ExpectedReport,
    FamilyText,
    FileHandler,
    FileOpening,
    Hazard,
    HazardCall,
    HazardNote,
    Honour,
    Household,
    HouseholdPledge,
    ImpactAssessment,
    Incident,
    Keeper,
    Kinship,
    LegalHold,
    LetterPart,
    ListedFamily,
    Objection,
    Pairing,
    RightsRequest,
    ServiceActivity,
    SyncItem,
    Tier,
    TierDecision,
    Visit,
    VisitDuty,
    ZeroReport,
)
from households.queries.incident import cases
from households.report_figures import Figures
from households.transitions.contradiction import confirm, question, reply
from households.transitions.family import list_family
from households.transitions.hazard import file_form, open_hazard, receive, record_call
from households.transitions.hazard_end import ask_lift, follow_up
from households.transitions.household import register_household
from households.transitions.incidents import record
from households.transitions.pairing import end_pairing, pair, record_help
from households.transitions.pairing import record_consent as agree_to_be_named
from households.transitions.pledge import sign_household
from households.transitions.report import amend_report, file_report
from households.transitions.service import hold_activity
from households.transitions.visit import record_visit
from reports.demo import (
    protection,
    rights,
)
from reports.demo.county import County
from reports.demo.happened import known, register
from tests.reports import demo
from tests.reports.demo import TODAY, at_moment, columns, on, shown_to_visitors


@pytest.fixture(scope="module")
def whole(django_db_setup: None, django_db_blocker: Any) -> Iterator[County]:
    """The county with its year, made once, in one transaction that never commits."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield demo.filled(demo.made())
        transaction.set_rollback(True)


@pytest.fixture
def filled(whole: County) -> Iterator[County]:
    """The same for each test: what it does is taken back."""
    with transaction.atomic():
        yield whole
        transaction.set_rollback(True)


def test_every_state_is_there(filled: County) -> None:
    """Thirty villages already show nearly everything; the real county has ten times as many."""
    assert set(Dispute.objects.values_list("status", flat=True)) == set(Dispute.Status.values)
    assert set(Award.objects.values_list("status", flat=True)) == set(Award.Status.values)
    assert set(ListedFamily.objects.values_list("status", flat=True)) == {"listed", "closed"}
    assert set(ListedFamily.objects.values_list("tier", flat=True)) == {"red", "yellow", "green"}
    assert ListedFamily.objects.lapsed(TODAY).exists()
    reports = ZeroReport.objects
    assert reports.filter(untrue_at__isnull=False).exists()
    assert reports.filter(is_live=False).exists()
    assert reports.filter(kind="found").exists()
    late = reports.filter(first_received_at__gt=models.F("period__village_due"))
    assert late.exists()
    assert reports.filter(is_live=True).count() < ExpectedReport.objects.count()
    assert Objection.objects.filter(upheld__isnull=True).exists()
    assert set(Honour.objects.values_list("status", flat=True)) == set(Honour.Status.values)
    assert Objection.objects.filter(honour__isnull=False, answered_on__isnull=True).exists()
    states = set(SyncItem.objects.values_list("state", flat=True))
    assert states == set(SyncItem.State.values) - {"received"}
    assert set(Pledge.objects.values_list("status", flat=True)) == set(Pledge.Status.values)
    # What the county signs is the city's text, without a campaign of its own.
    texts = PledgeTemplate.objects.all()
    assert set(texts.values_list("status", flat=True)) == set(PledgeTemplate.Status.values)
    assert set(texts.values_list("rung", flat=True)) == set(Rung.values)
    ways = set(HouseholdPledge.objects.values_list("way", flat=True))
    assert ways == set(HouseholdPledge.Way.values)
    assert PledgeHandOver.objects.exists()
    assert PledgePrint.objects.filter(state="done", size__gt=0).exists()
    assert LetterPart.objects.filter(letters__gt=0).exists()


def test_nothing_lies_in_the_future(filled: County) -> None:
    """Only what is owed may lie ahead."""
    for model, column in (
        (Dispute, "taken_in_on"), (MediationSession, "held_on"), (Agreement, "agreed_on"),
        (FollowUp, "visited_on"), (Visit, "visited_on"), (TierDecision, "decided_on"),
        (HouseholdPledge, "signed_on"), (Pledge, "signed_on"),
    ):  # fmt: skip
        rows: Any = model._default_manager
        assert not rows.filter(**{f"{column}__gt": TODAY}).exists(), model


def test_households_and_pledges_equal_the_verbs(filled: County) -> None:
    empty = Division.objects.create(
        code=990101100300,
        end=990101100301,
        name="空村",
        level=Level.VILLAGE,
        parent_id=990101100000,
        households=100,
    )
    signed_ones = HouseholdPledge.objects.filter(way="one").select_related("household")
    whole = signed_ones.filter(household__members__isnull=False).distinct()
    sample = [*whole[:15], *signed_ones.filter(household__members__isnull=True)[:10]]
    assert len(sample) == 25
    for pledge in sample:
        home = pledge.household
        with on(home.registered_on):
            made = register_household(
                village=empty,
                number=home.number,
                head_name=home.head_name,
                grid=home.grid,
                people=home.people,
                is_resident=home.is_resident,
                address=home.address,
                members=[
                    {name: getattr(member, name) for name in MEMBER_FIELDS}
                    for member in home.members.order_by("pk")
                ],
                by=filled.system,
            )
        for mine, theirs in zip(
            made.members.order_by("pk"), home.members.order_by("pk"), strict=True
        ):
            mine.person_key, mine.left_on = theirs.person_key, theirs.left_on
            assert columns(mine) == columns(theirs)
        left = home.left_on
        made.left_on = left
        assert columns(made) == columns(home)
        made.left_on = None
        with on(pledge.signed_on):
            signed = sign_household(
                made,
                campaign=filled.campaign,
                by=filled.system,
                signatory=home.head_name,
                signed_on=pledge.signed_on,
            )
        signed.recorded_by_id = pledge.recorded_by_id
        assert columns(signed) == columns(pledge)
        Household.objects.filter(pk=made.pk).update(number=f"x{made.pk}")


def test_reports_equal_the_verbs(filled: County) -> None:
    ZeroReport.objects.filter(village_id=990101101201).update(amends=None)
    empty = 990101101201
    Contradiction.objects.filter(village_id=empty).delete()
    ZeroReport.objects.filter(village_id=empty).delete()
    Incident.objects.filter(village_id=empty).delete()
    # The replay files again what the year has locked since.
    ExpectedReport.objects.filter(village_id=empty).update(
        locked_at=None, missing_at=None, missing_by=None, missing_reason="", standing="owed"
    )
    interesting = [
        *ZeroReport.objects.filter(is_live=True, untrue_at__isnull=False)[:3],
        *ZeroReport.objects.filter(returned_at=None, revision=2)[:3],
        *ZeroReport.objects.filter(returned_at=None, is_live=True, kind="found", revision=1)[:3],
        *ZeroReport.objects.filter(returned_at=None, is_live=True, kind="nil", revision=1)[:5],
    ]
    for row in interesting:
        first = row.amends or row
        with time_machine.travel(first.received_at, tick=False):
            made = file_report(
                period=row.period,
                village=empty,
                figures=_figures(first),
                client_uuid=uuid4(),
                by=filled.workers[empty][0],
            )
        if row.amends:
            with time_machine.travel(row.received_at, tick=False):
                made = amend_report(
                    uid=made.uid,
                    figures=_figures(row),
                    reason=row.amend_reason,
                    by=filled.workers[empty][0],
                )
        if row.untrue_at and row.untrue_by:
            with time_machine.travel(row.untrue_at, tick=False):
                asked = question(uid=made.uid, grounds=row.untrue_reason, by=filled.system)
                reply(uid=asked.uid, words="村里没有听说", by=filled.workers[empty][0])
                confirm(uid=asked.uid, finding=row.untrue_reason, by=filled.system)
                made.refresh_from_db()
            made.untrue_by_id = row.untrue_by_id
        made.filed_by_id = row.filed_by_id
        assert columns(made, also={"received_at", "first_received_at"}) == columns(
            row, also={"received_at", "first_received_at"}
        )
        Contradiction.objects.filter(village_id=empty).delete()
        ZeroReport.objects.filter(village_id=empty).update(amends=None)
        ZeroReport.objects.filter(village_id=empty).delete()


def test_what_happened_equals_the_verb(filled: County) -> None:
    """One of each kind and source told again by the verb: the same row."""
    told = Incident.objects.exclude(source_noun="households.zeroreport")
    kept = list(
        told.order_by("kind", "source_noun", "sealed").distinct("kind", "source_noun", "sealed")
    )
    assert {r.source_noun for r in kept} == {
        "households.listedfamily", "households.hazard", "disputes.dispute",
    }  # fmt: skip
    assert {r.sealed for r in kept} == {True, False}
    Contradiction.objects.all().delete()
    for row in kept:
        source = apps.get_model(row.source_noun).objects.get(pk=row.source_key)
        Incident.objects.filter(pk=row.pk).delete()
        with time_machine.travel(row.recorded_at, tick=False):
            made = record(
                village=row.village_id,
                kind=row.kind,
                source=source,
                by=row.recorded_by,
                happened_on=None if row.kind == "hazard" else row.happened_on,
                known_at=row.known_at if row.kind == "hazard" else None,
                family=row.family,
            )
        assert columns(made, also={"recorded_at", "village_id", "family_id"}) == columns(
            row, also={"recorded_at", "village_id", "family_id"}
        )


def test_no_nil_is_signed_over_a_case_without_a_sentence(filled: County) -> None:
    """As the verb has it: whoever signs nil over what the register shows says why and is asked,
    and the report takes over no fewer cases than the register shows."""
    against = register()
    silent = 0
    for report in ZeroReport.objects.filter(is_live=True, revision=1).select_related("period"):
        shown = known(against[report.village_id], report.period, report.received_at)
        if report.kind == "found":
            assert report.found >= cases(shown)
        elif report.difference:
            silent += 1
            assert report.contradictions.count() == len(shown)
        else:
            # What the demo asks about by hand came to be known after the signature.
            assert {i.source_noun for i in shown} <= {"households.zeroreport"}
    assert silent


def _figures(row: ZeroReport) -> Figures:
    return Figures(
        kind=row.kind,
        found=row.found,
        checks=tuple(row.checks),
        summary=row.summary,
        measures=row.measures,
        signer=row.signer,
        doors=row.doors,
        difference=row.difference,
    )


def _sample_disputes() -> Iterator[Dispute]:
    rows = Dispute.objects.select_related("mediator", "village").order_by("pk")
    for status in Dispute.Status:
        yield from rows.filter(status=status)[:4]
    yield from rows.filter(passed_up_on__isnull=False)[:2]


def test_disputes_equal_the_verbs(filled: County) -> None:
    for row in list(_sample_disputes()):
        made = _replayed(row, filled)
        made.refresh_from_db()
        made.taken_in_by_id = row.taken_in_by_id
        assert columns(made) == columns(row), row.status
        assert _matter(made) == _matter(row), row.status
        if row.status != "declined":  # declining is dated by the clock
            assert told(made) == told(row)
        for model in (
            Party,
            SafetyCheck,
            DisputeMediator,
            MediationSession,
            Agreement,
            Promise,
            FollowUp,
        ):
            rows: Any = model._default_manager
            pair = [
                [_plain(one) for one in rows.filter(dispute=d).order_by("pk")] for d in (made, row)
            ]
            assert pair[0] == pair[1], (row.status, model)


def _matter(row: Dispute) -> dict[str, Any]:
    """What the dispute came in with; the system took the replayed one in, today it was done."""
    values = columns(row.matter)
    mine = {"received_by_id", "closed_on", "receipt", "receipt_hash", "unit_id"}
    if row.mediator_id is None:
        mine.add("owner_id")
    return {k: v for k, v in values.items() if k not in mine}


def told(row: models.Model) -> list[tuple[str, Any, Any]]:
    """The trail of a record without keys of people and rows, in order of the acts."""
    own = {"mediator", "parties", "objection", "visit", "number"}
    return [
        (t.act, {k: v for k, v in t.before.items() if k not in own},
         {k: v for k, v in t.after.items() if k not in own})
        for t in sorted(trail.of(row), key=lambda t: (t.act, str(t.after)))
    ]  # fmt: skip


def _plain(row: models.Model) -> dict[str, Any]:
    """Who wrote it down, and who led before a case was passed up, is replayed by somebody else."""
    mine = {"recorded_by_id", "person_id"}
    return {k: v for k, v in columns(row).items() if k not in mine}


def _replayed(row: Dispute, county: County) -> Dispute:
    by = county.system
    parties = list(row.parties.order_by("pk"))
    names = {
        side: [p.name for p in parties if p.side == side] for side in ("applicant", "respondent")
    }
    with on(row.taken_in_on):
        made = take_in(
            village=row.village,
            source=row.source,
            kind=row.kind,
            applicants=names["applicant"],
            respondents=names["respondent"],
            brief=row.brief,
            request=row.request,
            by=by,
        )
    with on(TODAY):
        answered = [p for p in parties if p.consent != "asked"]
        mine = {p.name: p for p in made.parties.all()}
        for day in sorted({p.consent_on for p in answered if p.consent_on}):
            record_consent(
                dispute=made,
                by=by,
                on=day,
                answers={mine[p.name].pk: p.consent for p in answered if p.consent_on == day},
            )
        if row.status == "declined":
            return decline(dispute=made, reason=row.declined_reason, by=by)
        if row.accepted_on:
            village = county.workers[row.village_id]
            mediator = row.mediator if row.mediator in village else village[0]
            ask(dispute=made, told=Told(), on=SafetyCheck.objects.get(dispute=row).asked_on, by=by)
            made = accept(
                dispute=made,
                by=by,
                on=row.accepted_on,
                mediator=mediator,
                rights_told_on=row.accepted_on,
            )
            if row.passed_up_on and not row.sessions.exists():
                made = _passed_up(made, row, by)
        for session in row.sessions.all():
            if row.passed_up_on and row.passed_up_on <= session.held_on and not made.passed_up_on:
                made = _passed_up(made, row, by)
            hold(
                dispute=made,
                place=session.place,
                attendants=session.attendants,
                notes=session.notes,
                result=session.result,
                by=session.recorded_by,
                held_on=session.held_on,
            )
        made.refresh_from_db()
        return _ended(row, made, by)


def _passed_up(made: Dispute, row: Dispute, by: User) -> Dispute:
    """Offered to the township, and taken there."""
    assert row.passed_up_on is not None
    pass_up(dispute=made, reason=row.passed_up_reason, by=by, on=row.passed_up_on)
    taken = MatterHandOver.objects.waiting().get(matter=made.matter_id)
    accept_hand_over(taken, by=people_of(taken.unit, taken.matter)[0])
    made.refresh_from_db()
    return made


def _ended(row: Dispute, made: Dispute, by: User) -> Dispute:
    agreement = Agreement.objects.filter(dispute=row).first()
    if agreement:
        _agreed(agreement, made, by)
    if row.ended_on and row.remedies_told_on:
        end(
            dispute=made,
            ending=row.ending,
            reason=row.ended_reason,
            by=by,
            on=row.ended_on,
            remedies_told_on=row.remedies_told_on,
        )
    found = FollowUp.objects.filter(dispute=row).first()
    if found:
        revisit(
            dispute=made,
            party=made.parties.get(side="applicant").pk,
            satisfaction=found.satisfaction,
            found={int(n): state for n, state in found.found.items()},
            way=found.way,
            by=by,
            notes=found.notes,
            visited_on=found.visited_on,
        )
    return made


def _agreed(row: Agreement, made: Dispute, by: User) -> None:
    """The same agreement by the verbs, and what became of its promises."""
    mine = {p.name: p.pk for p in made.parties.all()}
    items = tuple(
        Item(
            by_party=mine[p.by_party.name],
            to_party=mine[p.to_party.name] if p.to_party else None,
            what=p.what,
            way=p.way,
            amount=p.amount,
            due_on=p.due_on,
        )
        for p in row.promises.all()
    )
    words = ("facts", "issue", "responsibility", "terms", "performance", "copies")
    content = Content(items=items, **{name: getattr(row, name) for name in words})
    shared: dict[str, Any] = {
        "dispute": made, "content": content, "by": by, "agreed_on": row.agreed_on
    }  # fmt: skip
    if row.form == "oral":
        agreements.settle_orally(registered=row.registered, **shared)
    elif row.effective_on:
        agreements.settle_written(**shared)
    else:
        agreements.draft(**shared)
        if row.parties_signed_on:
            names = dict.fromkeys(mine.values(), "name")
            agreements.sign(dispute=made, signed=names, by=by, on=row.parties_signed_on)
    for mine_, old in zip(made.promises.all(), row.promises.all(), strict=True):
        if old.performed_on:
            perform(promise=mine_, by=by, on=old.performed_on, words=old.performed_words)
        if old.breached_on:
            breach(promise=mine_, by=by, on=old.breached_on, words=old.breached_words)
        for did in old.follow_ups.order_by("pk"):
            follow(
                promise=mine_, step=did.step, words=did.words, by=by, on=did.done_on,
                next_on=did.next_on,
            )  # fmt: skip


def test_families_equal_the_verbs(filled: County) -> None:
    rows = ListedFamily.objects.filter(status="listed", version=1).select_related("household")
    assert rows.exists()
    for row in list(rows[:12]):
        keepers = [k.person for k in Keeper.objects.filter(family=row).order_by("pk")]
        if len(keepers) < 2 or row.tier_since != row.listed_on:
            continue
        decision = TierDecision.objects.filter(family=row).earliest("pk")
        with on(row.listed_on):
            home = Household.objects.create(
                village_id=row.village_id,
                number=f"v{row.pk}",
                head_name="甲",
                people=1,
                registered_on=row.listed_on - timedelta(days=9),
            )
            made = list_family(
                home,
                categories=row.categories,
                situation=row.situation,
                tier=row.tier,
                reason=decision.reason,
                keepers=keepers,
                by=filled.system,
                other_words=row.other_words,
                grave=row.grave,
                hardship=row.hardship,
                plan=row.plan,
            )
        made.listed_by_id = row.listed_by_id
        assert columns(made) == columns(row)
        fresh = TierDecision.objects.get(family=made)
        fresh.decided_by_id = decision.decided_by_id
        assert columns(fresh) == columns(decision)
        _same_visits(row, made, filled)


def test_sealed_families_equal_the_verb(filled: County) -> None:
    """Whoever lists a family for violence names the same people as the demo does."""
    rows = [f for f in ListedFamily.objects.filter(sealed=True) if f.keepers.count() == 2]
    assert rows, "no sealed family to compare"
    User.objects.filter(keepings__family__in=rows).update(sex=User.Sex.FEMALE)
    for row in rows[:3]:
        with on(row.listed_on):
            home = Household.objects.create(
                village_id=row.village_id,
                number=f"s{row.pk}",
                head_name="甲",
                people=1,
                registered_on=row.listed_on - timedelta(days=9),
            )
            made = list_family(
                home,
                categories=row.categories,
                situation=row.situation,
                tier=Tier.GREEN,
                reason="村里劝解过，还要看一段",
                keepers=[k.person for k in row.keepers.all()],
                other_words=row.other_words,
                by=row.listed_by,
            )
        assert made.sealed
        assert _handlers(made) == _handlers(row)


def _handlers(row: ListedFamily) -> set[tuple[int, str, date]]:
    """Who may know of a sealed file."""
    return set(FileHandler.objects.filter(family=row).values_list("person_id", "role", "since"))


def test_hazards_equal_the_verbs(filled: County) -> None:
    """Each is taken away and made anew through the verbs, at its own moments."""
    rows = list(Hazard.objects.select_related("family", "opened_by", "handler")[:3])
    assert rows, "no hazard to compare"
    for row in rows:
        call, notes = row.calls.get(), list(row.notes.order_by("at"))
        wanted = columns(row)
        row.calls.all().delete()
        row.notes.all().delete()
        row.delete()
        made = _hazard_again(row, call, notes)
        assert columns(made) == wanted
        again = [made.calls.get(), *made.notes.order_by("at")]
        for one, other in zip(again, [call, *notes], strict=True):
            assert columns(one) | {"hazard_id": 0} == columns(other) | {"hazard_id": 0}


def _hazard_again(row: Hazard, call: HazardCall, notes: list[HazardNote]) -> Hazard:
    by = row.opened_by
    assert row.family is not None
    assert row.handler is not None
    with at_moment(row.known_at):
        made = open_hazard(family=row.family, by=by)
    with at_moment(row.received_at):
        receive(made, by=row.handler)
    with at_moment(row.filed_at):
        record_call(made, called_at=call.called_at, person=call.person, unit=call.unit, by=by)
        file_form(
            made,
            dangers=row.dangers,
            place=row.place,
            persons=row.persons,
            course=row.course,
            measures=row.measures,
            next_steps=row.next_steps,
            signed_by=row.signed_by,
            by=by,
        )
    for note in notes:
        with at_moment(note.at):
            if note.kind == "asked":
                ask_lift(made, reason=note.text, by=by)
            else:
                follow_up(made, text=note.text, by=by)
    return Hazard.objects.get(pk=made.pk)


def test_pairings_and_activities_equal_the_verbs(filled: County) -> None:
    rows = list(Pairing.objects.select_related("recorded_by").order_by("consent_on")[:6])
    assert any(r.consent_on for r in rows)
    for row in rows:
        home = Household.objects.create(
            village_id=row.village_id, number=f"p{row.pk}", head_name="甲", people=1,
            registered_on=row.since,
        )  # fmt: skip
        with on(row.since):
            made = pair(
                home, helper_kind=row.helper_kind, helper_name=row.helper_name, need=row.need,
                measures=row.measures, since=row.since, contact=row.contact, by=row.recorded_by,
            )  # fmt: skip
            if row.consent_on:
                agree_to_be_named(made, agreed=True, consent_on=row.consent_on,
                               consent_by=row.consent_by, by=row.recorded_by)  # fmt: skip
        for event in row.events.all():
            with on(event.happened_on):
                again = record_help(
                    made, happened_on=event.happened_on, kind=event.kind, what=event.what,
                    amount=event.amount, signed_by=event.signed_by, by=event.recorded_by,
                )  # fmt: skip
            assert columns(again) | {"pairing_id": 0} == columns(event) | {"pairing_id": 0}
        if row.ended_on:
            with on(row.ended_on):
                end_pairing(made, ended_on=row.ended_on, effect=row.effect, by=row.recorded_by)
        assert columns(Pairing.objects.get(pk=made.pk)) == columns(row)
    for held in ServiceActivity.objects.select_related("unit", "recorded_by")[:5]:
        with on(held.happened_on):
            fresh = hold_activity(
                held.unit, kind=held.kind, title=held.title, happened_on=held.happened_on,
                venue=held.venue, people=held.people, by=held.recorded_by,
            )  # fmt: skip
        assert columns(fresh) == columns(held)


def _same_visits(row: ListedFamily, made: ListedFamily, county: County) -> None:
    horizon = row.listed_on + timedelta(days=100)
    wanted = VisitDuty.objects.filter(family=row, due_on__lte=horizon).order_by("due_on")
    planned = VisitDuty.objects.filter(family=made, due_on__lte=horizon).order_by("due_on")
    assert [(d.opens_on, d.due_on) for d in planned] == [(d.opens_on, d.due_on) for d in wanted]
    visits = list(Visit.objects.filter(family=row, visited_on__lte=horizon).order_by("visited_on"))
    for visit in visits:
        with on(visit.visited_on, 18):
            entered = record_visit(
                made,
                visited_on=visit.visited_on,
                way=visit.way,
                met=visit.met,
                state=visit.state,
                change=visit.change,
                measures=visit.measures,
                by=county.system,
            )
        entered.visitor_id = visit.visitor_id
        assert columns(entered) == columns(visit)
    answered = [
        list(
            VisitDuty.objects.filter(family=family, visit__visited_on__lte=horizon)
            .order_by("due_on")
            .values_list("due_on", "visit__visited_on")
        )
        for family in (made, row)
    ]
    assert answered[0] == answered[1]


def test_pledges_equal_the_verbs(filled: County) -> None:
    signed = Pledge.objects.filter(status="signed", hand_overs=None, holder__level__gt=3)
    # The first township has put a village text of its own in the county's place since.
    signed = signed.exclude(issuer=filled.townships[0], holder__level=5)
    for row in list(signed.select_related("holder")[:10]):
        Pledge.objects.filter(holder=row.holder).exclude(pk=row.pk).delete()
        keep = columns(row)
        Pledge.objects.filter(pk=row.pk).delete()
        with on(row.issued_on):
            made = issue(
                campaign=filled.campaign,
                holder=row.holder,
                by=filled.system,
                issuer_signatory=row.issuer_signatory,
            )
        assert row.signed_on is not None
        with on(row.signed_on):
            made = sign(
                made,
                by=filled.system,
                holder_signatory=row.holder_signatory,
                signed_on=row.signed_on,
            )
        made.signed_by_id = row.signed_by_id
        made.issuer_signed_by_id = row.issuer_signed_by_id
        assert columns(made) == keep


def test_protection_is_there_in_every_state_for_its_handlers_alone(filled: County) -> None:
    """Made by the verbs; nobody else of the demo sees any of it."""
    shown_to_visitors(filled)
    protection.protection(filled)
    assert set(ProtectionCase.objects.values_list("status", flat=True)) == set(
        ProtectionCase.Status.values
    )
    assert set(ProtectionOrder.objects.values_list("status", flat=True)) == set(
        ProtectionOrder.Status.values
    )
    assert {"emergency", "granted"} == set(MatterOpening.objects.values_list("kind", flat=True))
    assert OrderBreach.objects.exists()
    assert MandatoryReport.objects.exists()
    assert ShelterStay.objects.running(timezone.localdate()).exists()
    sealed = Matter.objects.filter(sealed=True)
    assert sealed.count() >= 8
    known = set(sealed.values_list("handlers__person", "openings__person"))
    inside = {pk for pair in known for pk in pair}
    for user in User.objects.exclude(pk__in=inside).filter(is_system=False):
        assert not sealed.visible_to(user).exists(), user.username


def test_rights_are_there_in_every_state(filled: County) -> None:
    """Made by the verbs, so nothing has to be compared."""
    rights.rights(filled)
    assert set(RightsRequest.objects.values_list("status", flat=True)) == set(
        RightsRequest.Status.values
    )
    assert {"drawn", "dropped", "done"} == set(Erasure.objects.values_list("status", flat=True))
    assert set(ImpactAssessment.objects.values_list("status", flat=True)) == set(
        ImpactAssessment.Status.values
    )
    assert Kinship.objects.filter(until__isnull=False).exists()
    assert Kinship.objects.filter(end_asked_on__isnull=False, until__isnull=True).exists()
    assert EmergencyOpening.objects.unreviewed().exists()
    assert EmergencyOpening.objects.filter(verdict="right").exists()
    assert FileOpening.objects.exists()
    assert LegalHold.objects.exists()
    assert FamilyText.objects.exists()
