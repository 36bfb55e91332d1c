"""Word and Excel are written in a process of their own, with limits: a content that makes one grow
without end takes no worker with it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.drawing.faults import DrawingFailed, MissingGlyph
from accounts.drawing.pool import ROOT
from accounts.drawing.result import RenderedDocument, put
from reports.documents import Content, Draw, Marks, Progress

SECONDS = 60.0
LIMIT = gettext_lazy("生成超时或占用内存过多，已停止。请精简内容后重试。")


def writer(shape: str, medium: str) -> Draw:
    """What writes a content of a shape (assessment, official) in a medium (docx, xlsx)."""

    def draw(content: Content, target: Path, marks: Marks, tell: Progress) -> RenderedDocument:
        tell(0, 1, _("开始生成"))
        made = _write(content, target, marks, shape, medium)
        tell(1, 1, _("已生成"))
        return made

    return draw


def _write(
    content: Content, target: Path, marks: Marks, shape: str, medium: str
) -> RenderedDocument:
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="anjia-writing-") as name:
        file = Path(name) / f"document.{medium}"
        request = {
            "shape": shape,
            "medium": medium,
            "text": content.to_json(),
            "target": str(file),
            "marks": asdict(marks),
        }
        _child(json.dumps(request), Path(name))
        data = file.read_bytes()
    put(data, target)
    digest = hashlib.sha256(data).hexdigest()
    return RenderedDocument(target, 0, digest, time.monotonic() - start)


def _child(request: str, home: Path) -> None:
    keep = {name: os.environ[name] for name in ("PATH", "DYLD_LIBRARY_PATH") if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "reports.documents.child"],
            input=request,
            capture_output=True,
            encoding="utf-8",
            cwd=home,
            timeout=SECONDS,
            check=False,
            env={
                **keep,
                "PYTHONPATH": str(ROOT),
                "PYTHONHASHSEED": "0",
                "HOME": str(home),
                "LC_ALL": "C.UTF-8",
                "TZ": "Asia/Shanghai",
            },
        )
    except subprocess.TimeoutExpired as error:
        raise DrawingFailed(_("生成超时，已停止。请精简内容后重试。")) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        cause = RuntimeError(f"writing process ended with {done.returncode}: {done.stderr[-500:]}")
        raise DrawingFailed(str(LIMIT)) from cause
    if missing := answer.get("missing"):
        raise MissingGlyph("".join(missing), missing)
    if fault := answer.get("error"):
        words = str(LIMIT) if fault == "memory" else _("文件未能生成。请联系系统管理员。")
        raise DrawingFailed(words) from RuntimeError(fault)
