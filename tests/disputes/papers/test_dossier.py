"""The whole file: its order, its numbers, its contents, its pictures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from PIL import Image
from pypdf import PageObject, PdfReader

from accounts.drawing.faults import DrawingFailed, MissingGlyph
from disputes.papers import facts, remarks
from disputes.papers.attached import Attached, Images, Shot
from disputes.papers.blocks import Form
from disputes.papers.dossier import Bound, Dossier, Paper, draw_dossier, in_order
from tests.disputes.papers import samples

MADE = samples.filled()


def small(*papers: Paper) -> Dossier:
    return Dossier(samples.CASE, facts.CoverFacts(), papers, date(2026, 4, 20), demo=True)


@pytest.fixture(scope="module")
def whole() -> Bound:
    return draw_dossier(samples.dossier())


@pytest.fixture(scope="module")
def pages(whole: Bound) -> Sequence[PageObject]:
    return PdfReader(io.BytesIO(whole.data)).pages


def flat(page: PageObject) -> str:
    return "".join(page.extract_text().split())


def corner(page: PageObject) -> tuple[str, str]:
    """(number, left or right) in the band above the text; ("", "") for none."""
    found: list[tuple[str, str]] = []

    def visit(text: str, _cm: object, matrix: list[float], _font: object, size: float) -> None:
        if text.strip().isdigit() and matrix[5] > 790:
            found.append((text.strip(), "left" if matrix[4] < 297 else "right"))

    page.extract_text(visitor_text=visit)
    assert len(found) <= 1
    return found[0] if found else ("", "")


@pytest.fixture(scope="module")
def said(pages: Sequence[PageObject]) -> list[str]:
    return [flat(page) for page in pages]


@pytest.fixture(scope="module")
def corners(pages: Sequence[PageObject]) -> list[tuple[str, str]]:
    return [corner(page) for page in pages]


def test_the_contents_say_where_each_paper_is(
    whole: Bound, said: list[str], corners: list[tuple[str, str]]
) -> None:
    """Told from the drawn pages, not from what the builder counted."""
    at = {number: text for (number, _), text in zip(corners, said, strict=True)}
    assert len(whole.entries) == 17
    for place, entry in enumerate(whole.entries, 1):
        assert f"{place}{entry.name}{entry.pages}" in said[1]
        assert entry.name.removesuffix("（第2次）") in at[str(entry.first)], entry
        if entry.name == "人民调解记录（第2次）":
            assert "第1页共3页" in at[str(entry.first)]
            assert "第3页共3页" in at[str(entry.last)]


def test_numbers_run_through_and_frames_have_none(
    said: list[str], corners: list[tuple[str, str]]
) -> None:
    none = ("", "")
    assert [*corners[:2], corners[-1]] == [none, none, none]
    # The court's own two pages are bound in behind page 28.
    assert [int(number) for number, _ in corners[2:-1]] == [*range(1, 29), 31]
    assert {side for _, side in corners[2:-1]} == {"right"}
    assert "本卷共计31页" in said[-1]
    assert all("演示数据" in text for text in said)


def test_the_order_is_that_of_the_standard_set(whole: Bound) -> None:
    names = [entry.name for entry in whole.entries]
    assert names == [
        "人民调解申请书",
        "人民调解受理登记表",
        "人民调解权利义务告知书",
        "授权委托书",
        "身份证明复印件",
        "人民调解调查记录",
        "证据材料清单",
        "证据材料",
        "人民调解记录",
        "人民调解记录（第2次）",
        "人民调解协议书",
        "履行凭证",
        "履行凭证附件",
        "人民调解回访记录",
        "司法确认申请书",
        "司法确认裁定书",
        "卷宗情况说明",
    ]


def test_pictures_stand_one_to_a_page_with_their_words(
    whole: Bound, pages: Sequence[PageObject], said: list[str]
) -> None:
    entry = next(entry for entry in whole.entries if entry.name == "证据材料")
    assert entry.last - entry.first == 3
    for place in range(4):
        at = 1 + entry.first + place
        assert len(pages[at].images) == 1
        assert f"证据材料{place + 1}银行流水第{place + 1}页，申请人提供" in said[at]


def test_a_reader_sees_the_same_numbers_and_names(whole: Bound) -> None:
    labels = PdfReader(io.BytesIO(whole.data)).page_labels
    assert [labels[0], labels[1], labels[2], labels[-2], labels[-1]] == [
        "封面", "目录", "1", "31", "封底",
    ]  # fmt: skip
    with pikepdf.open(io.BytesIO(whole.data)) as pdf:
        # Who is concerned stands on the pages, not in what a file list shows.
        assert str(pdf.docinfo.Title) == "人民调解卷宗（2026）沛演调字第12号"
        with pdf.open_outline() as outline:
            names = [item.title for item in outline.root]
    assert names[:3] == ["卷宗封面", "卷内目录", "人民调解申请书"]
    assert len(names) == 20


def test_equal_files_give_equal_bytes_in_any_order_given() -> None:
    papers = (MADE["14-remarks"], MADE["02-application"], MADE["12-revisit"])
    first = draw_dossier(small(*papers))
    assert draw_dossier(small(*reversed(papers))).data == first.data


def test_two_sided_papers_begin_on_a_front() -> None:
    two = draw_dossier(
        replace(
            small(MADE["02-application"], MADE["04-notice"], MADE["14-remarks"]), two_sided=True
        )
    )
    read = PdfReader(io.BytesIO(two.data))
    corners = [corner(page) for page in read.pages]
    none = ("", "")
    assert corners == [
        none, none,  # cover
        none, none,  # contents
        ("1", "right"), none,
        ("2", "right"), ("3", "left"),
        ("4", "right"), none,
        none,  # back cover
    ]  # fmt: skip
    assert [entry.pages for entry in two.entries] == ["1", "2-3", "4"]
    assert read.page_labels == [
        "封面", "空白", "目录", "空白", "1", "空白", "2", "3", "4", "空白", "封底",
    ]  # fmt: skip


def test_an_empty_file_is_a_cover_and_contents() -> None:
    bound = draw_dossier(small())
    assert (bound.pages, bound.entries) == (3, ())


def located() -> bytes:
    """A JPEG that says where it was taken."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "CANARY-CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", exif=exif, comment=b"CANARY-PLACE")
    return out.getvalue()


