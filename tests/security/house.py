"""The house of the matrix (reliability A1–A3): everybody, everything, and who may know what."""

from __future__ import annotations

import logging
import pickle
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from http.cookies import SimpleCookie
from types import SimpleNamespace
from typing import Any
from unittest import mock

from django.contrib.auth.backends import ModelBackend
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
from accounts.walls import CITY_WIDTH, COUNTY_WIDTH, Kind
from campaigns.models.division import WIDTH, level_of
from tests import cast
from tests.cast import World
from tests.security import rows as rows_module
from tests.security.answers import unpacked
from tests.security.asking import EVERYBODY
from tests.security.forms_in import Typed
from tests.security.rows import CANARY, Rows, Secret

# Nouns that hold no family and are read by an office that sees none.
ALSO_READ_BY = {"households.impactassessment": {Role.SECURITY_ADMIN}}


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


def _asked_once(load: Callable[[ModelBackend, Any], Any]) -> Callable[..., Any]:
    """Who asks, with today's postings: read once, and a copy for each request. That a change of
    either holds from the next request is proven by itself (test_postings, test_users)."""
    known: dict[Any, bytes] = {}

    def loaded(backend: ModelBackend, user_id: Any) -> Any:
        if user_id not in known:
            user = load(backend, user_id)
            if user is None:
                return None
            _ = (user.case_spans, user.area_spans, user.upper_spans)
            known[user_id] = pickle.dumps(user)
        return pickle.loads(known[user_id])  # noqa: S301 - of this very process

    return loaded


@contextmanager
def house() -> Iterator[House]:
    """Build everything in one transaction that is thrown away."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    # Describing the whole API takes a second; once is enough.
    described = SchemaGenerator(api_version="v1").get_schema(public=True)  # type: ignore[no-untyped-call]
    # After that a session is read once: nothing here changes one and keeps it.
    sessions = mock.patch.object(SessionStore, "load", _read_once(SessionStore.load))
    people_once = mock.patch.object(ModelBackend, "get_user", _asked_once(ModelBackend.get_user))
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
        with sessions, people_once:
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
