"""The report as PDF: pages, texts, faces, bytes, limits."""

import hashlib
import itertools
import multiprocessing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from django.conf import LazySettings
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from accounts.drawing import fonts
from accounts.drawing.faults import DrawingFailed, MissingGlyph
from accounts.drawing.result import RenderedDocument
from reports.documents.assessment.content import AssessmentContent, IndicatorLine, UnitResult
from reports.documents.assessment.render import render_assessment
from reports.documents.assessment.zero import CadenceRow, CadenceTally
from reports.documents.stamp import DEMO_MARK
from tests.reports.documents.county import invented_county

OURS = {"Noto-Serif-SC", "Noto-Sans-SC", "AnjiaSong", "AnjiaHei"}


@pytest.fixture(scope="module")
def content() -> AssessmentContent:
    return invented_county(3)


@pytest.fixture(scope="module")
def rendered(
    content: AssessmentContent, tmp_path_factory: pytest.TempPathFactory
) -> RenderedDocument:
    return render_assessment(content, tmp_path_factory.mktemp("report") / "report.pdf")


@pytest.fixture(scope="module")
def texts(rendered: RenderedDocument) -> list[str]:
    return [page.extract_text() for page in PdfReader(rendered.path).pages]


def flat(text: str) -> str:
    return "".join(text.split())


def test_order_of_the_parts(content: AssessmentContent, texts: list[str]) -> None:
    whole = [flat(text) for text in texts]
    body = next(i for i, text in enumerate(whole) if "附件1" in text and "一览" in text and i > 1)
    assert "签发人：张示例" in whole[0]
    assert "县委、县政府：" in whole[0]
    assert "根据《2026年度平安家庭创建工作考核细则》" in whole[0]
    cards = [i for i, text in enumerate(whole) if "考核评分卡" in text]
    assert len(cards) == len(content.units)
    assert [b - a for a, b in itertools.pairwise(cards)] == [3, 3]
    for index, unit in zip(cards, content.units, strict=True):
        assert f"{unit.name}考核评分卡" in whole[index]
        assert f"{unit.name}村（社区）零报告逐月情况" in whole[index + 1]
        assert f"{unit.name}所辖村（社区）考核得分表" in whole[index + 2]
        assert all(village.name in whole[index + 2] for village in unit.villages)
    assert body < cards[0]
    assert "扣分事项与整改清单" in whole[cards[-1] + 3]
    assert "抄送：县委政法委" in whole[-1]
    assert len(texts) % 2 == 0


def test_every_page_is_marked_and_numbered(
    content: AssessmentContent, texts: list[str], rendered: RenderedDocument
) -> None:
    assert rendered.pages == len(texts)
    for place, text in enumerate(texts, 1):
        assert DEMO_MARK in text
        assert f"数据快照 {content.snapshot_number}" in text
        last = place == len(texts) or (place == len(texts) - 1 and "抄送" not in text and
                                       len(flat(text)) < 80)  # fmt: skip
        assert (f"— {place} —" in text) is not last


def test_every_sign_can_be_searched(content: AssessmentContent, texts: list[str]) -> None:
    assert f"（{content.rubric_label}）安排" in flat_lines(texts[0])
    assert any(content.village_rubric in text for text in texts)
    # Nothing prints that is not Chinese, ASCII or a sign we use: no glyph lost its character.
    odd = {sign for text in texts for sign in text if not sign.isspace() and not expected(sign)}
    assert odd == set()


def expected(sign: str) -> bool:
    return (
        sign.isascii() or "\u4e00" <= sign <= "\u9fff" or sign in "，。、：；（）《》“”〔〕—／…−※"
    )


def flat_lines(text: str) -> str:
    return text.replace("\n", "")


def test_table_head_is_repeated_and_figures_are_there(texts: list[str]) -> None:
    whole = flat("".join(texts))
    for figure in ("图1", "图2", "图3", "表1"):
        assert whole.count(figure) >= 2  # drawn once, named in the text once
    long = [text for text in map(flat, texts) if "整改要求" in text]
    assert all("完成时限" in text for text in long)


def test_only_our_faces_and_each_file_once(rendered: RenderedDocument) -> None:
    files = set()
    with pikepdf.open(rendered.path) as pdf:
        for page in pdf.pages:
            for font in page.resources.Font.values():
                assert str(font.BaseFont).split("+")[1] in OURS
                descriptor = font.DescendantFonts[0].FontDescriptor
                files.add(descriptor.FontFile3.objgen)
    assert len(files) == 2
    assert rendered.path.stat().st_size < 1_000_000


