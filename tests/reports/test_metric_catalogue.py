"""The catalogue of metrics for people: every metric told, every use of the rubrics found, on the
page and on paper."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from docx import Document
from pypdf import PdfReader

from reports.assembling import Heading
from reports.cataloguing import GROUPS, sections
from reports.documents import KINDS, Marks
from reports.documents.official.content import OfficialContent
from reports.documents.word.official import official_docx
from reports.metrics.catalogue import METRICS
from reports.metrics.declarations import DECLARATIONS
from reports.models import ScoringRun
from reports.rules import load_shipped
from tests.cast import World

SignIn = Callable[[str], Client]
PAGE = "/scores/metrics"
RUBRICS = (load_shipped("RC1"), load_shipped("RC2"))


def test_every_metric_is_told_and_counted() -> None:
    told = [metric.key for _title, metrics in GROUPS for metric in metrics]
    assert sorted(told) == sorted(METRICS) == sorted(DECLARATIONS)
    for metric in METRICS.values():
        words = (metric.name, metric.definition, metric.numerator, metric.denominator, metric.unit)
        assert all(words), metric.key
        assert metric.source, metric.key
        assert metric.definition.endswith("。"), metric.key
        assert not re.search("家暴|宗教|政治|计划生育", metric.name + metric.definition), metric.key


def test_every_use_is_found() -> None:
    uses = {e.metric.key: e.uses for section in sections(RUBRICS) for e in section.entries}
    for rubric in RUBRICS:
        level = {"township": "乡镇", "village": "村"}[rubric.level]
        for line in rubric.indicators:
            if line.metric:
                assert f"{level} {line.code} {line.name}" in map(str, uses[line.metric])
    assert str(uses["circulars"][0]) == "乡镇 扣分 省级通报批评、市级通报批评、县级通报批评"
    assert "村 加分 经验材料被市级以上采用" in map(str, uses["papers_adopted"])
    assert uses["survey_safe"] == ()


@pytest.mark.parametrize("who", ["county", "governance", "auditor", "town", "village"])
def test_everybody_who_works_in_the_county_reads_it(sign_in: SignIn, who: str) -> None:
    page = sign_in(who).get(PAGE)
    assert page.status_code == 200
    assert page.text.count('id="m-') == len(METRICS)


def test_it_is_searched_by_what_it_says(sign_in: SignIn, world: World) -> None:
    client = sign_in("village")
    assert client.get(PAGE, {"q": "回访"}).text.count('id="m-') == 1
    assert "没有这样的指标" in client.get(PAGE, {"q": "天气"}).text
    assert sign_in("system_admin").get(PAGE).status_code == 403
    assert client.post(PAGE).status_code == 405


def test_the_annex_holds_every_metric(sign_in: SignIn, world: World) -> None:
    paper = sign_in("county").get(PAGE, {"as": "pdf"})
    assert paper.headers["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(paper.content)).pages
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
    assert all(metric.name in text for metric in METRICS.values())
    assert "乡镇3.5走访达标率" in text


def test_it_is_a_paper_of_the_register_in_three_media(
    world: World, computed_run: ScoringRun
) -> None:
    run = computed_run
    kind = KINDS["catalogue"]
    heading = Heading("甲平家〔2027〕1号", "周敏", "县委", date(2027, 1, 28))
    content = kind.freeze(run, heading, None, world.county, None)
    assert isinstance(content, OfficialContent)
    assert kind.read(content.to_json()) == content
    rows = [row for table in content.tables for row in table.rows]
    assert [row[1] for row in rows] == [m.name for _title, metrics in GROUPS for m in metrics]
    assert kind.media == ("pdf", "docx", "xlsx")
    for marks in (Marks(), Marks(withdrawn="本件已撤销：重印")):
        sections = Document(io.BytesIO(official_docx(content, marks))).sections
        wide = {(section.page_width or 0) > (section.page_height or 0) for section in sections}
        assert wide == {True}  # the first page too: its table is as wide as the others
