"""Measure the county's report: whole, with one township changed, beside Typst (issue F)."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.bench.report_county import invented_county
from reports.bench.typst_tables import source
from reports.documents.assessment.content import AssessmentContent
from reports.documents.assessment.render import render_assessment

WHOLE, CHANGED, MEMORY = 12.0, 3.0, 400.0  # seconds, seconds, MB a process


class Command(BaseCommand):
    """Draws an invented county of 402 villages from frozen rows; nothing is read or kept."""

    help = "绘制一个县（402村）的考核报告并计时：全部、只改一个乡镇、Typst 绘同样的表"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--units", type=int, default=0, help="只取前几个乡镇，0为全部")
        parser.add_argument("--workers", type=int, default=2, help="绘图进程数")

    def handle(self, *args: Any, **options: Any) -> None:
        content = invented_county(options["units"] or None)
        with tempfile.TemporaryDirectory(prefix="anjia-report-") as name:
            self._measure(content, Path(name), options["workers"])

    def _measure(self, content: AssessmentContent, folder: Path, workers: int) -> None:
        load = os.getloadavg()[0]
        self._say(f"{len(content.units)} 个单位，{content.village_count} 村，负载 {load:.1f}")
        keep = folder / "parts"
        whole, pages = self._drawn(content, folder / "whole.pdf", workers, keep)
        changed = _one_changed(content)
        part, _pages = self._drawn(changed, folder / "kept.pdf", workers, keep)
        anew, _pages = self._drawn(changed, folder / "anew.pdf", workers, None)
        if (folder / "kept.pdf").read_bytes() != (folder / "anew.pdf").read_bytes():
            raise CommandError("只改一个乡镇时，沿用旧页与全部重绘的字节不同。")
        outside, outside_pages = self._typst(content, folder)
        child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        self._say(f"全部绘制 {whole:.1f} 秒，{pages} 页（目标 {WHOLE:.0f} 秒、60 页以上）")
        self._say(f"改一个乡镇 {part:.1f} 秒（目标 {CHANGED:.0f} 秒），与全部重绘字节相同")
        self._say(f"全部重绘 {anew:.1f} 秒")
        self._say(f"Typst 绘同样的表 {outside:.1f} 秒，{outside_pages} 页（没有文字、图和红头）")
        self._say(f"本系统 ÷ Typst：{min(whole, anew) / outside:.1f}")
        self._say(f"绘图进程内存最多 {child:.0f} MB（目标 {MEMORY:.0f} MB）")
        self._say(f"结束时负载 {os.getloadavg()[0]:.1f}（{os.cpu_count()} 核）")

    def _drawn(
        self, content: AssessmentContent, target: Path, workers: int, keep: Path | None
    ) -> tuple[float, int]:
        start = time.perf_counter()
        made = render_assessment(content, target, workers=workers, keep=keep)
        return time.perf_counter() - start, made.pages

    def _typst(self, content: AssessmentContent, folder: Path) -> tuple[float, int]:
        file = folder / "report.typ"
        file.write_text(source(content), encoding="utf-8")
        fonts = [str(Path(pylopdf_fonts_zh_cn.__file__).parent)]
        start = time.perf_counter()
        compiler = typst.Compiler(str(file), font_paths=fonts, ignore_system_fonts=True)
        data = compiler.compile(format="pdf")
        spent = time.perf_counter() - start
        assert isinstance(data, bytes)
        return spent, data.count(b"/Type /Page\n") or data.count(b"/Type/Page/")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _one_changed(content: AssessmentContent) -> AssessmentContent:
    """One line of one township reviewed again, its figures only."""
    first, *rest = content.units
    line, *others = first.lines
    lines = (replace(line, review_points="1.11", department_points="1.11"), *others)
    return replace(content, units=(replace(first, lines=lines), *rest))