def test_a_picture_tells_neither_place_nor_camera() -> None:
    data = located()
    assert b"CANARY-CAMERA" in data
    assert b"CANARY-PLACE" in data
    tail = samples.photo("x", (30, 20)) + b"CANARY-TAIL"
    bound = draw_dossier(small(Images("证据材料", (Shot(data, "现场"), Shot(tail, "又一张")), 7)))
    with pikepdf.open(io.BytesIO(bound.data)) as pdf:
        raw = [o.read_raw_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream)]
    assert not any(b"CANARY" in stream for stream in raw)
    assert len(PdfReader(io.BytesIO(bound.data)).pages[2].images) == 1


def test_what_cannot_be_drawn_is_named() -> None:
    bad = Images("证据材料", (Shot(b"\xff\xd8\xff broken", "现场"),), 7)
    with pytest.raises(DrawingFailed, match="证据材料"):
        draw_dossier(small(bad))
    with pytest.raises(MissingGlyph, match="“𠮷”"):
        draw_dossier(small(Attached("裁定书", "𠮷野家", 13)))


def test_a_paper_outside_the_set_stands_before_the_remarks() -> None:
    own = Form("村规民约摘录", ())
    last = remarks.build(samples.CASE, facts.RemarkFacts())
    papers = in_order((last, own, MADE["12-revisit"], MADE["13-confirmation"]))
    assert papers == [MADE["12-revisit"], MADE["13-confirmation"], own, last]
