"""Draw the home-screen icons from the same lines as static/icons/mark.svg."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from PIL import Image, ImageDraw

FOLDER = Path(settings.BASE_DIR) / "static" / "icons"
SIZES = (192, 512)
GROUND, WHITE, LIT = (20, 82, 90), (255, 255, 255), (240, 162, 74)
GRID = 32  # units of the drawing, as in the SVG
FINE = 4  # drawn larger, then reduced: smooth edges
EAVES = ((5, 15.7), (5, 13.1), (16, 7.6), (27, 13.1), (27, 15.7))
POST = ((16, 7.6), (16, 4.8))
PANES = ((10, 16.5, 15, 20.8), (17, 16.5, 22, 20.8), (10, 22.5, 15, 26.8), (17, 22.5, 22, 26.8))
INSET = 0.8  # so that a round mask of the phone cuts nothing off


def drawn(size: int) -> bytes:
    """The icon as a PNG of `size` pixels."""
    whole = size * FINE
    step = whole / GRID * INSET
    shift = whole * (1 - INSET) / 2
    picture = Image.new("RGB", (whole, whole), GROUND)
    pen = ImageDraw.Draw(picture)

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return shift + point[0] * step, shift + point[1] * step

    for line in (EAVES, POST):
        pen.line([at(p) for p in line], fill=WHITE, width=round(2.4 * step), joint="curve")
        for x, y in (at(line[0]), at(line[-1])):
            half = 1.2 * step
            pen.ellipse((x - half, y - half, x + half, y + half), fill=WHITE)
    for left, top, right, bottom in PANES:
        pen.rectangle((*at((left, top)), *at((right, bottom))), fill=LIT)
    out = BytesIO()
    picture.resize((size, size), Image.Resampling.LANCZOS).quantize(32).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


class Command(BaseCommand):
    """Writes static/icons/icon-192.png and icon-512.png."""

    help = "画出放在手机桌面上的图标"

    def handle(self, *args: Any, **options: Any) -> None:
        for size in SIZES:
            path = FOLDER / f"icon-{size}.png"
            path.write_bytes(drawn(size))
            self.stdout.write(f"{path.name} {path.stat().st_size} 字节")
