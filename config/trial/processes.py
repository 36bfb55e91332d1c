"""Children of a run: each in its own process group, logged to a file, never left behind.

Every child is entered in a ledger file with the launcher that owns it. When a launcher is killed
outright, the next one finds the entries and ends those children, and only those.
"""

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from config.trial.folder import REPO, Folder

LOG_KEEP_BYTES = 5_000_000
STOP_SECONDS = 12


@dataclass(frozen=True)
class Child:
    """A running child: its Chinese name, the process, and its log."""

    label: str
    process: "subprocess.Popen[bytes]"
    log: Path
    entry: Path


def identity(pid: int) -> list[float] | None:
    """What tells this process from a later one with the same number; None when it has ended.

    Where nobody collects the dead (a bare container) an ended process stays listed as a zombie.
    """
    try:
        process = psutil.Process(pid)
        ended = process.status() == psutil.STATUS_ZOMBIE
        return None if ended else [pid, process.create_time()]
    except psutil.Error:
        return None


def command_line(pid: int) -> list[str]:
    """What runs as `pid`, word by word; empty when it has ended."""
    try:
        return psutil.Process(pid).cmdline() if identity(pid) else []
    except psutil.Error:
        return []


def alive(known: Sequence[float] | None) -> bool:
    """Whether exactly the process of which :func:`identity` was taken still works."""
    return known is not None and identity(int(known[0])) == list(known)


def end(pid: int, seconds: float = STOP_SECONDS) -> bool:
    """Ask a process that need not be our child to end, and wait; whether it has."""
    known = identity(pid)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + seconds
    while alive(known) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not alive(known)


def start(
    folder: Folder,
    label: str,
    name: str,
    argv: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    kept: bool = False,
    **options: Any,
) -> Child:
    """Start `argv` in its own session and enter it in the ledger; `kept` children outlive us."""
    log = folder.logs / f"{name}.log"
    if log.exists() and log.stat().st_size > LOG_KEEP_BYTES:
        log.replace(log.with_suffix(".log.1"))
    ledger = folder.home / "children"
    ledger.mkdir(mode=0o700, exist_ok=True)
    with log.open("ab") as stream:
        process = subprocess.Popen(
            list(argv),
            env=None if env is None else dict(env),
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **{"cwd": REPO, **options},
        )
    entry = ledger / f"{process.pid}.json"
    owner = None if kept else identity(os.getpid())
    folder.write(entry, {"child": identity(process.pid), "owner": owner, "name": name})
    return Child(label, process, log, entry)


def stop(child: Child) -> None:
    """Ask the child to end, insist after a while, and take its whole group along."""
    if child.process.poll() is None:
        child.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(STOP_SECONDS)
    _kill_group(child.process.pid)
    child.process.wait()
    child.entry.unlink(missing_ok=True)


def _kill_group(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def sweep(folder: Folder, *, everything: bool = False) -> int:
    """End children whose launcher is gone (`everything`: also the kept ones); returns how many."""
    ended = 0
    for entry in sorted((folder.home / "children").glob("*.json")):
        try:
            facts = json.loads(entry.read_text())
        except FileNotFoundError:  # ended by its own launcher at this moment
            continue
        orphan = facts["owner"] is not None and not alive(facts["owner"])
        if not (orphan or (everything and facts["owner"] is None)):
            continue
        if alive(facts["child"]):
            ended += 1
            end(int(facts["child"][0]))
            _kill_group(int(facts["child"][0]))
        entry.unlink(missing_ok=True)
    return ended


def kept_alive(folder: Folder, pid: int) -> bool:
    """Whether the kept child `pid` of this folder still runs."""
    entry = folder.home / "children" / f"{pid}.json"
    return entry.exists() and alive(json.loads(entry.read_text())["child"])
