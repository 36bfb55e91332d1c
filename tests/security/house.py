"""The house of the matrix (reliability A1–A3): everybody, everything, and how an answer is read.

Outcomes: ok (2xx, or sent on), input (422), moment (409), login, forbidden (403), missing (404),
method (405). `foreign` says what a row outside the reach answers:
missing, or open for what is public inside the system.
"""

from __future__ import annotations

import csv
import logging
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from http.cookies import SimpleCookie
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from unittest import mock

from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator

from accounts import scope
from accounts.models import Posting, Trail, User
from accounts.roles import AREA_ROLES, CASE_ROLES, UPPER_ROLES, Role
from accounts.trail import file_of, matter_of
from accounts.walls import CITY_WIDTH, COUNTY_WIDTH, Kind
from campaigns.models.division import WIDTH, level_of
from tests import cast
from tests.cast import World
from tests.security import rows as rows_module
from tests.security.asking import COMPANIONS, EVERYBODY, FILE, ROLES, listed
from tests.security.forms_in import Typed
from tests.security.rows import CANARY, Rows, Secret
from tests.security.surface import Address, addresses

# Nouns whose rows are one person's (and the level above's), so that a colleague finds none.
ONES_OWN = {"ties", "sync_items"}
# Nouns whose rows are read from below too (accounts.walls.Kind.SHARED).
SHARED = {
    "points", "shifts", "volunteers", "teams", "committees", "seats", "mediators", "quality_draws",
    "leading_groups", "group_seats", "tasks", "circulars", "show_points",
    "trainings",
    "bulletins",
}  # fmt: skip
# Nouns of a county that everybody who works inside it reads (accounts.walls.Kind.COUNTY).
OF_COUNTY = {"member_units", "plans", "surveys", "rubrics", "rubric_drafts"}
# Taking a proposal back is for whoever made it; a colleague is refused.
PROPOSERS = {
    "households:hand_over_recall",
    "api_hand_over-recall",
    # The owner alone answers a supervision card.
    "disputes:card_answer",
    "api_card-answer",
}
# Nouns that hold no family and are read by an office that sees none.
ALSO_READ_BY = {"households.impactassessment": {Role.SECURITY_ADMIN}}
# Addresses open to somebody without an account, and those open to every account.
PUBLIC = {
    "accounts:login",
    "accounts:logout",
    "accounts:mode",
    "healthz",
    # The empty pages a phone keeps, and the worker that hands them out: the same for everybody.
    "households:offline",
    "households:offline_list",
    "households:worker",
    # A caller asks with the code of her receipt.
    "disputes:receipt",
    # A body without an account, by the link of its slip.
    "disputes:slip",
    # A member unit, by the link of its task.
    "campaigns:task_answer",
    # Anybody who was given a slip of a survey.
    "campaigns:survey_slip",
    # A body asked about candidates; a notice in public; whether a paper is genuine.
    "reports:department_answer",  # a scoring department, by its link
    "households:award_slip_public",
    "households:public_notice",
    "campaigns:verify",
}
ANY_ACCOUNT = {
    "home",
    "help",
    "help_page",
    "accounts:me",
    "accounts:password_change",
    "api_schema",
    "api_docs",
    # Also for somebody whose posting has ended: what he still holds goes to the county.
    "households:sync_door",
    "households:sync_frame",
}
CODES = {200: "ok", 201: "ok", 202: "ok", 204: "ok", 302: "ok"} | {
    400: "input",
    422: "input",
    409: "moment",
    401: "login",
    403: "forbidden",
    404: "missing",
    405: "method",
    415: "method",
}