def test_document_says_what_it_is(content: AssessmentContent, rendered: RenderedDocument) -> None:
    with pikepdf.open(rendered.path) as pdf:
        assert str(pdf.Root.Lang) == "zh-CN"
        assert "2026年度平安家庭创建工作考核情况" in str(pdf.docinfo.Title)
        assert str(pdf.docinfo.CreationDate).startswith("D:20270115")
        assert "/PageLabels" in pdf.Root
        with pdf.open_outline() as outline:
            names = [item.title for item in outline.root]
            third = outline.root[3]
            assert [item.title for item in third.children] == [
                f"附件3-{i} {unit.name}" for i, unit in enumerate(content.units, 1)
            ]
        assert [name[:3] for name in names] == ["关于2", "附件1", "附件2", "附件3", "附件4", "版记"]
    assert PdfReader(rendered.path).page_labels[4] == "5"
    assert rendered.sha256 == hashlib.sha256(rendered.path.read_bytes()).hexdigest()


def test_same_bytes_with_one_worker(
    content: AssessmentContent, rendered: RenderedDocument, tmp_path: Path
) -> None:
    heard: list[tuple[int, int, str]] = []
    again = render_assessment(
        AssessmentContent.from_json(content.to_json()),
        tmp_path / "again.pdf",
        workers=1,
        progress=lambda done, whole, what: heard.append((done, whole, what)),
    )
    assert again.path.read_bytes() == rendered.path.read_bytes()
    assert [done for done, _, _ in heard] == sorted(done for done, _, _ in heard)
    assert heard[-1][0] == heard[-1][1]


def test_twenty_two_lines_of_twenty_eight(content: AssessmentContent, tmp_path: Path) -> None:
    advice = tuple("平安家庭创建工作考核情况报告" * 28 for _ in range(8))
    long = replace(content, units=content.units[:1], recommendations=advice, demo=False)
    path = render_assessment(long, tmp_path / "long.pdf").path
    pages = [
        [line for line in page.extract_text().splitlines() if not set(line) & set("—0")]
        for page in PdfReader(path).pages
    ]
    full = [lines for lines in pages if len(lines) == 22]
    assert full
    counts = [len(flat(line)) for lines in full for line in lines]
    assert max(counts) == 28
    assert counts.count(28) > len(counts) * 0.8


def changed(content: AssessmentContent, unit: UnitResult, *reasons: str) -> AssessmentContent:
    lines: list[IndicatorLine] = list(unit.lines)
    for index, reason in enumerate(reasons):
        lines[index] = replace(lines[index], reason=reason)
    units = (replace(unit, lines=tuple(lines)), *content.units[1:])
    return replace(content, units=units[:1])


