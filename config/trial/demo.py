"""`make demo`: from nothing to a running system with a demo year, a score and its report."""

import fcntl
import hashlib
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from config.trial import processes
from config.trial.folder import REPO, Folder, TrialError, open_folder
from config.trial.ports import LOOPBACK, listen
from config.trial.postgres import OWNER, Postgres
from config.trial.programs import wanted_source
from config.trial.redis import Redis
from config.trial.services import environment

SETTINGS = "config.settings.trial"
DIVISIONS = "campaigns/data/divisions-320322.csv"
FIRST_PAGE_SECONDS = 60
REPORT = re.compile(r"(/\S+\.pdf)")


class Demo:
    """One run of the demo: its folder, its services, and the children that serve it."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.postgres = Postgres(folder, source=wanted_source(), durable=True)
        self.redis = Redis(folder, source=wanted_source())
        self.env: dict[str, str] = {}
        self.children: list[processes.Child] = []

    def bring_up(self, cleanup: ExitStack) -> None:
        """Services first; each is stopped on the way out, in reverse."""
        with step("启动 PostgreSQL 和 Redis"):
            processes.sweep(self.folder)
            cleanup.callback(self._stop_postgres)
            self.postgres.start()
            cleanup.callback(self.redis.stop)
            self.redis.start()
        self.env = environment(self.folder, self.postgres, self.redis.url(), SETTINGS)

    def _stop_postgres(self) -> None:
        if self.postgres.running():
            self.postgres.stop()

    def manage(self, *arguments: str, as_owner: bool = False) -> str:
        """Run a management command, showing and returning what it prints."""
        env = {name: value for name, value in self.env.items() if name != "OWNER_DATABASE_URL"}
        if as_owner:
            url = self.postgres.url(OWNER)
            env |= {"DATABASE_URL": url, "OWNER_DATABASE_URL": url}
        command = [sys.executable, str(REPO / "manage.py"), *arguments]
        with subprocess.Popen(command, cwd=REPO, env=env, stdout=subprocess.PIPE) as process:
            assert process.stdout
            seen = []
            # Progress redraws its line with a carriage return, so it is passed on as it comes.
            try:
                while chunk := os.read(process.stdout.fileno(), 4096):
                    sys.stdout.buffer.write(chunk)
                    sys.stdout.flush()
                    seen.append(chunk)
            except BaseException:
                process.terminate()
                raise
        if process.returncode:
            raise TrialError(f"命令 manage.py {arguments[0]} 没有成功（见上面的输出）。")
        return b"".join(seen).decode(errors="replace")

    def fill(self) -> None:
        """Tables and demo data; kept data are only migrated, if their tables began like ours."""
        begun, seeded = _first_tables(), self.folder.state().get("seeded")
        kept = seeded == begun
        if seeded and not kept:
            print("▸ 原有演示数据来自更早的版本，不能沿用：重新生成。", flush=True)
        if not kept:
            self.folder.remember(seeded="", report="")
            # A try that was broken off may have left half a county.
            self.postgres.create_database()
        with step("建表"):
            self.manage("migrate", "--verbosity", "0", as_owner=True)
            self.manage("install_database", as_owner=True)
        if not kept:
            with step("导入沛县区划"):
                self.manage("import_divisions", DIVISIONS, as_owner=True)
            with step("生成演示数据"):
                self.manage("seed_demo", as_owner=True)
            self.folder.remember(seeded=begun)

    def collect_static(self) -> None:
        """Collect and compress static files, when they changed since the last time."""
        stamp = self.folder.home / "static.json"
        state = _static_state()
        root = REPO / ".run" / "static"
        if root.exists() and stamp.exists() and json.loads(stamp.read_text()) == state:
            return
        with step("整理页面资源"):
            self.manage("collectstatic", "--noinput", "--clear", "--verbosity", "0")
        self.folder.write(stamp, state)

    def serve(self, listener: socket.socket, cleanup: ExitStack) -> None:
        """Web, worker and beat, without the owner's address in their environment."""
        env = {name: value for name, value in self.env.items() if name != "OWNER_DATABASE_URL"}
        bind = f"fd://{listener.fileno()}"
        web = ["gunicorn", "config.wsgi:application", "--bind", bind, "--no-control-socket"]
        celery = ["celery", "--app", "config.celery"]
        quiet = ["--without-gossip", "--without-mingle", "--concurrency", "2", "-l", "INFO"]
        schedule = ["--schedule", str(self.folder.home / "beat"), "--pidfile=", "-l", "INFO"]
        parts: list[tuple[str, str, list[str], tuple[int, ...]]] = [
            ("网页服务", "web", [*web, "--workers", "2", "--threads", "4"], (listener.fileno(),)),
            ("后台任务", "worker", [*celery, "worker", *quiet], ()),
            ("定时任务", "beat", [*celery, "beat", *schedule], ()),
        ]
        with step("启动网页、后台任务和定时任务"):
            for label, name, module, fds in parts:
                argv = [sys.executable, "-m", *module]
                child = processes.start(self.folder, label, name, argv, env=env, pass_fds=fds)
                cleanup.callback(processes.stop, child)
                self.children.append(child)
            self._wait_for_first_page(listener.getsockname()[1])

    def _wait_for_first_page(self, port: int) -> None:
        deadline = time.monotonic() + FIRST_PAGE_SECONDS
        while time.monotonic() < deadline:
            self.check()
            connection = http.client.HTTPConnection(LOOPBACK, port, timeout=10)
            try:
                connection.request("GET", "/")
                if connection.getresponse().status < 500:
                    return
            except OSError:
                pass
            finally:
                connection.close()
            time.sleep(0.2)
        raise TrialError(f"页面 {FIRST_PAGE_SECONDS} 秒内没有打开，日志在 {self.folder.logs}。")

    def check(self) -> None:
        """Raise, naming it, when one of the children has ended by itself."""
        for child in [*self.children, *([self.redis.child] if self.redis.child else [])]:
            code = child.process.poll()
            if code is not None:
                tail = "\n".join(child.log.read_text(errors="replace").splitlines()[-15:])
                raise TrialError(f"{child.label}意外退出（{code}），日志 {child.log}：\n{tail}")

    def score(self) -> str:
        """The year-end score by the worker and its report; the report's path."""
        known = str(self.folder.state().get("report", ""))
        if known and Path(known).exists():
            return known
        with step("年终考核评分并生成报告"):
            printed = self.manage("score_year", "--wait")
        paths = REPORT.findall(printed)
        report = paths[-1] if paths else ""
        self.folder.remember(report=report)
        return report


