"""Every noun in every place of the cast, each sensitive field filled with its own canary.

A canary is a random word kept with the wall and the place of its row, so that any answer can be
asked: whose words are in it, and may this reader know them?
"""

from __future__ import annotations

import json
import re
import secrets
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from accounts import sealing
from accounts.exports.sheet import Column, Paper, Table
from accounts.fields import EncryptedTextField
from accounts.models import Posting, User
from accounts.trail import file_of, matter_of
from accounts.transitions.export import Wanted, make_export
from accounts.walls import Kind, Wall
from campaigns.models import Campaign, Division, IssuedNumber, KeptFile, Pledge, PledgeCount
from disputes.models import (
    Agreement,
    Dispute,
    FollowUp,
    Matter,
    MatterHandler,
    MatterOpening,
    MediationSession,
    Party,
)
from households.models import (
    EmergencyOpening,
    ExpectedReport,
    FactorAnswer,
    FactorSheet,
    FileHandler,
    FileOpening,
    Household,
    HouseholdPledge,
    Incident,
    Keeper,
    Kinship,
    ListedFamily,
    Proposal,
    ReportingPeriod,
    ScreenedHome,
    ScreeningRound,
    SyncItem,
    TierDecision,
    TierScale,
    VillageScreening,
    Visit,
    VisitDuty,
    VisitPhoto,
    ZeroReport,
)
from households.models.sync import beside
from households.scales.body import dump
from households.scales.shipped import DEFAULT
from reports.models import (
    Appeal,
    BatchCounty,
    Document,
    LineChange,
    ScoreLine,
    ScoreSheet,
    ScoringBatch,
    ScoringRun,
    Veto,
)
from reports.transitions.batch_close import close
from reports.transitions.run import ask_for_run, compute
from tests import cast
from tests.cast import World
from tests.security import (
    above_rows,
    award_rows,
    committee_rows,
    flow_rows,
    keeper_rows,
    mark_rows,
    matter_rows,
    network_rows,
    people_rows,
    pledge_rows,
    protection_rows,
    publicity_rows,
    rights_rows,
    rubric_rows,
    sheet_rows,
    survey_rows,
    task_rows,
    year_rows,
)
from tests.security.agreement_rows import agreement_rows
from tests.security.mediation_rows import mediation_rows
from tests.security.report_rows import county_rows, report_rows

M = TypeVar("M", bound=models.Model)
CANARY = re.compile(r"cnry[0-9a-f]{10}")
VILLAGES = (990101100201, 990101100202, 990101101201, 990102100201)
TOWNSHIPS = (990101100000, 990101101000, 990102100000)
COUNTIES = (990101000000, 990102000000)
# Who writes in a village's name.
WORKERS = {VILLAGES[0]: "village", VILLAGES[1]: "village_next", VILLAGES[3]: "county_other"}
MASKED = {"id_number", "document_number", "phone", "address"} | {
    f"safe_{name}" for name in ("phone", "hours", "person", "words")
}
HOMES = 5  # of each village
NEVER = {"file", "digest", "ordinal", "notice_phone"}


@dataclass
class Secret:
    """Where a canary sits: wall, place, the row's column for a message, and the file (key of a
    listed family) or matter the row belongs to."""

    kind: Kind
    place: int
    column: str
    other: int = 0  # the second place of a hand-over, which may know it too
    file: int | None = None
    matter: int | None = None
    others: tuple[int, ...] = ()  # further places by the wall of its row
    offered: bool = True  # a draft of a unit is not read from below (Wall.offered)
    above: bool = False  # the city and the province read it too (Wall.above)


def others_of(row: models.Model) -> tuple[int, ...]:
    """The codes in the further columns of a row's wall."""
    wall: Wall = row.wall  # type: ignore[attr-defined]
    return tuple(code for code in (getattr(row, name) for name in wall.more) if code)


def is_above(row: models.Model) -> bool:
    """Whether a city reads it from above: every row of some tables, of others what it has issued
    itself."""
    wall: Wall = row.wall  # type: ignore[attr-defined]
    return wall.above or (bool(wall.upper) and getattr(row, wall.upper) == cast.CITY)


