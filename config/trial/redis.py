"""A private Redis (or Valkey): loopback only, behind a random password, nothing kept on disk."""

import time
from typing import Any

import redis

from config.trial import processes
from config.trial.folder import Folder, TrialError
from config.trial.ports import LOOPBACK, free_port
from config.trial.programs import redis_program

START_TRIES = 3
DATABASES = 64


class Redis:
    """One server, started by and for one run (or kept, for `up`)."""

    def __init__(self, folder: Folder, *, source: str | None, kept: bool = False) -> None:
        self.folder = folder
        self.kept = kept
        self.program = redis_program(folder, source)
        self.child: processes.Child | None = None
        self.port = 0

    def url(self, port: int | None = None) -> str:
        password = self.folder.keys()["REDIS_PASSWORD"]
        return f"redis://:{password}@{LOOPBACK}:{port or self.port}/0"

    def start(self) -> None:
        """Start on a free port; another port is tried when somebody was quicker."""
        for _ in range(START_TRIES):
            self.port = free_port()
            self.child = processes.start(
                self.folder,
                "Redis",
                "redis",
                [str(self.program), self._configuration()],
                kept=self.kept,
                **self.folder.as_server(),
            )
            if self._answers():
                return
            self.stop()
        raise TrialError(f"Redis 没有起来，日志在 {self.folder.logs / 'redis.log'}。")

    def _configuration(self) -> str:
        path = self.folder.server / f"redis-{self.port}.conf"
        lines = {
            "bind": LOOPBACK,
            "port": self.port,
            "requirepass": self.folder.keys()["REDIS_PASSWORD"],
            "databases": DATABASES,
            "save": '""',
            "appendonly": "no",
            "daemonize": "no",
        }
        path.touch(mode=0o600)
        path.write_text("".join(f"{name} {value}\n" for name, value in lines.items()))
        self.folder.give(path)
        return str(path)

    def _answers(self) -> bool:
        client: Any = redis.Redis.from_url(self.url(), socket_timeout=1)
        deadline = time.monotonic() + 10
        while self.child and self.child.process.poll() is None and time.monotonic() < deadline:
            try:
                return bool(client.ping())
            except redis.RedisError:
                time.sleep(0.05)
        return False

    def stop(self) -> None:
        """End the server and remove its configuration."""
        if self.child:
            processes.stop(self.child)
            self.child = None
        (self.folder.server / f"redis-{self.port}.conf").unlink(missing_ok=True)