@dataclass
class House:
    """The cast with its rows and a signed-in cookie jar for each role."""

    world: World
    rows: Rows
    jars: dict[str, str]
    spans: dict[str, tuple[tuple[int, int], ...]]
    kinds: dict[str, set[Role]]
    described: dict[str, Any]
    cells: int = 0
    told: int = 0  # the key of the last line of the trail
    # One for all: a new client would start the whole middleware anew.
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    @cached_property
    def typed(self) -> Typed:
        """What somebody who may would send to each address."""
        return Typed(self, self.described)

    def ask(
        self,
        role: str,
        method: str,
        path: str,
        data: Any = None,
        *,
        watch: bool = False,
        keep: bool = False,
        then: Callable[[HttpResponse], None] | None = None,
    ) -> HttpResponse:
        """One request in a savepoint of its own: nothing it did stays unless `keep`.
        Watched, it may not have told of any act in there either. `then` looks at what it did
        before that is thrown away."""
        client = self.client
        client.cookies = SimpleCookie(self.jars[role])
        with transaction.atomic():
            if path.startswith("/api/"):
                answer = client.generic(method, path, data or "{}", "application/json")
            elif method == "POST":
                answer = client.post(path, data or {})
            else:
                answer = client.generic(method, path)
            if watch:
                wrote = Trail.objects.filter(pk__gt=self.told).exists()
                assert not wrote, f"{role} {method} {path} wrote"
            if then is not None:
                then(answer)  # type: ignore[arg-type]
            transaction.set_rollback(not keep)
        self.cells += 1
        return answer  # type: ignore[return-value]

    def may_know(self, role: str, secret: Secret) -> bool:
        """Whether the words of a row may reach this role, told from the cast, not from the code
        under test."""
        if secret.kind is Kind.SECRET:
            return False
        if secret.file is not None and self.is_closed(role, secret.file):
            return False
        if secret.matter is not None and self.is_closed_matter(role, secret.matter):
            return False
        if secret.above and self.kinds[role] & UPPER_ROLES:
            return any(low <= secret.place < high for low, high in self.spans[role])
        wanted = set(CASE_ROLES if secret.kind in (Kind.CASE, Kind.FILE) else AREA_ROLES)
        wanted |= ALSO_READ_BY.get(secret.column.rpartition(".")[0], set())
        if not self.kinds[role] & wanted:
            return False
        if secret.kind is Kind.SHARED and secret.offered:
            width = WIDTH[level_of(secret.place)]
            return any(
                low < secret.place + width and secret.place < high for low, high in self.spans[role]
            )
        if secret.kind is Kind.COUNTY:
            width = COUNTY_WIDTH if secret.place % CITY_WIDTH else CITY_WIDTH
            return any(
                low < secret.place + width and secret.place < high for low, high in self.spans[role]
            )
        places = {secret.place, secret.other or secret.place, *secret.others}
        return any(low <= place < high for low, high in self.spans[role] for place in places)

    def is_closed(self, role: str, file: int) -> bool:
        """Whether a file is closed to this role though inside its reach: sealed and not its to
        handle, or of a household it has to stand aside for."""
        sealed = file in self.rows.sealed and role not in self.rows.sealed[file]
        return sealed or file in self.rows.aside.get(role, ())

    def is_closed_matter(self, role: str, matter: int) -> bool:
        """The same of a matter (来件)."""
        known = self.rows.sealed_matters.get(matter)
        return (known is not None and role not in known) or matter in self.rows.aside_matters.get(
            role, ()
        )

    def leaks(self, role: str, answer: HttpResponse) -> list[Secret]:
        """Secrets in the answer's bytes and headers that this role may not know."""
        whole = unpacked(answer.content).decode(errors="replace")
        whole += str(answer.headers) + str(answer.cookies)
        found = (self.rows.secrets[word] for word in set(CANARY.findall(whole)))
        asked = getattr(answer, "request", {})
        if asked.get("REQUEST_METHOD") == "POST" and asked["PATH_INFO"].endswith(
            ("/reveal", "/contact")
        ):
            # What is masked everywhere else is the answer to this one question (C5).
            found = (
                replace(one, kind=Kind.CASE) if one.kind is Kind.SECRET else one for one in found
            )
        return [secret for secret in found if not self.may_know(role, secret)]

    def is_own(self, role: str, place: int) -> bool:
        """Whether a row's place lies in the role's division."""
        low = EVERYBODY[role]
        return low <= place < low + WIDTH[level_of(low)]