def is_offered(row: models.Model) -> bool:
    """Whether a row may be read from below by what its model declares; a row that hangs on another
    asks that one."""
    wall: Wall = row.wall  # type: ignore[attr-defined]
    if wall.offered is None:
        return True
    path, values = wall.offered
    found: Any = row
    for name in path.split("__"):
        found = getattr(found, name)
    return found in values if values else found is None


@dataclass
class Rows:
    """noun → place → the row a URL asks for; canary → its secret."""

    by_noun: dict[str, dict[int, Any]] = field(default_factory=lambda: defaultdict(dict))
    # What belongs to one person alone, where several work in one place: (noun, person) → row.
    personal: dict[tuple[str, str], Any] = field(default_factory=dict)
    secrets: dict[str, Secret] = field(default_factory=dict)
    # Sealed files and the sign-in names that may know of them; files closed to a name by a tie.
    sealed: dict[int, set[str]] = field(default_factory=dict)
    aside: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    # The same of matters.
    sealed_matters: dict[int, set[str]] = field(default_factory=dict)
    aside_matters: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def canary(self, kind: Kind, place: int, column: str) -> str:
        """A fresh word that stands for one field of one row."""
        word = "cnry" + secrets.token_hex(5)
        self.secrets[word] = Secret(kind, place, column)
        return word

    def canary_between(self, place: int, other: int, column: str) -> str:
        """A fresh word that the people of two places may know."""
        word = "cnry" + secrets.token_hex(5)
        self.secrets[word] = Secret(Kind.CASE, place, column, other)
        return word

    def make(self, model: type[M], place: int, /, **values: Any) -> M:
        """A row whose free text, wherever `values` leaves it open, is a canary each."""
        wall: Wall = model.wall  # type: ignore[attr-defined]
        for column in model._meta.concrete_fields:
            text = isinstance(column, models.CharField | models.TextField | EncryptedTextField)
            free = text and not column.choices
            short = (column.max_length or 999) < 14
            if free and not short and column.name not in values and column.name not in NEVER:
                label = f"{model._meta.label_lower}.{column.name}"
                # Shown only to somebody who asks with a reason: on no page, to nobody (C5).
                sealed = isinstance(column, EncryptedTextField)
                kind = Kind.SECRET if sealed and column.name in MASKED else wall.kind
                values[column.name] = self.canary(kind, place, label)
        row = model._default_manager.create(**values)
        for word in values.values():
            if isinstance(word, str) and word in self.secrets:
                self.secrets[word].file = file_of(row)
                self.secrets[word].matter = matter_of(row)
                self.secrets[word].others = others_of(row)
                self.secrets[word].offered = is_offered(row)
                self.secrets[word].above = is_above(row)
        return row

    def plant(self, row: models.Model, place: int, *columns: str) -> None:
        """Canaries in columns of a row that a verb has made."""
        wall: Wall = row.wall  # type: ignore[attr-defined]
        for column in columns:
            label = f"{row._meta.label_lower}.{column}"
            word = self.canary(wall.kind, place, label)
            self.secrets[word].file = file_of(row)
            self.secrets[word].matter = matter_of(row)
            self.secrets[word].others = others_of(row)
            self.secrets[word].offered = is_offered(row)
            self.secrets[word].above = is_above(row)
            setattr(row, column, word)
        row.save(update_fields=columns)