def test_missing_glyph_is_named(content: AssessmentContent, tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(b"before")
    with pytest.raises(MissingGlyph, match="“𠮷”（U\\+20BB7）") as caught:
        render_assessment(replace(content, signer="𠮷野"), target)
    assert caught.value.characters == "𠮷"
    assert target.read_bytes() == b"before"


def test_bombs_are_escaped_and_cut(content: AssessmentContent, tmp_path: Path) -> None:
    row = content.rectifications[0]
    bombs = ("<" * 20_000 + ">" * 20_000, "<div>" * 20_000, "甲" * 1_000_000)
    hostile = replace(
        changed(content, content.units[0], *bombs, "<img src='http://127.0.0.1:1/x'>\x00\u202e"),
        rectifications=tuple(replace(row, matter=bomb) for bomb in bombs),
    )
    text = "".join(
        page.extract_text()
        for page in PdfReader(render_assessment(hostile, tmp_path / "bomb.pdf").path).pages
    )
    assert "<<<<<<<<" in text
    assert "<div>" in flat(text)
    assert "下略" in flat(text)
    assert "<img src" in text


def test_waiting_lines_print_as_such(content: AssessmentContent, tmp_path: Path) -> None:
    unit = content.units[0]
    line = replace(unit.lines[-1], review_points=None, department_points=None)
    waiting = replace(
        unit,
        lines=(*unit.lines[:-2], replace(unit.lines[-2], review_points="na"), line),
        categories=(*unit.categories[:-1], replace(unit.categories[-1], points=None)),
        base=None,
        total=None,
        rank=None,
        grade=None,
        possible="99.12",
    )
    some = replace(content, units=(waiting, *content.units[1:]))
    path = render_assessment(some, tmp_path / "waiting.pdf").path
    whole = flat("".join(page.extract_text() for page in PdfReader(path).pages))
    assert "待评（至多99.12）" in whole
    assert "1个单位尚有指标待评" in whole
    assert "暂不计算平均得分" in whole
    assert "全县平均89" not in whole


def test_many_villages_take_a_second_page(content: AssessmentContent, tmp_path: Path) -> None:
    unit = content.units[0]
    more = replace(unit, villages=unit.villages + unit.villages[:8], zero_rows=unit.zero_rows * 2)
    path = render_assessment(replace(content, units=(more,)), tmp_path / "more.pdf").path
    pages = [flat(page.extract_text()) for page in PdfReader(path).pages]
    assert sum(f"{unit.name}所辖村（社区）考核得分表" in page for page in pages) == 2
    assert sum(f"{unit.name}村（社区）零报告逐月情况" in page for page in pages) == 2


def test_other_cadences_have_their_own_page(content: AssessmentContent, tmp_path: Path) -> None:
    unit = content.units[0]
    tallies = (CadenceTally("week", 2, 0, 1, 0, 0), CadenceTally("day", 6, 1, 0, 1, 0))
    rows = tuple(CadenceRow(v.code, v.name, tallies) for v in unit.villages)
    more = replace(content, units=(replace(unit, other_rows=rows),))
    path = render_assessment(more, tmp_path / "others.pdf").path
    pages = [flat(page.extract_text()) for page in PdfReader(path).pages]
    page = next(p for p in pages if f"{unit.name}村（社区）周报、日报情况" in p)
    assert all(row.name in page for row in rows)
    assert "合计" in page
    assert str(8 * len(rows)) in page


def test_office_faces_come_first(
    content: AssessmentContent, tmp_path: Path, settings: LazySettings
) -> None:
    folder = tmp_path / "faces"
    folder.mkdir()
    ours = fonts.known(folder)
    fonts.cut(["平家号人签发县委政府"], ours)
    ours.file(fonts.HEI).unlink()
    with TTFont(ours.file(fonts.SONG)) as face:
        for entry in face["name"].names:
            if entry.nameID in (1, 4, 16):
                entry.string = "FangSong_GB2312"
            elif entry.nameID == 6:
                entry.string = "FangSong_GB2312-Regular"
        face["CFF "].cff.fontNames[0] = "FangSong_GB2312-Regular"
        face.save(folder / "simfang.otf")
    ours.file(fonts.SONG).unlink()
    settings.DOC_FONT_DIR = str(folder)
    path = render_assessment(replace(content, units=content.units[:1]), tmp_path / "f.pdf").path
    with pikepdf.open(path) as pdf:
        names = {str(font.BaseFont) for font in pdf.pages[0].resources.Font.values()}
    assert any("FangSong" in name for name in names)
    settings.DOC_FONT_DIR = str(tmp_path / "nowhere")
    with pytest.raises(DrawingFailed, match="不存在"):
        render_assessment(content, tmp_path / "g.pdf")


def draw_in_daemon(text: str, target: str) -> None:
    render_assessment(AssessmentContent.from_json(text), Path(target))


def test_works_inside_a_daemonic_process(content: AssessmentContent, tmp_path: Path) -> None:
    target = tmp_path / "daemon.pdf"
    text = replace(content, units=content.units[:1]).to_json()
    # Celery's prefork workers are daemonic: they may not have multiprocessing children.
    worker = multiprocessing.get_context("fork").Process(
        target=draw_in_daemon, args=(text, str(target)), daemon=True
    )
    worker.start()
    worker.join(60)
    assert worker.exitcode == 0
    assert target.stat().st_size > 10_000


@pytest.mark.slow
def test_the_whole_county(tmp_path: Path) -> None:
    content = invented_county()
    assert len(content.units) == 18
    assert content.village_count == 402
    made = render_assessment(content, tmp_path / "county.pdf")
    # 报告 and annexes 1, 2; three pages a unit; annex 4 and the imprint.
    assert 8 + 54 + 2 <= made.pages <= 80
    assert made.pages % 2 == 0
    assert made.path.stat().st_size < 5_000_000
    assert made.seconds < 60
    assert date(2027, 1, 15) == content.snapshot_date


def test_parts_kept_from_before_give_the_same_bytes(
    content: AssessmentContent, tmp_path: Path
) -> None:
    """One township changed: the rest is not drawn again, and nobody can tell."""
    keep, drawn = tmp_path / "parts", list[str]()

    def heard(done: int, whole: int, what: str) -> None:
        drawn.append(what)

    render_assessment(content, tmp_path / "first.pdf", keep=keep)
    before = len(list(keep.iterdir()))
    first, *rest = content.units
    line, *others = first.lines
    lines = (replace(line, review_points="1.11"), *others)
    changed = replace(content, units=(replace(first, lines=lines), *rest))
    render_assessment(changed, tmp_path / "kept.pdf", keep=keep, progress=heard)
    assert 0 < len(list(keep.iterdir())) - before < before
    assert len(drawn) == before + 2  # every part is told, and beginning and end
    render_assessment(changed, tmp_path / "anew.pdf")
    assert (tmp_path / "kept.pdf").read_bytes() == (tmp_path / "anew.pdf").read_bytes()