def unpacked(body: bytes) -> bytes:
    """A workbook's parts, so that its words can be searched; anything else as it is."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(BytesIO(body)) as whole:
        return b"".join(whole.read(name) for name in whole.namelist())


def coarse(result: str) -> str:
    """Let through or not: whether the input or the moment was right is not the matrix's
    business."""
    return "ok" if result in {"input", "moment"} else result


def outcome(answer: HttpResponse) -> str:
    """The class of an answer; a 5xx is named so that it stands out."""
    if answer.headers.get("Location", "").startswith("/accounts/login?next="):
        return "login"
    return CODES.get(answer.status_code, f"error {answer.status_code}")


def _always(answer: Any) -> Callable[..., Any]:
    def told(*_args: Any, **_named: Any) -> Any:
        return answer

    return told


def _read_once(load: Callable[[SessionStore], dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    known: dict[str | None, dict[str, Any]] = {}

    def loaded(store: SessionStore) -> dict[str, Any]:
        key = store.session_key
        if key not in known:
            found = load(store)
            if not found:
                return found
            known[key] = found
        return deepcopy(known[key])

    return loaded


@contextmanager
def house() -> Iterator[House]:
    """Build everything in one transaction that is thrown away."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    # Describing the whole API takes a second; once is enough.
    described = SchemaGenerator(api_version="v1").get_schema(public=True)  # type: ignore[no-untyped-call]
    # After that a session is read once: nothing here changes one and keeps it.
    sessions = mock.patch.object(SessionStore, "load", _read_once(SessionStore.load))
    # Plain functions stand in: a mock would keep every call with all it was given.
    once = mock.patch.object(SchemaGenerator, "get_schema", _always(described))
    # Sessions stand still, so that they need not be saved again and again.
    started = time.time()
    clock = mock.patch("accounts.middleware.sessions.time", SimpleNamespace(time=lambda: started))
    # Everybody has just given the password, so that exports go through.
    proven = mock.patch("accounts.proof.is_fresh", _always(True))
    # Nobody asks which templates were drawn; copying their contexts takes a tenth of the time.
    plain = mock.patch("django.test.client.store_rendered_templates", _always(None))
    with transaction.atomic(), once, clock, plain, proven:
        # For as long as it takes: beside much other work that was more than half an hour.
        scope.put(scope.mint(User.objects.system(), 24 * 3600))
        world = cast.build()
        cast.people_above(world)
        _strangers(world)
        rows = rows_module.build(world)
        people = {r: world.users[r] for r in EVERYBODY if r != "anonymous"}
        found = House(
            world=world,
            rows=rows,
            jars={"anonymous": ""} | {r: jar_of(u) for r, u in people.items()},
            spans={"anonymous": ()},
            kinds={"anonymous": set()},
            described=described,
        )
        for role, user in people.items():
            held = user.postings.in_force() if user.is_active else []
            found.spans[role] = tuple((p.span.lower, p.span.upper) for p in held)
            found.kinds[role] = {Role(p.role) for p in held}
        for role in EVERYBODY:
            found.client.cookies = SimpleCookie(found.jars[role])
            found.client.get("/help/")
        found.told = Trail.objects.latest("pk").pk
        with sessions:
            yield found
        transaction.set_rollback(True)
    logging.getLogger("django.request").setLevel(logging.NOTSET)


def _strangers(world: World) -> None:
    """Somebody whose account is closed, somebody whose posting has ended, a handler of 甲一村's
    sealed file, and somebody bound to its ordinary family."""
    secret, today = make_password(cast.PASSWORD), timezone.localdate()
    for name, active, until in (
        ("disabled", False, None),
        ("former", True, today),
        ("handler", True, None),
        ("kin", True, None),
    ):
        user = User.objects.create(
            username=name,
            name=name,
            password=secret,
            is_active=active,
            must_change_password=False,
            place=990101000000,
        )
        Posting.build(
            user=user,
            role=Role.VILLAGE_MEDIATOR,
            division=world.village_one,
            since=date(2020, 1, 1) if until is None else today - timedelta(days=400),
            until=until,
            by=world.system,
        ).save()
        world.users[name] = user


def jar_of(user: User) -> str:
    """The cookies of somebody signed in."""
    client = Client()
    client.force_login(user)
    return client.cookies.output(header="", sep=";")


def own_row(found: House, role: str, noun: str) -> Any:
    """The row of a noun nearest to the role: at its division, else inside it, else any."""
    if noun == "word":
        return None
    if (noun, role) in found.rows.personal:
        return found.rows.personal[noun, role]
    places = found.rows.by_noun[noun]
    if EVERYBODY[role] in places:
        return places[EVERYBODY[role]]
    inside = [c for c in places if found.is_own(role, c)]
    return places[min(inside, default=min(places))]


def own_path(found: House, role: str, address: Address) -> str:
    """The address filled with the role's own rows."""
    return address.filled(*(own_row(found, role, noun) for noun, _ in address.parameters))


