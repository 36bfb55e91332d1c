"""A long name in a box of a form: whole, inside the box, and large enough to be read."""

from __future__ import annotations

import pikepdf
import pytest

from accounts.drawing import fitting, fonts
from accounts.drawing.pen import MM, Pen

WIDE = 50 * MM
NAMES = {
    "孙桂兰": ("孙桂兰",),
    "阿不都热合曼·吾买尔": ("阿不都热合曼·吾买尔",),
    "阿卜杜热西提·阿卜杜克热木": ("阿卜杜热西提·阿卜杜克热木",),
    "古丽巴哈尔汗·阿卜杜热合曼江·麦麦提": ("古丽巴哈尔汗·阿卜杜热合曼江·", "麦麦提"),
    "买买提艾力·阿卜杜热合曼江·吐尔逊尼亚孜": ("买买提艾力·阿卜杜热合曼江·", "吐尔逊尼亚孜"),
    "Maria Guadalupe Hernández de la Cruz": None,
    "阿" * 31: None,
    "阿" * 40: None,
}


@pytest.fixture(scope="module")
def pen(tmp_path_factory: pytest.TempPathFactory) -> Pen:
    face = tmp_path_factory.mktemp("face") / "song.otf"
    assert not fonts.cut_song([*NAMES, "·"], face)
    return Pen.of(pikepdf.Pdf.new(), "Song", face)


@pytest.mark.parametrize(("name", "lines"), NAMES.items())
def test_whole_inside_and_readable(pen: Pen, name: str, lines: tuple[str, ...] | None) -> None:
    found = fitting.fitted(pen, name, 13, WIDE)
    assert found.size >= 9
    assert all(pen.width(line, found.size) <= WIDE + 0.01 for line in found.lines)
    assert "".join(found.lines).replace(" ", "") == name.replace(" ", "")
    assert not any(line[0] in "·" for line in found.lines)
    assert len(found.lines) * found.size * fitting.PITCH[len(found.lines)] <= 10 * MM
    if lines:
        assert found.lines == lines