def build(world: World) -> Rows:
    """All rows; the open scope must be the system's."""
    rows = Rows()
    for code in COUNTIES:
        _county(world, rows, code)
    for code in VILLAGES:
        _village(world, rows, code)
    people_rows.between(world, rows)
    for code in (*TOWNSHIPS, *COUNTIES):
        matter_rows.office_rows(rows, world.divisions[code], world.system)
    for code in COUNTIES:
        pledge_rows.texts(world, rows, code)
    for code in (*TOWNSHIPS, *VILLAGES):
        _pledge(world, rows, code)
    for code in COUNTIES:
        _run(world, rows, code)
        rubric_rows.build(world, rows, code)
    for code in (cast.CITY, 990000000000):
        _batch(world, rows, code)
        above_rows.build(world, rows, code)
    for code, division in world.divisions.items():
        rows.by_noun["divisions"][code] = division
    _exports(world, rows)
    sheet_rows.build(
        world, rows, [*EXPORTERS.items(), *((VILLAGES[0], w) for w in ("handler", "kin"))]
    )
    for user in world.users.values():
        for posting in Posting.objects.filter(user=user):
            rows.by_noun["users"].setdefault(posting.division_id, user)
            rows.by_noun["postings"].setdefault(posting.division_id, posting)
    committee_rows.build(world, rows)
    keeper_rows.build(world, rows)
    for code in (*COUNTIES, *TOWNSHIPS, *VILLAGES):
        network_rows.build(world, rows, code)
        year_rows.build(world, rows, code)
        task_rows.build(world, rows, code)
        publicity_rows.build(world, rows, code)
    for code in COUNTIES:
        survey_rows.build(world, rows, code, [v for v in VILLAGES if county_of(v) == code])
    return rows


EXPORTERS = {
    VILLAGES[0]: "village",
    VILLAGES[1]: "village_next",
    TOWNSHIPS[0]: "town",
    TOWNSHIPS[1]: "town_next",
    COUNTIES[0]: "county",
    COUNTIES[1]: "county_other",
}


def _exports(world: World, rows: Rows) -> None:
    """One export of each person who may make any; its file is that person's alone."""
    for code, who in EXPORTERS.items():
        homes = rows.by_noun["households"]
        inside = [h for place, h in homes.items() if code <= place < world.divisions[code].end]
        wanted = Wanted(
            kind="households",
            place=code,
            unit=world.divisions[code].name,
            paper=Paper("家庭清单", tables=[Table("家庭清单", "", "", [Column("户")], [])]),
            noun="households.household",
            keys=[h.pk for h in inside],
            rows=len(inside),
        )
        rows.by_noun["exports"][code] = make_export(
            wanted, by=world.users[who], purpose="check", reason="核对户数"
        )


def county_of(code: int) -> int:
    """The county's code."""
    return code // 10**6 * 10**6


def _county(world: World, rows: Rows, code: int) -> None:
    today = timezone.localdate()
    county = world.divisions[code]
    campaign, _ = Campaign.objects.get_or_create(
        county=county,
        year=today.year,
        defaults={
            "sign_by": date(today.year, 3, 31),
            "midyear_on": date(today.year, 6, 20),
            "data_closes_on": date(today.year, 12, 31),
            "opened_at": timezone.now(),
            "opened_by": world.system,
        },
    )
    rows.by_noun["campaigns"][code] = campaign
    rights_rows.county_rows(rows, code, world.county)
    starts = today.replace(day=1)
    rows.by_noun["periods"][code] = ReportingPeriod.objects.create(
        campaign=campaign,
        county=county,
        starts=starts,
        ends=starts + timedelta(days=27),
        village_due=timezone.now() + timedelta(days=3),
        opened_at=timezone.now(),
    )
    county_rows(world, rows, code)
    award_rows.county_rows(rows, code, world.system)

    _screening(world, rows, code, world.system)


def _screening(world: World, rows: Rows, code: int, boss: User) -> None:
    """A round of the county, and a draft of its scale."""
    today = timezone.localdate()
    rows.by_noun["rounds"][code] = rows.make(
        ScreeningRound,
        code,
        campaign=rows.by_noun["campaigns"][code],
        county=world.divisions[code],
        kind="regular",
        starts=today.replace(day=1),
        ends=today,
        due=timezone.now() + timedelta(days=3),
        opened_at=timezone.now(),
        opened_by=boss,
    )
    rows.by_noun["scales"][code] = rows.make(
        TierScale,
        code,
        county=world.divisions[code],
        number=1,
        body=dump(DEFAULT),
        made_by=boss,
        made_at=timezone.now(),
    )


