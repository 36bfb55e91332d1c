"""A form as a page on the screen and as PDF."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from accounts.drawing.faults import DrawingFailed, MissingGlyph
from disputes.papers.blocks import (
    COLUMNS,
    Blank,
    Blanks,
    Cell,
    Choices,
    Form,
    Grid,
    Picture,
    Place,
    Signatures,
    Table,
    Text,
)
from disputes.papers.draw import Drawing, draw_form
from disputes.papers.limits import SIGNS_MOST, safe
from tests.disputes.papers import samples

DAY = date(2026, 3, 15)


def drawn(form: Form, demo: bool = True) -> Drawing:
    return draw_form(form, day=DAY, author="演示调委会", demo=demo)


def pages(drawing: Drawing) -> list[str]:
    return [
        "".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(drawing.data)).pages
    ]


@pytest.fixture(scope="module")
def long_record() -> Drawing:
    return drawn(samples.filled()["08-record"])


def test_pages_are_counted_continued_and_marked(long_record: Drawing) -> None:
    said = pages(long_record)
    assert len(said) == long_record.pages == 3
    for place, page in enumerate(said, 1):
        assert f"第{place}页共3页" in page
        assert "演示数据" in page
        assert ("人民调解记录（续）（2026）沛演调字第12号" in page) is (place > 1)
    assert "✓达成书面协议达成口头协议" in said[-1]
    # The lines for signing stand below text of the record, never alone.
    assert "调解结果" in said[-1]
    assert "人民调解员（签名）：" in said[-1]


def test_equal_forms_give_equal_bytes_that_say_what_they_are(long_record: Drawing) -> None:
    assert drawn(samples.filled()["08-record"]).data == long_record.data
    with pikepdf.open(io.BytesIO(long_record.data)) as pdf:
        assert str(pdf.docinfo.Title) == "人民调解记录"
        assert str(pdf.docinfo.Author) == "演示调委会"
        assert str(pdf.docinfo.CreationDate).startswith("D:20260315")


def test_a_slip_has_its_code_as_a_picture_and_no_mark_when_real() -> None:
    slip = drawn(samples.filled()["16-referral"], demo=False)
    page = PdfReader(io.BytesIO(slip.data)).pages[0]
    assert [image.image.size for image in page.images if image.image] == [(33, 33)]
    assert "演示数据" not in page.extract_text()


def test_signing_is_never_alone_on_a_page() -> None:
    """Whatever the length of the text, the page with the signatures has text above them."""
    base = samples.filled()["14-remarks"]
    counts = []
    for lines in (18, 21, 23):
        texts = Text("\n".join("陈述" for _ in range(lines)), "情况")
        said = pages(drawn(replace(base, blocks=(texts, *base.blocks[-2:]))))
        counts.append(len(said))
        last = next(page for page in said if "立卷人（签名）" in page)
        assert last.split("立卷人（签名）")[0].count("陈述") >= 1, lines
    assert set(counts) == {1, 2}


def test_nothing_is_lost_where_a_cell_is_taller_than_a_page() -> None:
    many = 1500
    form = Form(
        "记录",
        (
            Grid(((Cell("地址", 4, label=True), Cell("甲" * many, 20)),)),
            Table(("乙一", "丙一"), (12, 12), (("丁" * many, "戊"),)),
            Choices("结果", (("己" * many, True),)),
            Blanks((Blank("地点", "庚" * many),)),
            Signatures((Place("当事人", "签名", 60),), "2026年3月15日", "调委会"),
        ),
    )
    found: dict[str, int] = {}

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if 40 < tm[4] * cm[1] + tm[5] * cm[3] + cm[5] < 800:  # on the paper
            for sign in "甲丁己庚事印":
                found[sign] = found.get(sign, 0) + text.count(sign)

    for page in PdfReader(io.BytesIO(drawn(form, demo=False).data)).pages:
        page.extract_text(visitor_text=visit)
    assert found == {"甲": many, "丁": many, "己": many, "庚": many, "事": 60, "印": 1}


def test_a_rare_character_is_named() -> None:
    form = samples.filled()["14-remarks"]
    with pytest.raises(MissingGlyph, match="“𠮷”（U\\+20BB7）"):
        drawn(replace(form, number="𠮷"))


def test_what_is_too_long_is_refused_by_name() -> None:
    form = samples.filled()["14-remarks"]
    for block in (
        Text("甲" * (SIGNS_MOST + 1)),
        Text("甲\n" * 3000),
        Table(("甲",), (COLUMNS,), (("甲",),) * 301),
    ):
        with pytest.raises(DrawingFailed, match=r"卷宗情况说明.*太长"):
            safe(replace(form, blocks=(block,)))


def test_only_pictures_are_taken_as_pictures() -> None:
    for data in (b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b""):
        with pytest.raises(DrawingFailed, match="JPEG或PNG"):
            drawn(Form("照片", (Picture(data, ""),)))
    with pytest.raises(DrawingFailed, match="照片"):
        drawn(Form("照片", (Picture(b"\x89PNG\r\n\x1a\nnot a picture", ""),)))


@pytest.mark.parametrize("name", sorted(samples.filled()))
def test_the_screen_shows_the_same_form_without_inline_style(name: str) -> None:
    form = samples.filled()[name]
    page = render_to_string("disputes/papers/form.html", {"paper": form})
    assert form.title in page
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", page)


def test_the_preview_page_holds_the_paper() -> None:
    form = samples.filled()["09-agreement"]
    page = render_to_string("disputes/papers/preview.html", {"paper": form})
    assert "css/papers.css" in page
    assert page.count("人民调解协议书") >= 2
