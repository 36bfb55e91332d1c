"""The launcher itself, on both PostgreSQLs, with what it must leave behind: nothing."""

import os
import shutil
import signal
import socket
from pathlib import Path

import pytest

from config.trial import ports
from config.trial.folder import TrialError
from config.trial.programs import postgres_installations
from tests.infra.conftest import Checkout, wait_for

LOOK = """
import os, psycopg, redis
with psycopg.connect(os.environ["DATABASE_URL"]) as app:
    print("app", app.execute("SELECT current_user, current_database()").fetchone())
    print("who", app.execute(
        "SELECT string_agg(rolname || rolsuper || rolbypassrls || rolcreaterole, ' '"
        " ORDER BY rolname) FROM pg_roles WHERE rolname LIKE 'anjia%'").fetchone()[0])
    for name in ("listen_addresses", "data_checksums", "fsync", "server_encoding"):
        print(name, app.execute("SELECT current_setting(%s)", [name]).fetchone()[0])
    print("version", app.info.server_version >= 150000)
with psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True) as owner:
    owner.execute("CREATE DATABASE made_by_owner")
    owner.execute("DROP DATABASE made_by_owner")
client = redis.Redis.from_url(os.environ["REDIS_URL"])
print("redis", client.ping(), client.config_get("bind")["bind"])
open_client = redis.Redis(port=client.connection_pool.connection_kwargs["port"])
try:
    open_client.ping()
except redis.AuthenticationError:
    print("redis asks for the password")
"""
EXPECTED = (
    "app ('anjia_app', 'anjia')",
    "who anjia_appfalsefalsefalse anjia_ownerfalsefalsefalse",
    "listen_addresses \n",
    "data_checksums on",
    "fsync off",
    "server_encoding UTF8",
    "version True",
    "redis True 127.0.0.1",
    "redis asks for the password",
)


@pytest.mark.parametrize("source", ["system", "wheel"])
def test_run_on_either_postgresql(checkout: Checkout, source: str) -> None:
    if not postgres_installations(source):
        pytest.skip(f"no {source} PostgreSQL here")
    if source == "system" and not (shutil.which("redis-server") or shutil.which("valkey-server")):
        pytest.skip("no system Redis here")
    (checkout.root / "look.py").write_text(LOOK)
    code, output = checkout.call("run", "--", "python", "look.py", env={"ANJIA_PG": source})
    assert code == 0, output
    assert [line for line in EXPECTED if line not in output] == []
    assert checkout.nothing_left()


def test_run_hands_back_the_exit_code_and_keeps_its_keys(checkout: Checkout) -> None:
    keys = set()
    for code in (0, 1, 42):
        command = f"echo keys $SECRET_KEY $SCOPE_KEY; exit {code}"
        given, output = checkout.call("run", "--", "sh", "-c", command)
        assert given == code
        keys.add(output.strip())
    assert len(keys) == 1
    assert len(set(keys.pop().split())) == 3
    assert checkout.call("run", "--", "sh", "-c", "kill -TERM $$")[0] == 128 + signal.SIGTERM
    given, output = checkout.call("run", "--", "/no/such/program")
    assert (given, "无法运行" in output) == (1, True)
    assert checkout.nothing_left()


def test_private_means_private(checkout: Checkout) -> None:
    assert checkout.call("run", "--", "true")[0] == 0
    run = checkout.root / ".run"
    assert {path.stat().st_mode & 0o077 for path in run.iterdir()} == {0}
    assert (run / "test" / "keys.json").stat().st_mode & 0o777 == 0o600


def test_two_runs_share_one_server_and_the_last_one_stops_it(checkout: Checkout) -> None:
    first = checkout.launch("run", "--", "sh", "-c", "echo ready; sleep 3")
    checkout.read_until(first, "ready")
    query = "sleep 4; python -c \"import os, psycopg; psycopg.connect(os.environ['DATABASE_URL'])\""
    second = checkout.launch("run", "--", "sh", "-c", f"echo ready; {query}")
    checkout.read_until(second, "ready")
    servers = [one for one in checkout.find("postgres") if "-D" in one.cmdline()]
    assert len(servers) == 1
    assert first.wait(30) == 0
    assert second.wait(30) == 0
    assert checkout.nothing_left()


def test_up_stays_for_every_run_until_down(checkout: Checkout) -> None:
    assert checkout.call("env")[0] == 1
    assert checkout.call("up")[0] == 0
    assert checkout.call("up")[0] == 0
    code, exports = checkout.call("env")
    assert code == 0
    assert "export DATABASE_URL=" in exports
    assert checkout.call("run", "--", "true")[0] == 0
    url = exports.split("export DATABASE_URL=")[1].split("\n")[0].strip("'")
    assert checkout.call("run", "--", "sh", "-c", f'test "$DATABASE_URL" = "{url}"')[0] == 0
    assert checkout.find("postgres")
    assert checkout.call("down")[0] == 0
    assert checkout.nothing_left()


def test_after_a_launcher_was_killed_the_next_one_clears_up(checkout: Checkout) -> None:
    first = checkout.launch("run", "--", "sh", "-c", "echo ready; sleep 60")
    checkout.read_until(first, "ready")
    first.send_signal(signal.SIGKILL)
    first.wait(10)
    assert len(checkout.find("redis-server") + checkout.find("valkey-server")) == 1
    assert checkout.call("run", "--", "true")[0] == 0
    assert not checkout.find("redis-server") + checkout.find("valkey-server")
    assert not checkout.find("postgres")


