"""The parent's side of the reading process: start it, hand the file over, take rows, trust
nothing it says."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from campaigns.sheets.faults import Limits, SheetRefused

CHILD = Path(__file__).with_name("child.py")
LINE = 4 * 1024 * 1024
STAMP = "anjia_form"  # the hidden name that holds a workbook's code
MARKED = 64 * 1024 * 1024
# Beyond this many cells a marked copy would need the whole workbook in memory.
MARKABLE_CELLS = 150_000

Row = tuple[int, list[Any]]


@dataclass(frozen=True, slots=True)
class Opened:
    """A visible sheet begins: its name and its merged ranges (A2:A5)."""

    name: str
    merged: list[str]


def read_sheets(
    data: bytes, limits: Limits, stamped: Callable[[str], None] | None = None
) -> Iterator[Opened | Row]:
    """Sheets and rows of a checked workbook, as they are read; stamped is told the code of one
    that left our house (campaigns.sheets.stamp) before any row. Raises SheetRefused."""
    order = {"mode": "rows", "rows": limits.rows, "columns": limits.columns, "stamp": STAMP}
    with _child(data, order, limits) as process:
        stdout = process.stdout
        assert stdout is not None
        for line in iter(lambda: stdout.readline(LINE), b""):
            message = _message(line)
            if message is None:
                continue
            if isinstance(message, list):
                yield message[0], message[1]
            elif "stamp" in message:
                if stamped is not None:
                    stamped(str(message["stamp"]))
            elif "sheet" in message:
                yield Opened(message["sheet"], message["merged"])
            elif "end" in message:
                return
            else:
                raise _refused(str(message.get("fault")), limits)
        raise _refused("ended", limits)


def marked_copy(data: bytes, limits: Limits, sheets: list[dict[str, Any]]) -> bytes:
    """The same workbook with the reasons; sheets: sheet, head, column, rows of
    (number, reason, [(letter, sentence)])."""
    order = {
        "mode": "mark",
        "sheets": sheets,
        "title": _("错误原因"),
        "author": _("安家"),
    }
    with _child(data, order, limits) as process:
        assert process.stdout is not None
        made: bytes = process.stdout.read(MARKED)
        if process.wait() or not made.startswith(b"PK"):
            raise _refused("ended", limits)
        return made


def _message(line: bytes) -> Any:
    if not line.strip():
        return None
    try:
        return json.loads(line)
    except ValueError:
        return {"fault": "broken"}


@contextlib.contextmanager
def _child(data: bytes, order: dict[str, Any], limits: Limits) -> Iterator[subprocess.Popen[bytes]]:
    """One reading process with nothing of our environment; killed when left or out of time."""
    head = order | {"size": len(data), "memory": limits.memory, "cpu": limits.cpu}
    process = subprocess.Popen(
        [sys.executable, "-I", "-X", "utf8", str(CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={name: os.environ[name] for name in ("PATH",) if name in os.environ},
        close_fds=True,
    )
    feeder = threading.Thread(target=_feed, args=(process, head, data), daemon=True)
    alarm = threading.Timer(limits.seconds, process.kill)
    feeder.start()
    alarm.start()
    try:
        yield process
    finally:
        alarm.cancel()
        process.kill()
        process.wait()
        feeder.join()
        assert process.stdout is not None
        process.stdout.close()


def _feed(process: subprocess.Popen[bytes], head: dict[str, Any], data: bytes) -> None:
    assert process.stdin is not None
    with contextlib.suppress(OSError):  # it ended early; told by its missing answer
        process.stdin.write(json.dumps(head).encode() + b"\n")
        process.stdin.write(data)
        process.stdin.close()


def _refused(fault: str, limits: Limits) -> SheetRefused:
    """The child's word, or its end by a limit, as a sentence."""
    told = {
        "rows": _("表格超过 %(rows)d 行。请分成几个文件，分次上传。") % {"rows": limits.rows},
        "columns": _("表格超过 %(columns)d 列，最后一列之后可能还有内容。请删去多余的列。")
        % {"columns": limits.columns},
        "broken": _("文件内容读不出来。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。"),
    }
    heavy = _("文件太复杂，没有读完就停了。请只保留名册，去掉图片和格式，另存为 .xlsx 再上传。")
    return SheetRefused(told.get(fault, heavy))
