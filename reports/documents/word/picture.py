"""A plot of ours as a grey picture, for files that cannot hold SVG: the few shapes that
reports.svg writes, drawn with Pillow at 220 dpi."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFont

from accounts.drawing import fonts
from accounts.drawing.faults import MissingGlyph

DPI, OVER = 220, 2  # drawn twice as large, then shrunk: even edges
SCALE = DPI / 25.4 * OVER
STEP = re.compile(r"([MmLlHhVvZz])|(-?\d*\.?\d+)")


@cache
def _signs(sans: bool) -> frozenset[int]:
    song, hei = fonts.sources(None)
    return (hei if sans else song).signs


def _able(text: str, sans: bool) -> bool:
    """Whether to take 黑体: the face asked for, else the other if only that one can draw it."""
    for one in (sans, not sans):
        if all(ord(sign) in _signs(one) for sign in text):
            return one
    missing = [sign for sign in text if ord(sign) not in _signs(True) | _signs(False)]
    raise MissingGlyph("".join(missing), dict.fromkeys(missing, text))


@cache
def _font(sans: bool, size: int) -> ImageFont.FreeTypeFont:
    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    name = "NotoSansSC-Regular.otf" if sans else "NotoSerifSC-Regular.otf"
    return ImageFont.truetype(str(folder / name), size)


def png_of_svg(svg: str) -> bytes:
    """The picture as PNG; equal plots give equal bytes."""
    root = fromstring(svg)  # noqa: S314 - drawn by reports.charts, no entities
    _, _, wide, tall = (float(one) for one in root.attrib["viewBox"].split())
    image = Image.new("L", (round(wide * SCALE), round(tall * SCALE)), 255)
    pen = ImageDraw.Draw(image)
    for shape in root.iter():
        _draw(pen, shape)
    small = image.resize((image.width // OVER, image.height // OVER), Image.Resampling.LANCZOS)
    out = BytesIO()
    small.save(out, "PNG", dpi=(DPI, DPI))
    return out.getvalue()


def _draw(pen: ImageDraw.ImageDraw, shape: Element) -> None:
    kind = shape.tag.rpartition("}")[2]
    if kind == "rect":
        _rect(pen, shape)
    elif kind == "path":
        _path(pen, shape)
    elif kind == "circle":
        x, y, r = (_size(shape, name) for name in ("cx", "cy", "r"))
        pen.ellipse((x - r, y - r, x + r, y + r), fill=0)
    elif kind == "text":
        _text(pen, shape)


def _size(shape: Element, name: str) -> float:
    return float(shape.get(name, "0")) * SCALE


def _ink(value: str | None) -> int | None:
    """#bbb as a grey; none as nothing."""
    if value is None or value == "none":
        return None
    digits = value.lstrip("#")
    red = digits[0] * 2 if len(digits) == 3 else digits[:2]
    return int(red, 16)


def _rect(pen: ImageDraw.ImageDraw, shape: Element) -> None:
    x, y, wide, tall = (_size(shape, name) for name in ("x", "y", "width", "height"))
    fill = _ink(shape.get("fill"))
    if fill is not None:
        pen.rectangle((x, y, x + wide, y + tall), fill=fill)
    stroke = _ink(shape.get("stroke"))
    if stroke is not None:
        corners = [(x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall), (x, y)]
        for start, end in pairwise(corners):
            _line(pen, start, end, stroke, shape)


def _path(pen: ImageDraw.ImageDraw, shape: Element) -> None:
    ink = _ink(shape.get("stroke"))
    for run in _runs(shape.get("d", "")):
        if ink is None:
            if len(run) > 2:
                pen.polygon(run, fill=_ink(shape.get("fill")) or 0)
            continue
        for start, end in pairwise(run):
            _line(pen, start, end, ink, shape)


def _runs(data: str) -> list[list[tuple[float, float]]]:
    """Path data of M, L, H, V in either case as lists of points."""
    tokens = [a or b for a, b in STEP.findall(data)]
    runs: list[list[tuple[float, float]]] = []
    x = y = 0.0
    at = 0
    verb = "M"
    while at < len(tokens):
        if tokens[at].isalpha():
            verb = tokens[at]
            at += 1
        if verb in "Zz":
            if runs and runs[-1]:
                runs[-1].append(runs[-1][0])
            continue
        base_x, base_y = (x, y) if verb.islower() else (0.0, 0.0)
        if verb in "Hh":
            x = base_x + float(tokens[at])
            at += 1
        elif verb in "Vv":
            y = base_y + float(tokens[at])
            at += 1
        else:
            x, y = base_x + float(tokens[at]), base_y + float(tokens[at + 1])
            at += 2
        if verb in "Mm":
            runs.append([])
            verb = "L" if verb == "M" else "l"
        runs[-1].append((x * SCALE, y * SCALE))
    return runs


def _line(
    pen: ImageDraw.ImageDraw,
    start: tuple[float, float],
    end: tuple[float, float],
    ink: int,
    shape: Element,
) -> None:
    wide = max(1, round(_size(shape, "stroke-width")))
    dashes = [float(one) * SCALE for one in shape.get("stroke-dasharray", "").split()]
    if not dashes:
        pen.line((*start, *end), fill=ink, width=wide)
        return
    (x1, y1), (x2, y2) = start, end
    length = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 0.001)
    on, off = dashes[0], dashes[-1]
    done = 0.0
    while done < length:
        a, b = done / length, min(done + on, length) / length
        pen.line(
            (x1 + (x2 - x1) * a, y1 + (y2 - y1) * a, x1 + (x2 - x1) * b, y1 + (y2 - y1) * b),
            fill=ink,
            width=wide,
        )
        done += on + off


def _text(pen: ImageDraw.ImageDraw, shape: Element) -> None:
    sans = "Sans" in shape.get("font-family", "")
    font = _font(_able(shape.text or "", sans), round(_size(shape, "font-size")))
    anchor = {"start": "ls", "middle": "ms", "end": "rs"}[shape.get("text-anchor", "start")]
    fill = _ink(shape.get("fill"))
    pen.text(
        (_size(shape, "x"), _size(shape, "y")), shape.text or "", font=font, anchor=anchor,
        fill=0 if fill is None else fill,
    )  # fmt: skip
