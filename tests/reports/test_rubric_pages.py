"""Pages of rubrics: reading, drafting part by part, files in and out, the effect, publishing."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campaigns.models import Level
from reports.models import RubricAdoption, RubricDraft, ScoringRun
from reports.rubric_editing import tree
from reports.rubric_editing.form import PartForm
from reports.rubric_editing.workbook_out import workbook_of
from reports.rubric_effect.effect import effect
from reports.rules import load_shipped, rubric_from_dict
from reports.transitions import rubric_draft as verbs
from reports.transitions.rubric import rubrics_for, shipped
from reports.transitions.rubric_draft import start
from tests.cast import World
from tests.reports.test_rubric_round_trips import posted
from tests.reports.test_run import computed, fill_all

SignIn = Callable[[str], Client]


@pytest.fixture
def draft(world: World) -> RubricDraft:
    """A draft of the townships' text, as it comes with the system."""
    return start(
        campaign=world.campaign,
        level=4,
        content=load_shipped("RC1").as_dict(),
        source="示例",
        based_on=shipped("RC1"),
        by=world.county,
    )


def at(draft: RubricDraft, *parts: str) -> str:
    return "/".join(["/scores/rubric-drafts", str(draft.uid), *parts])


def effects_of(run: ScoringRun, draft: RubricDraft, world: World) -> list[Decimal | None]:
    """What each township gains by the draft over the text in force."""
    force = rubrics_for(draft.campaign, by=world.county)[Level.TOWNSHIP].rubric
    found = effect(
        run,
        Level.TOWNSHIP,
        rubric_from_dict(draft.content),
        user=world.county,
        force=rubric_from_dict(force.content),
    )
    return [unit.gain for unit in found.units]


@pytest.mark.parametrize("who", ["county", "governance", "auditor", "town", "village"])
def test_everybody_of_the_county_reads_the_text_in_force(
    sign_in: SignIn, draft: RubricDraft, who: str
) -> None:
    client = sign_in(who)
    page = client.get("/scores/rubrics/")
    assert page.status_code == 200
    assert "本年没有另定" in page.text
    assert ("起草中" in page.text) == (who in ("county", "governance", "auditor"))
    text = client.get(f"/scores/rubrics/{shipped('RC1').uid}")
    assert "得分＝" in text.text
    assert "瞒报重大隐患" in text.text
    drawn = client.get(f"/scores/rubrics/{shipped('RC1').uid}?show=links").text
    assert "<svg" in drawn
    assert drawn.count("3.2 按时报告率") >= 2  # in the picture and in the table
    assert client.get(at(draft)).status_code == (
        200 if who in ("county", "governance", "auditor") else 403
    )


def test_another_county_sees_no_draft(sign_in: SignIn, draft: RubricDraft) -> None:
    client = sign_in("county_other")
    for path in (at(draft), at(draft, "text"), at(draft, "effect"), at(draft, "verb")):
        assert client.get(path).status_code == 404


def test_a_part_is_written_and_its_faults_stand_at_their_fields(
    sign_in: SignIn, draft: RubricDraft
) -> None:
    client = sign_in("county")
    page = client.get(at(draft) + "?part=c2l1")
    assert page.status_code == 200
    assert "失实零报告" in page.text
    sent = {
        "version": "1", "f-code": "3.2", "f-name": "按时报告", "f-cap": "6", "f-clause": "原文",
        "f-source": "computed", "f-metric": "reporting", "f-na": "redistribute",
        "f-department": "县妇联", "f-evidence": "记录", "f-basis": "零报告制度", "kind": "deduct",
        "k-deduct-event-0-event": "late", "k-deduct-event-0-label": "迟报",
        "k-deduct-event-0-points": "很多", "do": "save",
    }  # fmt: skip
    done = client.post(at(draft) + "?part=c2l1", sent)
    assert done.status_code == 302
    draft.refresh_from_db()
    line = draft.content["category"][2]["indicator"][1]
    assert (line["cap"], line["rule"]["event"][0]["points"]) == ("6", "很多")
    shown = client.get(at(draft) + "?part=c2l1").text
    assert "“每次扣分”应为数字" in shown
    whole = client.get(at(draft)).text
    assert "暂不能送审" in whole
    assert "各指标分值之和为26分，与本类分值25分不符" in whole


