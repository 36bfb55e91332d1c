"""A real worker killed with -9 in the middle of an import: nothing of it is seen, a second worker
writes it once (bars E4, G1)."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable

import pytest

from accounts import scope
from accounts.models import Trail
from accounts.tasks import sweep
from campaigns import tasks
from campaigns.models import Sheet, SheetRow
from campaigns.sheets.kinds import kind_of
from campaigns.transitions.sheet import confirm_sheet, return_sheet, send_sheet
from households.models import Household, Member
from tests import cast
from tests.campaigns.sheets import book
from tests.households.rosters import HEAD, family
from tests.workers import PAUSE, ring, wait_for

pytestmark = [
    pytest.mark.worker,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
HOMES = 600  # two chunks of writing, so that the kill falls between them


def look(pk: int) -> tuple[Sheet, int, int]:
    """The sheet, and how many households and members can be seen."""
    with scope.as_system():
        return Sheet.objects.get(pk=pk), Household.objects.count(), Member.objects.count()


def test_a_killed_worker_leaves_no_half_import(
    broker: str, start_worker: Callable[[float], subprocess.Popen[bytes]]
) -> None:
    with scope.as_system():
        world = cast.build()
    rows = [HEAD, *(line for n in range(HOMES) for line in family(f"{n:05d}"))]
    with scope.opened(world.village):
        sheet = send_sheet(
            kind=kind_of("roster"), place=world.village_one, by=world.village, data=book(rows)
        )
    pk = sheet.pk
    quick = start_worker(0)
    ring(tasks.work_sheet, broker, pk)
    wait_for(lambda: look(pk)[0].stage == "waiting")
    os.killpg(quick.pid, signal.SIGKILL)
    quick.wait(10)
    with scope.opened(world.village):
        confirm_sheet(sheet, by=world.village)

    slow = start_worker(PAUSE)
    ring(tasks.work_sheet, broker, pk)
    wait_for(lambda: look(pk)[0].message.startswith("写入 "))
    time.sleep(PAUSE / 2)  # households of the first chunk are written now, not yet committed
    found, homes, members = look(pk)
    assert (found.stage, found.state, homes, members) == ("writing", "running", 0, 0)
    assert 0 < found.done < found.total
    os.killpg(slow.pid, signal.SIGKILL)
    slow.wait(10)
    found, homes, members = look(pk)
    assert (found.state, homes, members) == ("running", 0, 0)
    with scope.as_system():
        assert not Trail.objects.filter(act="household.register").exists()

    start_worker(0)

    def finished() -> bool:
        ring(sweep, broker)
        return look(pk)[0].stage == "written"

    wait_for(finished, step=0.5)
    found, homes, members = look(pk)
    assert (homes, members, found.fence) == (HOMES, HOMES * 4, 3)
    with scope.as_system():
        assert Trail.objects.filter(act="household.register").count() == HOMES
        assert Trail.objects.filter(act="sheet.write").count() == 1
    with scope.opened(world.village):
        return_sheet(sheet, by=world.village)
    ring(tasks.work_sheet, broker, pk)
    wait_for(lambda: look(pk)[0].stage == "returned")
    assert look(pk)[1:] == (0, 0)
    with scope.as_system():
        assert not SheetRow.objects.exclude(note="").exists()