def _pledge(world: World, rows: Rows, code: int) -> None:
    unit = world.divisions[code]
    assert unit.parent is not None
    rows.by_noun["pledges"][code] = rows.make(
        Pledge,
        code,
        campaign=rows.by_noun["campaigns"][county_of(code)],
        issuer=unit.parent,
        holder=unit,
        template=pledge_rows.text_of(rows, code),
        issued_on=timezone.localdate(),
        issued_by=world.system,
        issuer_signed_on=timezone.localdate(),
        issuer_signed_by=world.system,
        issuer_way="app",
        signed_on=timezone.localdate(),
        signed_by=world.system,
        way="app",
    )
    pledge_rows.around(world, rows, code)
    rows.by_noun["kept_files"][code] = rows.make(
        KeptFile,
        code,
        place=unit,
        pledge=rows.by_noun["pledges"][code],
        medium="photo",
        data=b"canary",
        size=6,
        pages=1,
        added_by=world.system,
        added_at=timezone.now(),
    )


def _batch(world: World, rows: Rows, code: int) -> None:
    """A batch of the city, and one of the province above it: a county with its result, a county
    with the sentence why it has none; rolled up."""
    batch = ScoringBatch.objects.create(
        place_id=code, year=timezone.localdate().year, asked_by=world.users["city"],
        asked_at=timezone.now(),
    )  # fmt: skip
    scored, other = COUNTIES
    BatchCounty.objects.create(batch=batch, county_id=scored, run=rows.by_noun["runs"][scored])
    refused = BatchCounty.objects.create(batch=batch, county_id=other, refusal="x")
    rows.plant(refused, other, "refusal")
    assert close(batch.pk)
    batch.refresh_from_db()
    rows.plant(batch, code, "error")
    rows.by_noun["batches"][code] = batch


def _run(world: World, rows: Rows, code: int) -> None:
    """A real run over the rows made so far, its words replaced by canaries."""
    boss = world.county if code == COUNTIES[0] else world.county_other
    asked = ask_for_run(campaign=rows.by_noun["campaigns"][code], by=boss)
    assert compute(asked.pk)
    run = ScoringRun.objects.get(pk=asked.pk)
    rows.plant(run, code, "message", "error")
    rows.by_noun["runs"][code] = run
    rows.by_noun["documents"][code] = rows.make(
        Document,
        code,
        run=run,
        county=run.county,
        place=run.county,
        kind="ranking",
        asked_by=world.system,
        asked_at=timezone.now(),
    )
    rows.make(
        IssuedNumber,
        code,
        county=run.county,
        year=2026,
        number=99,
        noun="document",
        paper=rows.by_noun["documents"][code].uid,
        given_on=timezone.localdate(),
        by=world.system,
    )
    for sheet in ScoreSheet.objects.filter(run=run).select_related("unit"):
        _sheet(world, rows, run, sheet)
    mark_rows.county_rows(world, rows, run, code)


def _sheet(world: World, rows: Rows, run: ScoringRun, sheet: ScoreSheet) -> None:
    code, unit = sheet.unit_id, sheet.unit
    rows.plant(sheet, code, "note", "summary")
    line = ScoreLine.objects.filter(sheet=sheet, state="pending").first()
    assert line is not None
    for each in sheet.lines.all():
        rows.plant(each, code, "reason")
    rows.make(LineChange, code, line=line, unit=unit, after=3, by=world.governance)
    veto = _veto(world, rows, run, unit)
    _appeal(world, rows, run, unit, line)
    rows.by_noun["sheets"][code], rows.by_noun["lines"][code] = sheet, line
    rows.by_noun["vetoes"][code] = veto
    rows.by_noun["units"][code] = unit
    mark_rows.unit_rows(world, rows, line, sheet.level)


