"""A few drawing processes, fed longest part first; works inside a daemonic Celery worker."""

import base64
import contextlib
import hashlib
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.drawing.faults import DrawingFailed, MissingGlyph

PART_SECONDS = 60.0
LIMIT = gettext_lazy("“%(part)s”绘制超时或占用内存过多，已停止。请精简内容后重试。")
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a document drawn on its own; ``weight`` orders the work, not the pages.
    ``pictures``: JPEG or PNG bytes, the only things beside the text that the drawing can reach,
    as ``<img src="anjia:picture/0">``."""

    name: str
    html: str
    weight: int
    bookmarks: tuple[str, ...] = ()
    nested: bool = False
    pictures: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        # Anything else would be tried as SVG, which is a document of its own.
        if not all(data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n")) for data in self.pictures):
            message = _("“%(part)s”中的图片不是JPEG或PNG格式，请更换后重试。")
            raise DrawingFailed(message % {"part": self.name})


@dataclass(slots=True)
class Child:
    """One drawing process with nothing of our environment but its fonts."""

    css: str
    fonts_file: Path
    home: Path
    process: subprocess.Popen[str] = field(init=False)
    log: IO[bytes] = field(init=False)

    def __enter__(self) -> Self:
        keep = {
            name: os.environ[name] for name in ("PATH", "DYLD_LIBRARY_PATH") if name in os.environ
        }
        self.log = tempfile.TemporaryFile(dir=self.home)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "accounts.drawing.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            encoding="utf-8",
            cwd=self.home,
            env={
                **keep,
                "PYTHONPATH": str(ROOT),
                "PYTHONHASHSEED": "0",
                "FONTCONFIG_FILE": str(self.fonts_file),
                "HOME": str(self.home),
                "LC_ALL": "C.UTF-8",
            },
        )
        self._send({"css": self.css})
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.communicate()
        self.log.close()

    def _send(self, message: dict[str, object]) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # told by the missing answer
            self.process.stdin.write(json.dumps(message) + "\n")
            self.process.stdin.flush()

    def draw(self, part: Part, target: Path) -> int:
        """Pages drawn; raises MissingGlyph or DrawingFailed."""
        pictures = [base64.b64encode(data).decode() for data in part.pictures]
        self._send({"html": part.html, "target": str(target), "pictures": pictures})
        alarm = threading.Timer(PART_SECONDS, self.process.kill)
        alarm.start()
        try:
            assert self.process.stdout is not None
            line = self.process.stdout.readline()
        finally:
            alarm.cancel()
        if not line:
            raise self._ended(part)
        answer = json.loads(line)
        if missing := answer.get("missing"):
            raise MissingGlyph(missing)
        if error := answer.get("error"):
            message = (
                str(LIMIT) if error == "memory" else _("“%(part)s”未能绘制。请联系系统管理员。")
            )
            raise DrawingFailed(message % {"part": part.name}) from RuntimeError(error)
        return int(answer["pages"])

    def _ended(self, part: Part) -> DrawingFailed:
        """Why the process ended: a signal means a limit, else it could not work at all."""
        code = self.process.wait()
        self.log.seek(0)
        cause = RuntimeError(f"drawing process ended with {code}: {self.log.read()[-500:]!r}")
        if code < 0:
            message = str(LIMIT)
        else:
            message = _("“%(part)s”未能绘制：绘图程序无法工作。请联系系统管理员。")
        fault = DrawingFailed(message % {"part": part.name})
        fault.__cause__ = cause
        return fault


def _serve(
    child: Child,
    parts: Sequence[Part],
    targets: Sequence[Path],
    work: "queue.SimpleQueue[int]",
    results: "queue.SimpleQueue[int | Exception]",
) -> None:
    try:
        while True:
            index = work.get_nowait()
            child.draw(parts[index], targets[index])
            results.put(index)
    except queue.Empty:
        return
    except Exception as error:  # handed to the calling thread
        results.put(error)


def draw_parts(
    parts: Sequence[Part],
    folder: Path,
    *,
    css: str,
    fonts_file: Path,
    workers: int,
    done: Callable[[Part], None],
    keep: Path | None = None,
) -> list[Path]:
    """Draw all parts into ``folder``; the files come back in the order of ``parts``.

    ``done`` is called in the calling thread after each part. The first fault stops the rest. A
    part that lies in ``keep`` from an earlier drawing, to the letter and in the same faces, is not
    drawn again; the bytes are the same either way.
    """
    targets = [folder / f"{index:04d}.pdf" for index in range(len(parts))]
    shelf = Shelf(keep, _look(css, fonts_file)) if keep else None
    fresh = [i for i, part in enumerate(parts) if not (shelf and shelf.take(part, targets[i]))]
    for index in sorted(set(range(len(parts))) - set(fresh)):
        done(parts[index])
    if fresh:
        chosen, files = [parts[i] for i in fresh], [targets[i] for i in fresh]
        _draw_all(chosen, files, folder, css, fonts_file, workers, done)
    if shelf:
        shelf.keep((parts[i], targets[i]) for i in fresh)
    return targets


def _look(css: str, fonts_file: Path) -> bytes:
    """The digest of the sheet of styles and the cut faces."""
    made = hashlib.sha256(css.encode())
    for face in sorted(fonts_file.parent.rglob("*.otf")):
        made.update(hashlib.sha256(face.read_bytes()).digest())
    return made.digest()


@dataclass(frozen=True, slots=True)
class Shelf:
    """Parts drawn before, by the digest of all that makes their bytes: the HTML, the pictures, the
    sheet of styles and the cut faces. The newest are kept."""

    folder: Path
    look: bytes
    room: int = 400

    def name(self, part: Part) -> Path:
        """Where a part would lie."""
        made = hashlib.sha256(self.look)
        for piece in (part.html.encode(), *part.pictures):
            made.update(hashlib.sha256(piece).digest())
        return self.folder / f"{made.hexdigest()}.pdf"

    def take(self, part: Part, target: Path) -> bool:
        """Copy a kept part to ``target``; False when there is none."""
        try:
            shutil.copyfile(kept := self.name(part), target)
            kept.touch()
        except FileNotFoundError:
            return False
        return True

    def keep(self, drawn: Iterable[tuple[Part, Path]]) -> None:
        """Keep what was drawn, whole or not at all; the oldest make room."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for part, file in drawn:
            with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as copy:
                copy.write(file.read_bytes())
            Path(copy.name).replace(self.name(part))
        files = sorted(self.folder.glob("*.pdf"), key=lambda file: -file.stat().st_mtime)
        for old in files[self.room :]:
            old.unlink(missing_ok=True)


def _draw_all(
    parts: Sequence[Part],
    targets: Sequence[Path],
    folder: Path,
    css: str,
    fonts_file: Path,
    workers: int,
    done: Callable[[Part], None],
) -> None:
    work: queue.SimpleQueue[int] = queue.SimpleQueue()
    for index in sorted(range(len(parts)), key=lambda i: (-parts[i].weight, i)):
        work.put(index)
    results: queue.SimpleQueue[int | Exception] = queue.SimpleQueue()

    with contextlib.ExitStack() as stack:
        crew = min(max(1, workers), len(parts))
        for number in range(crew):
            child = stack.enter_context(Child(css, fonts_file, folder))
            given = (child, parts, targets, work, results)
            thread = threading.Thread(target=_serve, args=given, name=f"drawing-{number}")
            thread.start()
            # Left in turn: kill the process, so that the thread ends; then close the pipes.
            stack.callback(thread.join)
            stack.callback(child.process.kill)
        for _waiting in parts:
            result = results.get()  # one answer for each part, or a fault
            if isinstance(result, Exception):
                raise result
            done(parts[result])
