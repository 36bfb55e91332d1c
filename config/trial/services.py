"""PostgreSQL and Redis together, for tests and development: `run`, `up`, `down`, `env`.

Several shells may use one server at the same time: each `run` holds a shared lock, the last one to
leave stops the server, and a server brought up with `up` stays until `down`.
"""

import fcntl
import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from config.trial import processes
from config.trial.folder import Folder, TrialError, open_folder
from config.trial.postgres import APP, OWNER, Postgres
from config.trial.programs import wanted_source
from config.trial.redis import Redis


def environment(
    folder: Folder, postgres: Postgres, redis_url: str, settings: str
) -> dict[str, str]:
    """What a child needs to find the services: our own environment and the project's variables."""
    keys = folder.keys()
    media = folder.home / "media"
    media.mkdir(mode=0o700, exist_ok=True)
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return os.environ | {
        "PATH": programs,
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": settings,
        "DATABASE_URL": postgres.url(APP),
        "OWNER_DATABASE_URL": postgres.url(OWNER),
        "REDIS_URL": redis_url,
        "SECRET_KEY": keys["SECRET_KEY"],
        "SCOPE_KEY": keys["SCOPE_KEY"],
        "FIELD_KEYS": keys["FIELD_KEYS"],
        "INDEX_KEY": keys["INDEX_KEY"],
        "SYNC_PRIVATE_KEY": keys["SYNC_PRIVATE_KEY"],
        "MEDIA_ROOT": str(media),
    }


EXPORTED = (
    "DJANGO_SETTINGS_MODULE",
    "DATABASE_URL",
    "OWNER_DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "SCOPE_KEY",
    "FIELD_KEYS",
    "INDEX_KEY",
    "SYNC_PRIVATE_KEY",
    "MEDIA_ROOT",
)
TEST_SETTINGS = "config.settings.test"


class TestServices:
    """The careless server for tests (no fsync), in a folder of its own."""

    __test__ = False  # not a test class, whatever its name says

    def __init__(self) -> None:
        source = wanted_source()
        self.folder = open_folder(f"test-{source}" if source else "test")
        self.postgres = Postgres(self.folder, source=source, durable=False)
        self.source = source
        self.marker = self.folder.home / "up.json"

    def kept_redis(self) -> int | None:
        """The port of the Redis that `up` left running, None when there is none."""
        if not self.marker.exists():
            return None
        facts = json.loads(self.marker.read_text())
        alive = processes.kept_alive(self.folder, facts["pid"])
        return int(facts["port"]) if alive else None

    def environment(self, redis_url: str) -> dict[str, str]:
        return environment(self.folder, self.postgres, redis_url, TEST_SETTINGS)

    def up(self) -> int:
        """Start and leave running; says how to use it."""
        with self.folder.hold("bring-up"):
            processes.sweep(self.folder)
            self.postgres.start()
            if self.kept_redis() is None:
                redis = Redis(self.folder, source=self.source, kept=True)
                redis.start()
                assert redis.child
                facts = {"pid": redis.child.process.pid, "port": redis.port}
                self.folder.write(self.marker, facts)
        programs = self.postgres.programs
        print(f"PostgreSQL {programs.major}（{programs.bin}）和 Redis 已在运行。")
        print('在终端里使用：eval "$(.venv/bin/python -m config.trial env)"')
        return 0

    def down(self) -> int:
        """Stop what `up` left running; a server still in use goes when its last user does."""
        with self.folder.hold("bring-up"), self.folder.lock_file("users") as users:
            self.marker.unlink(missing_ok=True)
            processes.sweep(self.folder, everything=True)
            for leftover in self.folder.server.glob("redis-*.conf"):
                leftover.unlink()
            stopped = self._stop_if_last(users)
        print("已停止。" if stopped else "还有测试在用，最后一个结束时停止。")
        return 0

    def env(self) -> int:
        """Print the export lines for the server that `up` left running."""
        port = self.kept_redis()
        if port is None or not self.postgres.running():
            raise TrialError("没有在运行的测试服务，请先执行 .venv/bin/python -m config.trial up。")
        url = Redis(self.folder, source=self.source).url(port)
        values = self.environment(url)
        for name in EXPORTED:
            print(f"export {name}={shlex.quote(values[name])}")
        return 0

    def run(self, command: Sequence[str]) -> int:
        """Run `command` with the services up; returns its exit code."""
        with self.folder.lock_file("users") as users:
            redis = Redis(self.folder, source=self.source)
            try:
                with self.folder.hold("bring-up"):
                    fcntl.flock(users, fcntl.LOCK_SH)
                    processes.sweep(self.folder)
                    self.postgres.start()
                redis.start()
                return follow(command, self.environment(redis.url()))
            finally:
                redis.stop()
                with self.folder.hold("bring-up"):
                    fcntl.flock(users, fcntl.LOCK_UN)
                    self._stop_if_last(users)

    def _stop_if_last(self, users: Any) -> bool:
        """Stop PostgreSQL unless `up` keeps it or another `run` uses it."""
        if self.marker.exists():
            return False
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        if self.postgres.running():
            self.postgres.stop()
        return True


def follow(command: Sequence[str], env: dict[str, str]) -> int:
    """Run a command in the foreground; Ctrl-C is its business, SIGTERM is handed on to it."""
    try:
        child = subprocess.Popen(list(command), cwd=os.getcwd(), env=env)
    except OSError as error:
        raise TrialError(f"无法运行 {command[0]}：{error.strerror}") from error

    def hand_on(number: int, frame: FrameType | None) -> None:
        if number != signal.SIGINT:
            child.send_signal(number)

    before = {
        number: signal.signal(number, hand_on)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        code = child.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return code if code >= 0 else 128 - code