def _veto(world: World, rows: Rows, run: ScoringRun, unit: Division) -> Veto:
    """A case in its statement period, so that the unit itself may read it."""
    today, now = timezone.localdate(), timezone.now()
    return rows.make(
        Veto, unit.code, campaign=run.campaign, unit=unit, number=unit.code % 1_000_000_000,
        status="hearing", ground="a", verify_by=today, recorded_by=world.governance,
        verified_by=world.governance, verified_at=now, told_on=today,
        statement_until=today + timedelta(days=7), decide_by=today + timedelta(days=20),
        stated_by=world.governance, stated_at=now, heard_how="paper",
    )  # fmt: skip


def _appeal(world: World, rows: Rows, run: ScoringRun, unit: Division, line: ScoreLine) -> None:
    """An appeal that was received."""
    today, now = timezone.localdate(), timezone.now()
    rows.by_noun["appeals"][unit.code] = rows.make(
        Appeal, unit.code, campaign=run.campaign, run=run, unit=unit, level=unit.level,
        code=line.code, number=unit.code % 1_000_000_000, published=False, filed_by=world.town,
        filed_at=now, filed_on=today, window_until=today + timedelta(days=14),
        reply_by=today + timedelta(days=21), status="accepted", received_by=world.governance,
        withdrawn_reason="",
        received_at=now,
    )  # fmt: skip


def _village(world: World, rows: Rows, code: int) -> None:
    village = world.divisions[code]
    worker = world.users[WORKERS.get(code, "town_next")]
    homes = [
        rows.make(Household, code, village=village, number=f"{i}", registered_on=date(2025, 1, 1))
        for i in range(HOMES)
    ]
    rows.by_noun["households"][code] = homes[0]
    rows.by_noun["families"][code] = _family(rows, homes[1], village, worker)
    rows.by_noun["sealed"][code] = sealed = _family(rows, homes[4], village, worker, sealed=True)
    _closed(world, rows, sealed, worker)
    for family in (rows.by_noun["families"][code], sealed):
        rights_rows.family_rows(rows, family, worker)
    award_rows.village_rows(world, rows, village, worker, homes[2], homes[3])
    campaign = rows.by_noun["campaigns"][county_of(code)]
    today = timezone.localdate()
    rows.make(
        HouseholdPledge,
        code,
        household=homes[1],
        village=village,
        campaign=campaign,
        signed_on=today,
        recorded_by=worker,
        recorded_at=timezone.now(),
    )
    rows.make(
        PledgeCount,
        code,
        campaign=campaign,
        village=village,
        households=3,
        counted_on=today,
        counted_by=worker,
        created_at=timezone.now(),
    )
    people_rows.village(rows, homes[0], village, worker)
    _proposal(rows, homes[0], village, worker)
    _report(rows, village, worker)
    _sent_later(rows, village, worker)
    matter_rows.village_rows(rows, village, worker)
    flow_rows.village_rows(world, rows, village, worker)
    for status in ("revisited", "mediating"):
        _dispute(rows, village, worker, status)
    protection_rows.build(world, rows, village, worker)


def _closed(world: World, rows: Rows, sealed: ListedFamily, worker: User) -> None:
    """A sealed file's handlers; in 甲一村 somebody who handles it, and somebody who has to stand
    aside for the ordinary family."""
    code = sealed.village_id
    rows.by_noun["ties"][code] = Kinship.objects.create(
        person=worker,
        household=rows.by_noun["households"][code],
        village_id=code,
        kind="neighbour",
        since=timezone.localdate(),
        declared_by=worker,
    )
    people: list[tuple[User, str]] = [(worker, "supervisor")]
    if code == VILLAGES[0]:
        people = [(world.town, "supervisor"), (world.users["handler"], "handler")]
        home = rows.by_noun["families"][code].household
        Kinship.objects.create(
            person=world.users["kin"],
            household=home,
            village_id=code,
            kind="kin",
            since=timezone.localdate(),
            declared_by=world.users["kin"],
        )
        rows.aside["kin"] = {rows.by_noun["families"][code].pk}
    for person, role in people:
        FileHandler.objects.create(
            family=sealed,
            village_id=code,
            person=person,
            role=role,
            since=timezone.localdate(),
            named_by=person,
        )
    family, now = rows.by_noun["families"][code], timezone.now()
    rows.by_noun["incidents"][code] = rows.make(
        Incident,
        code,
        village=sealed.village,
        kind="hazard",
        happened_on=timezone.localdate(),
        known_at=now,
        family=sealed,
        sealed=True,
        recorded_by=worker,
        recorded_at=now,
    )
    rows.by_noun["openings"][code] = rows.make(
        EmergencyOpening,
        code,
        household=family.household,
        village_id=code,
        person=worker,
        opened_at=now - timedelta(days=2),
        until=now - timedelta(days=1),
        review_place_id=code // 1000 * 1000,
        review_due=timezone.localdate(),
    )
    rows.make(
        FileOpening,
        code,
        family=family,
        village_id=code,
        person=worker,
        opened_at=now - timedelta(days=2),
        until=now - timedelta(days=1),
    )
    rows.sealed[sealed.pk] = {person.username for person, _ in people}


