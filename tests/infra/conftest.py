"""A small copy of the project with the real launcher and stand-ins for everything it starts."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

REPO = Path(__file__).resolve().parents[2]
WAIT_SECONDS = 60

MANAGE = """
    import os, sys, pathlib
    notes = pathlib.Path(__file__).with_name("calls.txt")
    with notes.open("a") as stream:
        role = os.environ["DATABASE_URL"].split("//")[1].split("@")[0]
        stream.write(f"{sys.argv[1]} {role}\\n")
    if sys.argv[1] == os.environ.get("BREAK"):
        sys.exit(3)
    if sys.argv[1] == "score_year":
        report = pathlib.Path(os.environ["MEDIA_ROOT"], "report.pdf")
        report.write_text("x")
        print("报告", report)
    if sys.argv[1] == "demo_logins":
        print("logins-are-printed")
"""
WSGI = """
    import os

    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [os.environ.get("OWNER_DATABASE_URL", "no owner here").encode()]
"""
CELERY = """
    import os
    from celery import Celery

    app = Celery("stand_in", broker=os.environ.get("REDIS_URL"), fixups=[])
"""


@dataclass
class Checkout:
    """The copy; everything it starts carries its marker in the environment."""

    root: Path
    env: dict[str, str]
    started: list["subprocess.Popen[str]"] = field(default_factory=list)

    def launch(self, *arguments: str, env: dict[str, str] | None = None) -> "subprocess.Popen[str]":
        """`python -m config.trial ...` in the copy, its output in one pipe."""
        process = subprocess.Popen(
            [sys.executable, "-m", "config.trial", *arguments],
            cwd=self.root,
            env=self.env | (env or {}),
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def call(self, *arguments: str, env: dict[str, str] | None = None) -> tuple[int, str]:
        """Launch and wait; exit code and output."""
        process = self.launch(*arguments, env=env)
        output, _ = process.communicate(timeout=WAIT_SECONDS)
        return process.returncode, output

    def read_until(self, process: "subprocess.Popen[str]", word: str) -> str:
        """The output up to and with the line that holds `word`."""
        assert process.stdout
        seen = []
        for line in process.stdout:
            seen.append(line)
            if word in line:
                return "".join(seen)
        pytest.fail(f"ended without {word!r}:\n{''.join(seen)}")

    def processes(self) -> list[psutil.Process]:
        """Everything this copy started that still works."""
        return [one for one in psutil.process_iter() if self._started(one)]

    def _started(self, one: psutil.Process) -> bool:
        """By environment, or by folder: PostgreSQL and Redis write their titles over the former."""
        try:
            if one.status() == psutil.STATUS_ZOMBIE:
                return False
            marked = one.environ().get("ANJIA_TEST_MARK") == self.env["ANJIA_TEST_MARK"]
            return marked or Path(one.cwd()).is_relative_to(self.root / ".run")
        except psutil.Error:
            return False

    def nothing_left(self) -> bool:
        """Whether all has ended, within a few seconds."""
        return wait_for(lambda: not self.processes(), seconds=10)

    def find(self, program: str) -> list[psutil.Process]:
        return [one for one in self.processes() if program in " ".join(one.cmdline()[:4])]


def wait_for(condition: Callable[[], bool], seconds: float = WAIT_SECONDS) -> bool:
    """Look every tenth of a second, for a bounded time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return condition()


def _copy(root: Path) -> None:
    shutil.copytree(
        REPO / "config" / "trial",
        root / "config" / "trial",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    shutil.copy(REPO / "config" / "__init__.py", root / "config")
    stand_ins = {"manage.py": MANAGE, "config/wsgi.py": WSGI, "config/celery.py": CELERY}
    for name, text in stand_ins.items():
        (root / name).write_text(textwrap.dedent(text))
    (root / "requirements.lock").write_text("")
    (root / "static").mkdir()


def _end(processes: Sequence[psutil.Process]) -> None:
    for one in processes:
        try:
            one.send_signal(signal.SIGKILL)
        except psutil.Error:
            continue


@pytest.fixture
def checkout() -> Iterator[Checkout]:
    """A copy in a short folder everybody may enter, as a checkout in /srv or a home would be."""
    root = Path(tempfile.mkdtemp(prefix="anjia-t-")).resolve()
    root.chmod(0o755)
    _copy(root)
    env = {name: value for name, value in os.environ.items() if name != "ANJIA_PG"}
    copy = Checkout(root, env | {"ANJIA_TEST_MARK": root.name, "PYTHONPATH": str(root)})
    try:
        yield copy
    finally:
        _end(copy.processes())
        for process in copy.started:
            process.wait(WAIT_SECONDS)
            if process.stdout:
                process.stdout.close()
        shutil.rmtree(root, ignore_errors=True)