def foreign_paths(found: House, role: str, address: Address) -> list[str]:
    """The address with a row outside the role's division, one per place; where it has several
    parameters, each in turn is foreign while the others are own (A3)."""
    wanted = address.parameters
    own = [own_row(found, role, noun) for noun, _ in wanted]
    out = []
    for i, (noun, _) in enumerate(wanted):
        for place, row in found.rows.by_noun[noun].items():
            if not _reaches(found, role, noun, place):
                out.append(address.filled(*own[:i], row, *own[i + 1 :]))
    return out


def _reaches(found: House, role: str, noun: str, place: int) -> bool:
    if found.is_own(role, place):
        return True
    if noun == "quality_draws":  # one for the whole township
        place = found.rows.by_noun[noun][place].village_id
    if noun == "targets":  # two inspectors, of two places
        row = found.rows.by_noun[noun][place]
        return any(found.is_own(role, code) for code in rows_module.others_of(row))
    if noun == "pledges":  # one of a city stands at the county that signs it
        return found.is_own(role, found.rows.by_noun[noun][place].holder_id)
    if noun == "moves":  # a hand-over is seen from both ends
        return found.is_own(role, found.rows.by_noun[noun][place].village_id)
    if noun in SHARED and level_of(place) < level_of(EVERYBODY[role]):
        # What a county or township offers is there for everybody inside it too.
        return place <= EVERYBODY[role] < place + WIDTH[level_of(place)]
    # A county's year and runs are everybody's who works inside the county.
    shared = noun in {"campaigns", "periods", "runs", "rounds", "scales", "sensitive"}
    shared = shared or noun in OF_COUNTY
    if noun == "duties":  # a line of the county's calendar, whoever owes it
        place = rows_module.county_of(place)
        shared = True
    return shared and place == rows_module.county_of(EVERYBODY[role])


def expected(found: House, role: str, address: Address, row: dict[str, str]) -> str:
    """What the reviewed row says for a role; rows of a file closed to it are absent."""
    if role not in COMPANIONS:
        return row[role]
    if row["village"] == "ok" and any(noun == "exports" for noun, _ in address.parameters):
        return "missing"  # an export is its maker's alone
    if any(noun in ONES_OWN for noun, _ in address.parameters):
        return "missing"
    # A keeper stands for the family of the place, the only one that person keeps.
    nouns = ("families" if noun == "keepers" else noun for noun, _ in address.parameters)
    files = {file_of(own_row(found, role, noun)) for noun in nouns}
    if any(file is not None and found.is_closed(role, file) for file in files):
        return "missing"
    matters = {matter_of(own_row(found, role, noun)) for noun, _ in address.parameters}
    if any(matter is not None and found.is_closed_matter(role, matter) for matter in matters):
        return "missing"
    asked_first = address.name == "disputes:card_answer"  # who may not send it is shown no form
    if address.name in PROPOSERS and (row["method"] == "POST" or asked_first):
        return "forbidden"
    return row["village"]


def measured(
    found: House, address: Address, method: str, known: dict[str, str] | None = None
) -> dict[str, str]:
    """One row of the CSV as the house answers now; what of it is known stays."""
    row = known or {
        "url": address.name, "method": method, "foreign": _foreign(found, address, method)
    }  # fmt: skip
    for role in ROLES.keys() - row.keys():
        body = found.typed.get(address, method)
        answer = found.ask(role, method, own_path(found, role, address), body)
        row[role] = outcome(answer)
    return row


def _foreign(found: House, address: Address, method: str) -> str:
    if not address.parameters:
        return ""
    body = found.typed.get(address, method)
    seen = {
        outcome(found.ask(role, method, path, body))
        for role in ("village", "county_other")
        for path in foreign_paths(found, role, address)
    }
    # A document refused before anything was looked up tells nobody anything.
    return "missing" if seen <= {"missing", "forbidden", "method", "input"} else "open"


def write(*, only_new: bool = False) -> None:
    """Ask everything, or only addresses and people the CSV does not list yet, and write it for
    review."""
    known = listed() if only_new else {}
    with house() as found:
        rows = [
            measured(found, address, method, known.get((address.name, method)))
            for address in addresses()
            for method in address.methods
        ]
        with FILE.open("w", encoding="utf-8", newline="") as lines:
            out = csv.DictWriter(lines, ["url", "method", "foreign", *ROLES], lineterminator="\n")
            out.writeheader()
            out.writerows(rows)
        print(f"{FILE.name}: {found.cells} requests")
