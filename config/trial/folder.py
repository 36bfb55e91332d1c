"""The private folder of a run: who may read it, what lies where, and who holds it."""

import base64
import fcntl
import hashlib
import json
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

REPO = Path(__file__).resolve().parents[2]
# A Unix socket's path may have 103 bytes on macOS; PostgreSQL adds "/.s.PGSQL.5432.lock".
SOCKET_FOLDER_MAX = 80


class TrialError(Exception):
    """Something a person can mend; the message is Chinese and complete."""


@dataclass(frozen=True)
class ServerUser:
    """The existing unprivileged account that servers run as when we are root."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Folder:
    """`home` is ours (keys, logs, reports); `server` belongs to the server user; both are 0700."""

    name: str
    home: Path
    server: Path
    sockets: Path
    user: ServerUser | None

    @property
    def logs(self) -> Path:
        path = self.home / "logs"
        path.mkdir(mode=0o700, exist_ok=True)
        return path

    def keys(self) -> dict[str, str]:
        """The secrets of this run: random, each made once and kept, readable by us alone."""
        path = self.home / "keys.json"
        with self.hold("keys"):
            kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
            names = ("SECRET_KEY", "SCOPE_KEY", "INDEX_KEY", "REDIS_PASSWORD")
            made = {name: secrets.token_urlsafe(48) for name in names}
            for ring in ("FIELD_KEYS", "SYNC_PRIVATE_KEY"):
                made[ring] = "k1:" + base64.b64encode(secrets.token_bytes(32)).decode()
            if made.keys() - kept.keys():
                kept = made | kept
                self.write(path, kept)
        return kept

    def state(self) -> dict[str, Any]:
        """What was made in the database; it lies beside the data so that it is lost with them."""
        path = self.server / "state.json"
        loaded: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
        return loaded

    def remember(self, **facts: Any) -> None:
        """Add facts to :meth:`state`."""
        self.write(self.server / "state.json", self.state() | facts)

    @staticmethod
    def write(path: Path, value: Any) -> None:
        """Write JSON so that a reader sees the old or the new file, never half of one."""
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            json.dump(value, stream)
        draft.replace(path)

    @contextmanager
    def hold(self, name: str) -> Iterator[None]:
        """Wait for and hold the exclusive lock `name`; the system frees it when we die."""
        with self.lock_file(name) as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            yield

    def lock_file(self, name: str) -> IO[str]:
        """The open file behind the lock `name`, not inherited by children."""
        return (self.home / f"{name}.lock").open("a")

    def give(self, path: Path) -> None:
        """Hand a file or folder of ours over to the server user."""
        if self.user:
            os.chown(path, self.user.uid, self.user.gid)

    def as_server(self) -> dict[str, Any]:
        """Keyword arguments for subprocess that make a child run as the server user."""
        options: dict[str, Any] = {"cwd": self.server, "umask": 0o077}
        if self.user:
            options |= {"user": self.user.uid, "group": self.user.gid, "extra_groups": []}
        return options

    def delete(self) -> None:
        """Remove everything this folder holds."""
        for path in (self.sockets, self.server, self.home):
            if path.exists():
                shutil.rmtree(path)


def server_user() -> ServerUser | None:
    """None for an ordinary user; for root `postgres`, else `nobody`: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return ServerUser(name, entry.pw_uid, entry.pw_gid)
    raise TrialError("以 root 运行时需要系统里有 postgres 或 nobody 账号，两个都没有找到。")


def reachable(path: Path, user: ServerUser | None) -> bool:
    """Whether the server user gets as far as `path` and may enter or run it."""
    if user is None:
        return os.access(path, os.X_OK)
    command = ["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)]
    options: dict[str, Any] = {"user": user.uid, "group": user.gid, "extra_groups": []}
    return subprocess.run(command, cwd="/", check=False, **options).returncode == 0


def _private(path: Path, user: ServerUser | None = None) -> Path:
    """Make `path` a folder that `user` alone may enter; refuse one that somebody else owns."""
    owner = user.uid if user else os.geteuid()
    with suppress(FileExistsError):
        path.mkdir(mode=0o700)
    found = path.lstat()
    # Ours but not yet handed over: another launcher is at this very point, or was killed here.
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (owner, os.geteuid()):
        raise TrialError(f"{path} 已被别的账号占用，请删除后再试。")
    if user:
        os.chown(path, user.uid, user.gid, follow_symlinks=False)
    path.chmod(0o700)
    return path


def _temporary(suffix: str) -> list[Path]:
    """Candidates outside the checkout, keyed by its path and by us."""
    key = hashlib.sha256(str(REPO).encode()).hexdigest()[:10]
    roots = dict.fromkeys((tempfile.gettempdir(), "/tmp", "/var/tmp"))  # noqa: S108
    return [Path(root) / f"anjia-{os.geteuid()}-{key}-{suffix}" for root in roots]


def _first(candidates: list[Path], user: ServerUser | None, purpose: str) -> Path:
    """The first candidate that can be made private and that the server user reaches."""
    for path in candidates:
        fresh = not path.exists()
        try:
            _private(path, user)
        except OSError:
            continue
        if reachable(path, user):
            return path
        if fresh:
            path.rmdir()
    raise TrialError(f"找不到可以放{purpose}的文件夹，请把 TMPDIR 指向一个可写的文件夹。")


def open_folder(name: str) -> Folder:
    """Find or make the private folder of the run `name` ("demo", "test", ...)."""
    user = server_user()
    run = REPO / ".run"
    try:
        run.mkdir(exist_ok=True)
    except OSError:
        run = Path(os.devnull)
    home = _first([run / name, *_temporary(name)], None, "运行数据")
    server = _first([run / f"{name}-server", *_temporary(f"{name}-server")], user, "数据库")
    sockets = server / "s"
    if len(os.fsencode(sockets)) > SOCKET_FOLDER_MAX:
        short = [path for path in _temporary(name[:6]) if len(str(path)) <= SOCKET_FOLDER_MAX]
        sockets = _first([path.with_name(f"{path.name}-s") for path in short], user, "套接字")
    else:
        _private(sockets, user)
    return Folder(name, home, server, sockets, user)