def _noted_pid(data: Path) -> int:
    return int((data / "postmaster.pid").read_text().split()[0])


def test_a_killed_server_starts_again(checkout: Checkout) -> None:
    """kill -9 leaves postmaster.pid behind; the next start copes, the rows are there."""
    assert checkout.call("up")[0] == 0
    (data,) = (checkout.root / ".run" / "test-server").glob("pg*")
    table = "import os, psycopg; c = psycopg.connect(os.environ['OWNER_DATABASE_URL']); "
    # The test server does not wait for its log at each commit; this one commit has to last.
    make = f"{table} c.execute('SET synchronous_commit = on; CREATE TABLE kept ()'); c.commit()"
    assert checkout.call("run", "--", "python", "-c", make)[0] == 0
    (server,) = [one for one in checkout.processes() if one.pid == _noted_pid(data)]
    server.kill()
    assert checkout.call("run", "--", "python", "-c", f"{table} c.execute('TABLE kept')")[0] == 0
    assert checkout.call("down")[0] == 0
    assert checkout.nothing_left()


def test_a_process_number_of_some_other_program_does_not_hinder(checkout: Checkout) -> None:
    assert checkout.call("run", "--", "true")[0] == 0
    (data,) = (checkout.root / ".run" / "test-server").glob("pg*")
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n1\n5432\n\n\n")
    code, output = checkout.call("run", "--", "true")
    assert code == 0, output


def test_a_folder_of_somebody_else_is_not_trusted(checkout: Checkout) -> None:
    (checkout.root / ".run").mkdir()
    (checkout.root / ".run" / "test").symlink_to("/")
    code, output = checkout.call("run", "--", "true")
    assert (code, "占用" in output) == (1, True), output


def test_wrong_choice_of_source_is_refused(checkout: Checkout) -> None:
    code, output = checkout.call("run", "--", "true", env={"ANJIA_PG": "mysql"})
    assert (code, "ANJIA_PG" in output) == (1, True)


def test_the_next_port_is_taken_when_one_is_in_use() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with ports.listen(port) as server:
            assert port < server.getsockname()[1] <= port + 100
        with pytest.raises(TrialError, match="都被占用"):
            ports.listen(port, tries=1)


def test_the_demo_from_nothing_then_on_kept_data_then_reset(checkout: Checkout) -> None:
    calls = checkout.root / "calls.txt"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        demo = checkout.launch("demo", "--port", str(port))
        output = checkout.read_until(demo, "Ctrl-C")
    assert f"端口 {port} 已被占用" in output
    assert "report.pdf" in output
    assert "logins-are-printed" in output
    assert len(checkout.find("gunicorn")) >= 2
    assert len(checkout.find("celery")) >= 2
    for one in checkout.find("gunicorn") + checkout.find("celery"):
        assert "anjia_owner" not in str(one.environ())
    assert calls.read_text().splitlines() == [
        "migrate anjia_owner",
        "install_database anjia_owner",
        "import_divisions anjia_owner",
        "seed_demo anjia_owner",
        "collectstatic anjia_app",
        "score_year anjia_app",
        "demo_logins anjia_app",
    ]
    code, second = checkout.call("demo", "--port", str(port))
    assert (code, "演示已经在运行" in second) == (1, True)
    demo.send_signal(signal.SIGINT)
    assert demo.wait(30) == 0
    assert checkout.nothing_left()

    calls.unlink()
    again = checkout.launch("demo", "--port", str(port))
    checkout.read_until(again, "Ctrl-C")
    assert [line.split()[0] for line in calls.read_text().splitlines()] == [
        "migrate",
        "install_database",
        "collectstatic",
        "demo_logins",
    ]
    assert checkout.call("reset")[0] == 0
    assert again.wait(30) == 0
    assert checkout.nothing_left()
    assert not (checkout.root / ".run" / "demo").exists()
    assert not (checkout.root / ".run" / "demo-server").exists()


@pytest.mark.parametrize(("part", "name"), [("celery beat", "定时任务"), ("redis", "Redis")])
def test_when_a_part_dies_the_demo_says_which_and_stops(
    checkout: Checkout, part: str, name: str
) -> None:
    demo = checkout.launch("demo", "--port", "18500")
    checkout.read_until(demo, "Ctrl-C")
    words = {"celery beat": ("beat",), "redis": ("redis-", "valkey-server")}[part]
    (victim,) = [
        one
        for one in checkout.processes()
        if any(word in " ".join(one.cmdline()) for word in words)
    ][:1]
    victim.kill()
    output = checkout.read_until(demo, "意外退出")
    assert f"{name}意外退出" in output
    assert demo.stdout
    demo.stdout.read()
    assert demo.wait(30) == 1
    assert checkout.nothing_left()


def test_a_failed_step_stops_everything_and_the_next_try_starts_over(checkout: Checkout) -> None:
    code, output = checkout.call("demo", "--port", "18600", env={"BREAK": "seed_demo"})
    assert (code, "manage.py seed_demo" in output) == (1, True)
    assert checkout.nothing_left()
    demo = checkout.launch("demo", "--port", "18600")
    checkout.read_until(demo, "Ctrl-C")
    assert (checkout.root / "calls.txt").read_text().count("seed_demo") == 2
    demo.send_signal(signal.SIGINT)
    assert demo.wait(30) == 0
    assert wait_for(lambda: not checkout.processes(), seconds=10)