def _family(
    rows: Rows, home: Household, village: Division, worker: User, *, sealed: bool = False
) -> ListedFamily:
    code, today = village.code, timezone.localdate()
    family = rows.make(
        ListedFamily,
        code,
        household=home,
        village=village,
        categories=["01" if sealed else "02", "16"],
        sealed=sealed,
        tier="red",
        tier_since=today,
        review_due=today + timedelta(days=30),
        listed_on=today,
        listed_by=worker,
        recorded_at=timezone.now(),
        close_ground="",
    )
    shared: dict[str, Any] = {"family": family, "village": village}
    rows.make(
        TierDecision,
        code,
        before="",
        after="red",
        decided_on=today,
        decided_by=worker,
        review_due=family.review_due,
        **shared,
    )
    rows.make(Keeper, code, person=worker, since=today, named_by=worker, **shared)
    visit = rows.make(
        Visit,
        code,
        visited_on=today,
        visitor=worker,
        way="home",
        change="same",
        recorded_at=timezone.now(),
        **shared,
    )
    rows.make(VisitDuty, code, opens_on=today, due_on=today, **shared)
    seen = rows.canary(Kind.FILE, code, "visitphoto.image")
    rows.secrets[seen].file = family.pk
    photo = rows.make(
        VisitPhoto,
        code,
        visit=visit,
        village=village,
        image=seen.encode(),
        width=1,
        height=1,
        added_by=worker,
        added_at=timezone.now(),
    )
    if not sealed:
        rows.by_noun["photos"][code] = photo
        rows.by_noun["visits"][code] = visit
    return family


def _proposal(rows: Rows, home: Household, village: Division, worker: User) -> None:
    """A proposal that waits, a factor sheet behind it, and the round it came from."""
    code, today = village.code, timezone.localdate()
    screening = rows.make(
        VillageScreening,
        code,
        round=rows.by_noun["rounds"][county_of(code)],
        village=village,
        expected=4,
    )
    rows.by_noun["screenings"][code] = screening
    rows.make(
        ScreenedHome,
        code,
        screening=screening,
        household=home,
        village=village,
        marked_at=timezone.now(),
        marked_by=worker,
    )
    rows.by_noun["proposals"][code] = rows.make(
        Proposal,
        code,
        kind="list",
        status="pending",
        household=home,
        village=village,
        found_in=screening,
        categories=["02", "16"],
        tier="yellow",
        proposed_by=worker,
        proposed_on=today,
    )
    sheet = rows.make(
        FactorSheet,
        code,
        household=home,
        village=village,
        points=5,
        suggested="yellow",
        filled_by=worker,
        filled_on=today,
        recorded_at=timezone.now(),
    )
    rows.by_noun["factors"][code] = sheet
    rows.make(
        FactorAnswer,
        code,
        sheet=sheet,
        village=village,
        factor="drinking",
        answer="yes",
        on_day=today,
        evidence="seen",
    )