def _first_tables() -> str:
    """A digest of the first migrations: data made from others cannot be carried on."""
    digest = hashlib.sha256()
    for path in sorted(REPO.glob("*/migrations/0001_initial.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _static_state() -> list[str]:
    """A digest of everything that collectstatic would look at."""
    digest = hashlib.sha256((REPO / "requirements.lock").read_bytes())
    for folder in sorted({REPO / "static", *REPO.glob("*/static")}):
        for path in sorted(folder.rglob("*")):
            found = path.stat()
            digest.update(f"{path}{found.st_mtime_ns}{found.st_size}".encode())
    return [digest.hexdigest()]


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    print(f"▸ {title} …", flush=True)
    begin = time.monotonic()
    yield
    print(f"  {title}：{time.monotonic() - begin:.1f} 秒", flush=True)


def _announce(demo: Demo, address: str, report: str) -> None:
    print("\n" + "─" * 60)
    if report:
        print(f"考核报告：{report}")
    print(f"网页地址：{address}")
    demo.manage("demo_logins")
    print(f"日志：{demo.folder.logs}")
    print("按 Ctrl-C 停止。数据会保留；从头再来用 make reset。")
    print("─" * 60, flush=True)


def run(port: int) -> int:
    """Serve the demo until a signal; returns 0 when it was stopped on purpose."""
    folder = open_folder("demo")
    with folder.lock_file("demo") as lock, ExitStack() as cleanup:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            address = _running(folder).get("address", "")
            raise TrialError(f"演示已经在运行：{address}") from None
        listener = listen(port)
        cleanup.callback(listener.close)
        chosen = listener.getsockname()[1]
        address = f"http://{LOOPBACK}:{chosen}/"
        if chosen != port:
            print(f"端口 {port} 已被占用，改用 {chosen}。")
        folder.write(folder.home / "running.json", {"pid": os.getpid(), "address": address})
        _serve_until_stopped(Demo(folder), listener, address, cleanup)
    return 0


def _serve_until_stopped(
    demo: Demo, listener: socket.socket, address: str, cleanup: ExitStack
) -> None:
    steps: tuple[Callable[[], None], ...] = (
        lambda: demo.bring_up(cleanup),
        demo.fill,
        demo.collect_static,
        lambda: demo.serve(listener, cleanup),
    )
    for one in steps:
        one()
    print(f"  页面已可打开：{address}", flush=True)
    _announce(demo, address, demo.score())
    while True:
        demo.check()
        time.sleep(0.5)


def _running(folder: Folder) -> dict[str, object]:
    path = folder.home / "running.json"
    facts: dict[str, object] = json.loads(path.read_text()) if path.exists() else {}
    return facts


def reset() -> int:
    """Stop a running demo of this checkout, and delete its data, keys and reports."""
    folder = open_folder("demo")
    with folder.lock_file("demo") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            _stop_other(folder)
            fcntl.flock(lock, fcntl.LOCK_EX)
        processes.sweep(folder, everything=True)
        postgres = Postgres(folder, source=wanted_source(), durable=True)
        if postgres.running():
            postgres.stop()
        folder.delete()
    print("演示数据已删除。")
    return 0


def _stop_other(folder: Folder) -> None:
    """Ask the launcher that holds the demo to stop, and wait until it has."""
    pid = int(str(_running(folder).get("pid", 0)))
    print("正在停止运行中的演示 …")
    if not processes.end(pid, 60):
        raise TrialError("运行中的演示停不下来，请在它的窗口里按 Ctrl-C。")