def test_points_lines_and_categories_on_the_table(sign_in: SignIn, draft: RubricDraft) -> None:
    client = sign_in("county")
    client.post(at(draft), {"version": "1", "cap-c0l0": "3", "cap-c0l1": "4", "do": "save"})
    client.post(at(draft), {"version": "2", "do": "add c0"})
    client.post(at(draft), {"version": "3", "do": "up c0l5"})
    draft.refresh_from_db()
    lines = draft.content["category"][0]["indicator"]
    assert [line["code"] for line in lines] == ["1.1", "1.2", "1.3", "1.4", "1.6", "1.5"]
    assert [line["cap"] for line in lines[:2]] == ["3", "4"]
    client.post(at(draft) + "?part=c0l4", {"version": "4", "do": "remove"})
    client.post(at(draft), {"version": "5", "do": "down c4"})
    client.post(at(draft), {"version": "6", "do": "number"})
    draft.refresh_from_db()
    assert [line["code"] for line in draft.content["category"][0]["indicator"]][-1] == "1.5"
    assert client.post(at(draft), {"version": "7", "do": "up c9l9"}).status_code == 404


def test_a_line_moves_with_the_page_that_shows_it(sign_in: SignIn, draft: RubricDraft) -> None:
    """Buttons alone, as without a script: up, over the edge, into a chosen category."""
    client = sign_in("county")
    page = client.get(at(draft) + "?part=c0l1").text
    assert 'value="up"' in page
    assert re.search(r'<option value="5">[^<]*满意', page)

    def press(part: str, version: int, **sent: str) -> str:
        node, spec = tree.node_at(draft.content, part)
        form = PartForm(spec, node)
        typed = {"version": str(version), **posted(form).dict(), **sent}
        answer = client.post(at(draft) + f"?part={part}", typed)
        assert answer.status_code == 302, answer.text
        draft.refresh_from_db()
        return answer.headers["Location"].partition("?part=")[2]

    def codes(category: int) -> list[str]:
        return [line["code"] for line in draft.content["category"][category]["indicator"]]

    assert press("c0l1", 1, do="up") == "c0l0"
    assert codes(0)[:2] == ["1.2", "1.1"]
    assert press("c0l0", 2, do="to", to="5") == "c5l1"
    assert codes(5) == ["6.1", "1.2"]
    assert press("c5l1", 3, do="up") == "c5l0"
    assert press("c5l0", 4, do="up") == f"c4l{len(codes(4)) - 1}"
    assert codes(4)[-1] == "1.2"
    assert "没有移动" in client.post(
        at(draft), {"version": "5", "do": "up c0"}, follow=True
    ).text  # fmt: skip
    moved = client.post(at(draft), {"version": "5", "do": "down c0l0"})
    assert moved.headers["Location"].endswith("#c0l1")
    assert client.post(
        at(draft) + "?part=c0l0", {"version": "6", "do": "to", "to": "99"}
    ).status_code == 404  # fmt: skip


def test_stale_shows_both_versions_and_loses_nothing(sign_in: SignIn, draft: RubricDraft) -> None:
    client = sign_in("county")
    client.post(at(draft), {"version": "1", "cap-c0l0": "3", "do": "save"})
    stale = client.post(at(draft), {"version": "1", "cap-c0l0": "2.5", "do": "save"})
    assert stale.status_code == 409
    assert 'name="cap-c0l0" value="2.5"' in stale.text
    again = client.post(
        at(draft), {"version": "2", "cap-c0l0": "2.5", "choose-cap-c0l0": "theirs", "do": "save"}
    )
    assert again.status_code == 302
    draft.refresh_from_db()
    assert draft.content["category"][0]["indicator"][0]["cap"] == "3"


@pytest.mark.parametrize("kind", ["xlsx", "toml"])
def test_files_out_and_in(sign_in: SignIn, draft: RubricDraft, kind: str) -> None:
    client = sign_in("county")
    taken = client.get(at(draft, "text") + f"?as={kind}")
    assert taken.status_code == 200
    client.post(at(draft), {"version": "1", "cap-c0l0": "1", "do": "save"})
    sent = SimpleUploadedFile(f"细则.{kind}", taken.content)
    back = client.post(at(draft, "verb") + "?act=replace", {"file": sent, "version": "2"})
    assert back.status_code == 302, back.text
    before = draft.content
    draft.refresh_from_db()
    assert draft.content == before
    published = client.get(f"/scores/rubrics/{shipped('RC2').uid}/file?as={kind}")
    assert published.headers["Content-Disposition"].startswith("attachment")