def _report(rows: Rows, village: Division, worker: User) -> None:
    code = village.code
    period = rows.by_noun["periods"][county_of(code)]
    ExpectedReport.objects.create(period=period, village=village)
    rows.by_noun["reports"][code] = rows.make(
        ZeroReport,
        code,
        period=period,
        village=village,
        kind="found",
        found=1,
        filed_by=worker,
        received_at=timezone.now(),
        first_received_at=timezone.now(),
        untrue_at=timezone.now(),
        untrue_by=worker,
    )
    report_rows(rows, rows.by_noun["reports"][code], worker)


def _sent_later(rows: Rows, village: Division, worker: User) -> None:
    """A registration from a phone that its verb refused: the sentence and the sealed words."""
    code, client_uuid = village.code, uuid.uuid4()
    content = {
        name: rows.canary(Kind.CASE, code, f"households.syncitem.{name}")
        for name in ("number", "head_name", "grid")
    }
    owner = sealing.owner_tag(worker, sealing.public_key()[0])
    words = beside(client_uuid, "household", 1, None, owner)
    typed = json.dumps(content | {"people": "3", "is_resident": "1", "village": code})
    key, sealed = sealing.seal(typed.encode(), beside=words)
    rows.by_noun["sync_items"][code] = rows.make(
        SyncItem,
        code,
        client_uuid=client_uuid,
        by=worker,
        village=village,
        kind="household",
        form_version=1,
        key=key,
        owner=owner,
        digest="0" * 64,
        sealed=sealed,
        received_at=timezone.now(),
        state="refused",
        code=422,
        url="",
        settle_reason="",
    )


def _dispute(rows: Rows, village: Division, worker: User, status: str) -> None:
    code, today = village.code, timezone.localdate()
    serial = village.code % 10**6 * 2 + (status == "mediating")
    matter = rows.make(
        Matter,
        code,
        place=village,
        unit=village,
        owner=worker,
        channel="visit",
        received_on=today,
        received_by=worker,
        status="handling",
        route="mediation",
        sorted_on=today,
    )
    rows.by_noun[f"matters_{status}"][code] = matter
    known: dict[str, Any] = {"matter": matter, "place": village, "person": worker}
    rows.make(MatterHandler, code, role="handler", since=today, named_by=worker, **known)
    now = timezone.now()
    rows.make(
        MatterOpening,
        code,
        kind="granted",
        opened_by=worker,
        opened_at=now,
        until=now + timedelta(hours=2),
        review_due=today,
        verdict="",
        **known,
    )
    dispute = rows.make(
        Dispute,
        code,
        matter=matter,
        village=village,
        status=status,
        kind="marriage",
        taken_in_on=today,
        taken_in_by=worker,
        serial=serial,
        accepted_on=today,
        mediator=worker,
        due_on=today + timedelta(days=30),
        ending="",
    )
    rows.by_noun["disputes"][code] = dispute
    shared: dict[str, Any] = {"matter": matter, "dispute": dispute, "village": village}
    who: dict[str, Any] = {"matter": matter, "dispute": dispute, "place": village}
    for side in ("applicant", "respondent"):
        number = uuid.uuid4().bytes
        party = rows.make(
            Party, code, side=side, consent="given", consent_on=today, id_hash=number, **who
        )
    rows.make(
        MediationSession,
        code,
        ordinal=1,
        held_on=today,
        result="agreed",
        recorded_by=worker,
        recorded_at=timezone.now(),
        **shared,
    )
    if status == "mediating":
        mediation_rows(rows, dispute, party)
    if status == "revisited":
        agreement = rows.make(
            Agreement,
            code,
            form="oral",
            agreed_on=today,
            effective_on=today,
            effective_at=timezone.now(),
            recorded_by=worker,
            **shared,
        )
        agreement_rows(rows, agreement, worker)
        rows.make(
            FollowUp,
            code,
            visited_on=today,
            performance="done",
            satisfaction="satisfied",
            recorded_by=worker,
            recorded_at=timezone.now(),
            **shared,
        )
