"""Pages of scores: who sees which, the sheet explained, the review grid, vetoes, publication."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from django.test import Client

from accounts.models import Reading
from campaigns.models import Division, Level
from reports.models import Document, LineChange, ScoreLine, ScoringRun
from reports.queries import preview
from reports.rules import Grade
from reports.sheet_rows import rules_of
from reports.transitions.document_request import ask_for_document
from reports.transitions.run import compute
from tests.cast import World
from tests.reports.test_run import T1, T2, V1, V2, ask, computed, fill, fill_all, waiting_lines

SignIn = Callable[[str], Client]


@pytest.fixture
def run(computed_run: ScoringRun) -> ScoringRun:
    """A computed run whose manual lines wait."""
    return computed_run


@pytest.fixture
def whole(world: World, run: ScoringRun) -> ScoringRun:
    """A run with every line scored."""
    fill_all(world, run)
    return run


def at(run: ScoringRun, *parts: object) -> str:
    return "/".join(["/scores", str(run.uid), *map(str, parts)])


def test_list_of_years(sign_in: SignIn, run: ScoringRun) -> None:
    for who in ("county", "governance", "auditor", "town", "village"):
        page = sign_in(who).get("/scores/")
        assert page.status_code == 200, who
        assert "2026年度 甲县" in page.text, who
        assert ("开始计算" in page.text) == (who in ("county", "governance")), who


def test_strangers_see_nothing(sign_in: SignIn, run: ScoringRun) -> None:
    other = sign_in("county_other")
    assert "甲县" not in other.get("/scores/").text
    for path in (at(run), at(run, T1), at(run, T1, "villages"), at(run, "progress")):
        assert other.get(path).status_code == 404
    assert sign_in("audit_admin").get("/scores/").status_code == 403


def test_asking_by_page(sign_in: SignIn, world: World) -> None:
    client = sign_in("governance")
    assert client.get("/scores/ask").status_code == 200
    wrong = client.post("/scores/ask", {"campaign": world.campaign.pk, "data_until": "2031-01-01"})
    assert wrong.status_code == 422
    assert "2026年内" in wrong.text
    done = client.post("/scores/ask", {"campaign": world.campaign.pk, "data_until": "2026-12-31"})
    run = ScoringRun.objects.get()
    assert done.headers["Location"] == at(run)
    waiting = client.get(at(run))
    assert "正在计算" in waiting.text
    assert f'hx-get="{at(run, "progress")}"' in waiting.text
    assert client.get(at(run, "progress")).status_code == 200
    compute(run.pk)
    refreshed = client.get(at(run, "progress"), headers={"HX-Request": "true"})
    assert refreshed.headers["HX-Refresh"] == "true"
    twice = client.post("/scores/ask", {"campaign": world.campaign.pk})
    assert twice.status_code in (302, 422)
    assert sign_in("town").get("/scores/ask").status_code == 403


def test_a_failed_run_says_why(sign_in: SignIn, world: World) -> None:
    run = ask(world)
    ScoringRun.objects.filter(pk=run.pk).update(state="failed", error="试了几次都没有完成。")
    assert "试了几次都没有完成" in sign_in("county").get(at(run)).text


def test_ranking_by_role(sign_in: SignIn, whole: ScoringRun) -> None:
    full = sign_in("auditor").get(at(whole)).text
    assert "甲一镇" in full
    assert "甲二镇" in full
    assert "第 1 名" in full
    own = sign_in("town").get(at(whole)).text
    assert "甲一镇" in own
    assert "甲二镇" not in own
    moved = sign_in("village").get(at(whole))
    assert moved.headers["Location"] == at(whole, V1)


def test_ranking_while_lines_wait(sign_in: SignIn, run: ScoringRun) -> None:
    page = sign_in("governance").get(at(run)).text
    assert "待评" in page
    sheet = run.sheets.get(unit_id=T1)
    assert sheet.possible_high - sheet.possible_low > 2
    assert f"{sheet.possible_low}–{sheet.possible_high}" in page
    assert "暂不能签字" in page


def test_villages_of_a_township(sign_in: SignIn, whole: ScoringRun) -> None:
    page = sign_in("town").get(at(whole, T1, "villages"))
    assert page.status_code == 200
    assert "甲一村" in page.text
    assert "甲二村" in page.text
    assert sign_in("town").get(at(whole, T2, "villages")).status_code == 404
    assert sign_in("village").get(at(whole, T1, "villages")).status_code == 404


WHOSE_SHEET = {
    ("village", V1): 200, ("village", V2): 404, ("village", T1): 404, ("town", T1): 200,
    ("town", V2): 200, ("town", T2): 404, ("town_next", V1): 404, ("county", V1): 200,
    ("auditor", T2): 200, ("county_other", T1): 404,
}  # fmt: skip


def test_whose_sheet(sign_in: SignIn, whole: ScoringRun) -> None:
    answers = {
        (who, code): sign_in(who).get(at(whole, code)).status_code for who, code in WHOSE_SHEET
    }
    assert answers == WHOSE_SHEET


def test_a_line_explains_itself(sign_in: SignIn, whole: ScoringRun) -> None:
    page = sign_in("town").get(at(whole, T1) + "?open=3.2")
    text = re.sub(r"<[^>]+>", "", page.text)
    assert "各村按期上报，无事也要报零" in text
    assert "5 − 1 × 0.2 − 2 × 0.5 − 1 × 2 = 1.80" in text
    for part in ("late", "missing", "untrue"):
        assert f'href="{at(whole, T1, "3.2", part)}"' in page.text
    assert "甲一村" in text
    assert "2月25日 18:00上报，应于2月25日 17:00前" in text
    assert "未报，应于3月25日 17:00前" in text
    assert "2月2日查证失实" in text
    for each in ("−0.20", "−0.50", "−1.00", "−2.00"):
        assert each in text
    assert sign_in("town").get(at(whole, T1) + "?open=9.9").status_code == 200
    assert "折算 12.00" in sign_in("county").get(at(whole, T2) + "?open=all").text


def test_what_stands_beside_the_lines_opens_its_rows(sign_in: SignIn, whole: ScoringRun) -> None:
    page = sign_in("town").get(at(whole, T1)).text
    url = at(whole, T1, "deduction", "blame_county")
    assert f'href="{url}"' in page
    text = re.sub(r"<[^>]+>", " ", page)
    assert re.search(r"县级通报批评\s+−1\.00", text)
    assert re.search(r"经验材料被市级以上采用\s+\+0\.50", text)
    for who in ("town", "county", "governance"):
        rows = sign_in(who).get(url)
        assert rows.status_code == 200
        assert "甲二村" not in rows.text  # what befell a village is the village's
        assert "记录有变动" not in rows.text
    assert "半年督查通报" in sign_in("town").get(url).text
    assert "留守家庭调研" in sign_in("town").get(at(whole, T1, "bonus", "adopted")).text
    assert sign_in("town").get(at(whole, T1, "bonus", "innovation")).status_code == 404
    assert sign_in("town").get(at(whole, T1, "deduction", "x")).status_code == 404


def test_case_rows_are_masked_and_logged(sign_in: SignIn, whole: ScoringRun) -> None:
    page = sign_in("village").get(at(whole, V1) + "?open=3.4").text
    assert "002号 户*2家" in page
    assert "户主2" not in page
    seen = Reading.objects.filter(noun="households.listedfamily", page="reports:sheet")
    assert seen.count() == 1
    rows = sign_in("town").get(at(whole, V1, "4.1", "denominator"))
    assert "(2026)甲测调字第1号" in rows.text
    assert Reading.objects.filter(noun="disputes.dispute", page="reports:rows").exists()


@pytest.mark.parametrize("who", ["governance", "auditor"])
def test_others_see_places_and_counts_only(sign_in: SignIn, whole: ScoringRun, who: str) -> None:
    client = sign_in(who)
    for code, line, part, told in (
        (T1, "3.4", "gap", "&lt;5 户"),
        (T1, "3.2", "missing", "1 份"),
        (V1, "1.1", "denominator", "10 户"),
        (T1, "4.1", "gap", "&lt;5 件"),
    ):
        page = client.get(at(whole, code, line, part))
        assert page.status_code == 200
        assert told in page.text
        assert "号 户" not in page.text
        assert "调字" not in page.text
    opened = client.get(at(whole, T1) + "?open=3.3").text
    assert "个单位" in opened
    assert "有小于5的数，不列算式" in opened  # of listed families (C8); her case roles see it
    assert "户*" not in opened
    assert not Reading.objects.exists()


@pytest.mark.slow
def test_rows_of_every_figure_open(sign_in: SignIn, whole: ScoringRun) -> None:
    client = sign_in("county")
    seen = 0
    for code in (V1, T1):
        for line in ScoreLine.objects.filter(sheet__run=whole, unit_id=code, state="computed"):
            page = client.get(at(whole, code) + f"?open={line.code}")
            for url in set(re.findall(rf'href="({at(whole, code, line.code)}/[a-z]+)"', page.text)):
                assert client.get(url).status_code == 200, url
                seen += 1
    assert seen > 30
    assert client.get(at(whole, T1, "3.2", "nothing")).status_code == 404
    assert client.get(at(whole, T1, "5.4", "numerator")).status_code == 404


def test_changed_records_are_told(sign_in: SignIn, whole: ScoringRun) -> None:
    from households.models import HouseholdPledge

    HouseholdPledge.objects.filter(village_id=V1, signed_on__month=12).delete()
    page = sign_in("village").get(at(whole, V1, "1.1", "numerator")).text
    assert "计算以后记录有变动" in page


def test_review_home_counts_what_waits(sign_in: SignIn, world: World, run: ScoringRun) -> None:
    page = sign_in("governance").get(at(run, "review"))
    assert f"<b>{waiting_lines(run, 4) + waiting_lines(run, 5)}</b> 项待评" in page.text
    for who in ("county", "town", "auditor"):
        assert sign_in(who).get(at(run, "review")).status_code == 403


def events(unit: object, missed: int) -> dict[str, str]:
    """A row of line 4.5 of RC1: reports missed, orders not followed up."""
    return {f"{unit}-report_missed": str(missed), f"{unit}-order_untracked": "0"}


def test_entering_counts_for_some_and_the_rest_at_once(sign_in: SignIn, run: ScoringRun) -> None:
    client = sign_in("governance")
    url = at(run, "review", 4, "4.5")
    assert client.get(url).status_code == 200
    done = client.post(url, events(T1, 1) | events("all", 0) | {"reason": "查看处置档案"})
    assert done.status_code == 302, done.text
    points = dict(
        ScoreLine.objects.filter(sheet__run=run, code="4.5", sheet__level=4).values_list(
            "unit_id", "points"
        )
    )
    assert {unit: str(p) for unit, p in points.items()} == {T1: "1.50", T2: "3.00"}
    # Changing one leaves the other, and its reason, alone.
    client.post(url, events(T1, 0) | events(T2, 0) | {"reason": "补交一份"})
    assert LineChange.objects.filter(unit_id=T2).count() == 1
    assert LineChange.objects.filter(unit_id=T1).count() == 2
    shown = client.get(url).text
    assert "补交一份" in shown
    assert "1.50" in shown


def test_villages_of_one_township_at_once(sign_in: SignIn, run: ScoringRun) -> None:
    client = sign_in("governance")
    url = at(run, "review", 5, "1.2") + f"?township={T1}"
    page = client.get(url).text
    assert "甲一村" in page
    assert "乙镇村" not in page
    grids = {"all-denominator": "4", "all-numerator": "3"}
    assert client.post(url, {**grids, "reason": "查看联系网格名册"}).status_code == 302
    scored = ScoreLine.objects.filter(sheet__run=run, code="1.2", state="manual")
    assert {str(p) for p in scored.values_list("points", flat=True)} == {"3.00"}
    assert scored.filter(sheet__level=Level.VILLAGE).count() == 2


def test_a_wrong_cell_keeps_all_that_was_typed(sign_in: SignIn, run: ScoringRun) -> None:
    client = sign_in("governance")
    url = at(run, "review", 5, "2.1") + f"?township={T1}"
    page = client.post(
        url,
        {
            f"{V1}-denominator": "100", f"{V1}-numerator": "120", f"{V2}-points": "4.25",
            "reason": "第三方调查",
        },
    )  # fmt: skip
    assert page.status_code == 422
    assert "“已入户宣传”多于“总户数”" in page.text
    for typed in ('value="100"', 'value="120"', 'value="4.25"', "第三方调查"):
        assert typed in page.text
    assert not LineChange.objects.exists()
    half = client.post(url, {f"{V1}-denominator": "100", "reason": "x"})
    assert "请填写已入户宣传" in half.text
    both = client.post(
        url,
        {f"{V1}-denominator": "9", f"{V1}-numerator": "8", f"{V1}-points": "1", "reason": "x"},
    )
    assert "只填一种" in both.text
    assert "一格也没有填" in client.post(url, {"reason": "x"}).text
    over = client.post(url, {f"{V1}-points": "6.01", "reason": "x"})
    assert over.status_code == 422
    for odd in (
        at(run, "review", 3, "4.5"),
        at(run, "review", 4, "3.2"),
        at(run, "review", 4, "x"),
    ):
        assert client.get(odd).status_code == 404


def test_sign_publish_by_page(sign_in: SignIn, world: World, run: ScoringRun) -> None:
    client = sign_in("governance")
    fill(world, run, Level.VILLAGE)
    early = client.post(at(run, "sign"))
    assert early.status_code == 409
    assert "待评" in early.text
    fill(world, run, Level.TOWNSHIP)
    assert run.digest in client.get(at(run, "sign")).text
    assert client.post(at(run, "sign")).status_code == 302
    assert client.get(at(run, "unsign")).status_code == 200
    assert client.post(at(run, "unsign"), {"reason": "还有申诉"}).status_code == 302
    assert client.post(at(run, "sign")).status_code == 302
    assert "全部冻结" in client.get(at(run, "publish")).text
    assert client.post(at(run, "publish")).status_code == 403
    assert sign_in("governance_lead").post(at(run, "publish")).status_code == 302
    client = sign_in("governance")
    run.refresh_from_db()
    assert run.stage == "published"
    assert "已公布" in sign_in("village").get(at(run, V1)).text
    again = client.post(at(run, "review", 4, "5.4"), {f"{T1}-points": "1", "reason": "晚了"})
    assert again.status_code == 409
    assert "现在不能这样办" in again.text
    assert "两版" not in again.text  # a refusal that is no conflict of versions
    assert "没有可以计算的年度" in client.get("/scores/ask").text


def test_report_by_page(
    sign_in: SignIn, world: World, whole: ScoringRun, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client = sign_in("county")
    assert client.get(at(whole, "report")).status_code == 200
    heading = {
        "kind": "assessment", "word": "甲平家", "signer": "周敏", "addressee": "县委",
        "signed_on": "2027-01-28",
    }  # fmt: skip
    wrong = client.post(at(whole, "report"), heading | {"word": ""})
    assert wrong.status_code == 422
    assert "周敏" in wrong.text
    done = client.post(at(whole, "report"), heading)
    document = Document.objects.get()
    assert done.headers["Location"] == f"/scores/documents/{document.uid}"
    page = f"/scores/documents/{document.uid}"
    assert "正在生成" in client.get(page).text
    assert client.get(f"{page}/file").status_code == 404
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.pdf").write_bytes(b"%PDF-1.7 x")
    Document.objects.update(state="done", file="documents/a.pdf", pages=30, size=10)
    got = client.get(f"{page}/file")
    assert got.content == b"%PDF-1.7 x"
    assert got.headers["Content-Type"] == "application/pdf"
    assert "filename*=utf-8''%E7%94%B2%E5%8E%BF2026" in got.headers["Content-Disposition"]
    assert Reading.objects.filter(noun="reports.document", purpose="下载").count() == 1
    assert "下载" in sign_in("auditor").get("/scores/documents/").text
    for who, status in (("auditor", 200), ("town", 404), ("village", 403), ("county_other", 404)):
        assert sign_in(who).get(f"{page}/file").status_code == status
    assert sign_in("auditor").get(at(whole, "report")).status_code == 403
    assert client.get(f"{page}/progress").status_code == 200


def test_drawing_the_report(world: World, whole: ScoringRun, tmp_path: Path, settings: Any) -> None:
    from datetime import date

    from reports.assembling import Heading, assemble

    settings.MEDIA_ROOT = tmp_path
    heading = Heading("甲平家", "周敏", "县委", date(2027, 1, 28))
    document = ask_for_document(run=whole, heading=heading, by=world.county)
    assert document.content["text"] == assemble(whole, heading, by=world.system).to_json()
    assert "户主" not in document.content["text"]


def test_pages_ask_the_same_number_of_questions(
    sign_in: SignIn, world: World, django_assert_max_num_queries: Any
) -> None:
    Division.objects.bulk_create(
        Division(code=c, end=c + 1, name=f"村{c}", level=5, parent_id=T1)
        for c in range(T1 + 300, T1 + 330)
    )
    run = computed(world)
    client = sign_in("governance")
    for path in (
        "/scores/", at(run), at(run, T1, "villages"), at(run, T1) + "?open=3.2",
        at(run, T1, "3.2", "denominator"), at(run, "review"),
        at(run, "review", 5, "2.1") + f"?township={T1}", at(run, "recompute"),
        "/scores/vetoes/", "/scores/appeals/", at(run, "sign"),
    ):  # fmt: skip
        with django_assert_max_num_queries(22):
            assert client.get(path).status_code == 200, path
    case = sign_in("town")
    for path in (at(run, T1) + "?open=3.4", at(run, T1, "3.4", "denominator")):
        with django_assert_max_num_queries(32):
            assert case.get(path).status_code == 200, path


def test_a_preview_knows_the_lines_a_grade_needs(world: World, whole: ScoringRun) -> None:
    """The places without a veto, where the best grade also asks for a line in full."""
    sheets = list(whole.sheets.filter(level=5).order_by("-total"))
    below = {
        line.sheet_id: line
        for line in ScoreLine.objects.filter(sheet__in=sheets, points__lt=F("cap"), code="3.1")
    }
    assert 0 < len(below) < len(sheets)
    rules = replace(
        rules_of(whole, 5),
        grades=(Grade("好", Decimal(0), needs=("3.1",)), Grade("一般", Decimal(0))),
    )
    found: dict[int, str] = {}
    for sheet in sheets:
        found |= {
            one.sheet.pk: one.grade_before for one in preview(world.county, whole, rules, sheet)
        }
    assert found == {sheet.pk: "一般" if sheet.pk in below else "好" for sheet in sheets}