def test_a_bad_file_is_told_by_its_cells(sign_in: SignIn, world: World) -> None:
    client = sign_in("county")
    content = load_shipped("RC2").as_dict()
    content["category"][0]["indicator"][0]["cap"] = "9"  # type: ignore[index]
    book = SimpleUploadedFile("a.xlsx", workbook_of(content))
    sent = {"level": "5", "source": "file", "file": book, "reason": ""}
    answer = client.post("/scores/rubrics/start", sent)
    assert answer.status_code == 422
    assert "大类与指标!A2" in answer.text
    assert not RubricDraft.objects.exists()
    book.seek(0)
    kept = client.post("/scores/rubrics/start", sent | {"file": book, "faulty": "on"})
    assert kept.status_code == 302
    for name, data in (("a.xlsx", b"PK\x03\x04broken"), ("a.toml", b"[[category"), ("a", b"")):
        wrong = {"file": SimpleUploadedFile(name, data), "version": "1"}
        path = at(RubricDraft.objects.get(), "verb") + "?act=replace"
        assert client.post(path, wrong).status_code == 422


def test_from_draft_to_force_by_two(sign_in: SignIn, world: World, draft: RubricDraft) -> None:
    county, office = sign_in("county"), sign_in("governance")
    assert office.post(at(draft), {"version": "1", "do": "save"}).status_code == 403
    assert office.get(at(draft, "verb") + "?act=publish").status_code == 200
    early = office.post(at(draft, "verb") + "?act=publish", {"version": "1"})
    assert early.status_code == 409
    sent = county.post(at(draft, "verb") + "?act=submit", {"version": "1", "reason": "提高走访"})
    assert sent.status_code == 302
    back = office.post(at(draft, "verb") + "?act=return", {"version": "2", "reason": "补出处"})
    assert back.status_code == 302
    assert "补出处" in county.get(at(draft)).text
    county.post(at(draft, "verb") + "?act=submit", {"version": "3", "reason": "已补"})
    done = office.post(at(draft, "verb") + "?act=publish", {"version": "4"})
    assert done.status_code == 302
    assert RubricAdoption.objects.get().reason == "已补"
    assert "2026年第2版" in sign_in("village").get("/scores/rubrics/").text


def test_effect_of_a_draft(
    sign_in: SignIn, world: World, computed_run: ScoringRun, draft: RubricDraft
) -> None:
    run = computed_run
    fill_all(world, run)
    client = sign_in("county")
    same = client.get(at(draft, "effect"))
    assert same.status_code == 200
    assert "没有不同" in same.text
    with CaptureQueriesContext(connection) as few:
        client.get(at(draft, "effect"))
    # The rates of 3.1 count more, 3.2 less: T1 loses what it had in 3.1 and gains elsewhere.
    client.post(at(draft), {"version": "1", "cap-c2l0": "9", "cap-c2l1": "1", "do": "save"})
    page = client.get(at(draft, "effect")).text
    assert "分值由5分改为9分" in page
    assert "按时报告率" in page
    village = start(
        campaign=world.campaign, level=5, content=load_shipped("RC2").as_dict(), source="示例",
        by=world.county,
    )  # fmt: skip
    with CaptureQueriesContext(connection) as more:
        assert client.get(at(village, "effect")).status_code == 200
    assert len(more) <= len(few) + 1
    assert ScoringRun.objects.get(pk=run.pk).version == run.version
    # Once another text is in force, the run's old one is no measure any more.
    verbs.publish(verbs.submit(draft, reason="改", by=world.county), by=world.governance)
    again = start(
        campaign=world.campaign, level=4, content=RubricDraft.objects.get(pk=draft.pk).content,
        source="", by=world.county,
    )  # fmt: skip
    assert "没有不同" in client.get(at(again, "effect")).text
    assert effects_of(run, again, world) == [Decimal("0.00"), Decimal("0.00")]


def test_adopting_groups(sign_in: SignIn, world: World) -> None:
    client = sign_in("governance")
    path = "/scores/rubrics/adopt?level=4"
    page = client.get(path)
    assert page.status_code == 200
    assert "甲一镇" in page.text
    sent = {
        "rubric": str(shipped("RC1").uid), "reason": "分两组", "g-990101100000": "平原组",
        "g-990101101000": "山区组",
    }  # fmt: skip
    assert client.post(path, sent).status_code == 302
    assert RubricAdoption.objects.get().groups == {
        "平原组": [990101100000],
        "山区组": [990101101000],
    }
    assert sign_in("county").get(path).status_code == 403
    run = computed(world)
    groups = dict(run.sheets.filter(level=4).values_list("unit_id", "peer_group"))
    assert groups == {990101100000: "平原组", 990101101000: "山区组"}
