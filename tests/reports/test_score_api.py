"""API of scores: the pages' verbs and rights, problems in Chinese."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import Reading
from reports.models import Document, ScoringRun
from reports.transitions.run import compute
from tests.cast import World
from tests.reports.test_run import T1, T2, V1, V2, fill_all, waiting_lines

SignIn = Callable[[str], Client]
RUNS, SHEETS = "/api/v1/scoring-runs", "/api/v1/score-sheets"


@pytest.fixture
def run(computed_run: ScoringRun) -> ScoringRun:
    """A computed run whose manual lines wait."""
    return computed_run


def post(client: Client, path: str, data: dict[str, Any] | None = None) -> Any:
    return client.post(path, data or {}, content_type="application/json")


def test_asking_and_reading(sign_in: SignIn, world: World) -> None:
    client = sign_in("county")
    made = post(client, RUNS, {"campaign": world.campaign.pk, "data_until": "2026-12-31"})
    assert made.status_code == 201, made.text
    assert (made.json()["state"], made.json()["state_label"]) == ("queued", "排队中")
    again = post(client, RUNS, {"campaign": world.campaign.pk})
    assert (again.status_code, again.headers["Content-Type"]) == (409, "application/problem+json")
    assert "正在进行" in again.json()["detail"]
    compute(ScoringRun.objects.get().pk)
    one = client.get(f"{RUNS}/{made.json()['uid']}").json()
    assert (one["state"], one["year"], len(one["digest"])) == ("done", 2026, 64)
    assert client.get(RUNS, {"year": 2025}).json()["count"] == 0
    assert post(client, RUNS, {"campaign": 999999}).status_code == 404
    assert post(sign_in("town"), RUNS, {"campaign": world.campaign.pk}).status_code == 403
    assert sign_in("county_other").get(RUNS).json()["count"] == 0
    assert sign_in("system_admin").get(RUNS).status_code == 403


def test_sheets_by_reach_and_filter(sign_in: SignIn, run: ScoringRun) -> None:
    client = sign_in("auditor")
    assert client.get(SHEETS, {"run": str(run.uid)}).json()["count"] == 5
    towns = client.get(SHEETS, {"run": str(run.uid), "level": "4"}).json()["results"]
    assert {row["unit"] for row in towns} == {T1, T2}
    assert client.get(SHEETS, {"township": T1}).json()["count"] == 3
    assert client.get(SHEETS, {"township": 5}).json()["count"] == 0
    own = sign_in("village").get(SHEETS).json()["results"]
    assert [row["unit_label"] for row in own] == ["甲一村"]
    sheet = sign_in("village").get(f"{SHEETS}/{own[0]['id']}").json()
    line = next(one for one in sheet["lines"] if one["code"] == "3.3")
    assert (line["points"], line["filled"]) == ("5.30", "6 − 1 × 0.2 − 1 × 0.5 − 0 × 2 = 5.30")
    assert sign_in("village_next").get(f"{SHEETS}/{own[0]['id']}").status_code == 404


def test_small_counts_of_families_are_kept_from_readers_without_files(
    sign_in: SignIn, run: ScoringRun
) -> None:
    """The API tells what the page does (C8)."""
    [own] = sign_in("village").get(SHEETS).json()["results"]
    whole, guarded = (
        {line["code"]: line for line in sign_in(who).get(f"{SHEETS}/{own['id']}").json()["lines"]}
        for who in ("village", "governance")
    )
    less = [code for code, line in guarded.items() if line != whole[code]]
    assert less
    assert "3.3" not in less  # reports are owed by offices, no family stands behind them
    for code in less:
        kept = {"numerator": None, "denominator": None}
        words = {name: guarded[code][name] for name in ("filled", "reason")}
        assert guarded[code] == whole[code] | kept | words
        assert words["filled"].startswith("有小于5的数，不列算式，得 ")
        assert words["reason"] == ("有小于5的数，不列明细" if whole[code]["reason"] else "")


def test_entering_lines(sign_in: SignIn, run: ScoringRun) -> None:
    client = sign_in("governance")
    body = {
        "level": 5,
        "reason": "查看台账",
        "entries": [
            {"unit": V1, "code": "1.2", "numerator": 9, "denominator": 10},
            {"unit": V2, "code": "1.2", "numerator": 4, "denominator": 4, "counts": {}},
            {"unit": V1, "code": "2.1", "points": "5.5"},
        ],
    }
    done = post(client, f"{RUNS}/{run.uid}/lines", body)
    assert done.json() == {
        "changed": 3, "waiting": waiting_lines(run, 4) + waiting_lines(run, 5) - 3,
    }  # fmt: skip
    body["entries"] = [{"unit": V1, "code": "2.1", "points": "9"}]
    wrong = post(client, f"{RUNS}/{run.uid}/lines", body)
    assert wrong.status_code == 422
    assert "得分应在0至6分之间" in wrong.text
    body["entries"] = [{"unit": V1, "code": "1.2", "points": "1", "numerator": 1}]
    assert "只填一种" in post(client, f"{RUNS}/{run.uid}/lines", body).text
    body["entries"] = [{"unit": V1, "code": "2.1", "points": "6"}]
    assert post(sign_in("county"), f"{RUNS}/{run.uid}/lines", body).status_code == 403
    assert post(sign_in("county_other"), f"{RUNS}/{run.uid}/lines", body).status_code == 404


def test_sign_publish_and_report(
    sign_in: SignIn, world: World, run: ScoringRun, tmp_path: Path, settings: Any
) -> None:
    client = sign_in("governance")
    assert post(client, f"{RUNS}/{run.uid}/sign").status_code == 409
    fill_all(world, run)
    assert post(client, f"{RUNS}/{run.uid}/publish").status_code == 409
    assert post(client, f"{RUNS}/{run.uid}/sign").json()["stage"] == "signed"
    assert post(client, f"{RUNS}/{run.uid}/unsign", {}).status_code in (400, 422)
    back = post(client, f"{RUNS}/{run.uid}/unsign", {"reason": "有申诉"})
    assert back.json()["stage"] == "draft"
    post(client, f"{RUNS}/{run.uid}/sign")
    assert post(client, f"{RUNS}/{run.uid}/publish").status_code == 403
    lead = sign_in("governance_lead")
    assert post(lead, f"{RUNS}/{run.uid}/publish").json()["stage_label"] == "已公布"
    again = post(sign_in("auditor"), f"{RUNS}/{run.uid}/recompute").json()
    assert (again["same"], again["digest"], again["count"]) == (True, run.digest, 0)
    client = sign_in("governance")

    settings.MEDIA_ROOT = tmp_path
    heading = {
        "word": "甲平家", "signer": "周敏", "addressee": "县委",
        "signed_on": "2027-01-28",
    }  # fmt: skip
    asked = post(client, f"{RUNS}/{run.uid}/documents", heading)
    assert asked.status_code == 201, asked.text
    path = f"/api/v1/assessment-reports/{asked.json()['uid']}"
    assert client.get(path).json()["state"] == "queued"
    assert client.get(f"{path}/file").status_code == 404
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    Document.objects.update(state="done", file="a.pdf")
    assert client.get(f"{path}/file").content == b"%PDF"
    assert Reading.objects.filter(noun="reports.document").count() == 1
    assert sign_in("village").get(f"{path}/file").status_code == 403
