"""Changing the key while people read, also when the change is killed midway (C2)."""

from __future__ import annotations

import base64
import fcntl
import os
import secrets
import signal
import subprocess
import sys
import threading
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts import rotation, scope, vault
from accounts.models import User
from households.models import Household, Member
from tests.accounts.test_fields import put_raw, raw
from tests.cast import World, build
from tests.households.people import ADDRESS, FATHER, house, named

NEW = ("k9", "aes-256-gcm", secrets.token_bytes(32))
REPO = Path(__file__).resolve().parents[2]


def run() -> str:
    out = StringIO()
    call_command("rotate_field_keys", batch=3, stdout=out)
    return out.getvalue()


def left() -> int:
    return sum(map(rotation.pending, rotation.sealed_tables()))


def test_every_encrypted_column_is_found() -> None:
    found = {(s.table, c) for s in rotation.sealed_tables() for c in s.columns}
    assert {
        ("households_household", "address"),
        ("households_member", "id_number"),
        ("households_member", "phone"),
        ("households_householdchange", "before"),
    } <= found


def test_rotation(world: World, settings: Any) -> None:
    row = house(world)
    old = settings.FIELD_KEYS
    assert left() == 0
    settings.FIELD_KEYS = (NEW, *old)
    assert left() == 5
    assert Member.objects.get(household=row, relation="head").id_number == FATHER
    assert "旧钥匙下还有 0 行" in run()
    assert left() == 0
    settings.FIELD_KEYS = (NEW,)
    father = Member.objects.get(household=row, relation="head")
    assert (father.id_number, father.phone) == (FATHER, "13800138000")
    assert Household.objects.get(pk=row.pk).address == ADDRESS
    assert "换好 0 行" in run()


def test_sm4_takes_the_place_of_aes(world: World, settings: Any) -> None:
    row = house(world)
    settings.FIELD_KEYS = (("s1", "sm4-gcm", secrets.token_bytes(16)), *settings.FIELD_KEYS)
    run()
    stored = raw(row, "address")
    assert stored is not None
    assert stored.startswith(vault.header("s1", "sm4-gcm"))
    assert Household.objects.get(pk=row.pk).address == ADDRESS


def test_a_value_no_key_opens_is_named(world: World, settings: Any) -> None:
    father = named(house(world), "姜志强")
    put_raw(father, "phone", vault.header("gone", "aes-256-gcm") + secrets.token_bytes(40))
    settings.FIELD_KEYS = (NEW, *settings.FIELD_KEYS)
    with pytest.raises(CommandError, match=f"phone #{father.pk}"):
        run()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_midway_it_goes_on_and_no_read_fails(settings: Any) -> None:
    """A real process is killed (−9) three times; another thread reads all the while."""
    with scope.as_system():
        world = build()
        for _ in range(150):
            house(world)
    old = settings.FIELD_KEYS
    ring = (NEW, *old)
    env = os.environ | {
        "FIELD_KEYS": ",".join(
            f"{name}:{algorithm}:{base64.b64encode(key).decode()}" for name, algorithm, key in ring
        ),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": _url_of_test_database(),
    }
    settings.FIELD_KEYS = ring
    wanted = left()
    assert wanted == 150 * 5
    failures: list[str] = []
    reads, stop = [0], threading.Event()
    reader = threading.Thread(target=_read, args=(stop, reads, failures))
    reader.start()
    command = [sys.executable, "manage.py", "rotate_field_keys", "--batch", "2"]
    try:
        for _ in range(3):
            before = left()
            _killed_after(12, command, env)
            assert left() <= before - 20
        assert 0 < left() < wanted
        done = subprocess.run(command, cwd=REPO, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    finally:
        stop.set()
        reader.join()
    assert left() == 0
    assert not failures
    assert reads[0] > 100
    settings.FIELD_KEYS = (NEW,)
    with scope.as_system():
        assert {m.id_number for m in Member.objects.filter(relation="head")} == {FATHER}


def _killed_after(lines: int, command: list[str], env: dict[str, str]) -> None:
    """Start the rotation, kill it (−9) once it has told of so many lines of progress. The pipe
    holds one page, so it cannot run far ahead of who reads, however slow the machine is."""
    child = subprocess.Popen(
        command, cwd=REPO, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
    )
    assert child.stdout is not None
    if hasattr(fcntl, "F_SETPIPE_SZ"):  # Linux
        fcntl.fcntl(child.stdout, fcntl.F_SETPIPE_SZ, 4096)
    for _ in range(lines):
        assert child.stdout.readline(), "the rotation ended too soon"
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()


def _read(stop: threading.Event, reads: list[int], failures: list[str]) -> None:
    while not stop.is_set():
        with scope.opened(User.objects.get(username="village")):
            for member in Member.objects.order_by("?")[:20]:
                try:
                    _ = member.id_number
                except vault.Unreadable as failure:
                    failures.append(str(failure))
                reads[0] += 1
    connection.close()


def _url_of_test_database() -> str:
    role = os.environ["DATABASE_URL"]
    name = connection.settings_dict["NAME"]
    return role.replace("/anjia?", f"/{name}?") if "?" in role else role
