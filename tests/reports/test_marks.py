"""自评 and 部门评: who gives them, what is refused, what stands beside the line and is frozen."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pikepdf
import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from accounts.models import Trail
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Level
from reports.columns import beside, freeze_marks
from reports.models import (
    DepartmentLink,
    LineMark,
    Proof,
    ScoreClocks,
    ScoreLine,
    ScoringRun,
)
from reports.scorers import bias, differences, owed
from reports.sheet_rows import rules_of
from reports.transitions.department import answer_link, found_by, issue_link, revoke_link
from reports.transitions.mark import Given, mark_department, mark_self, take_back
from reports.transitions.publication import sign
from tests.cast import World
from tests.pictures import jpeg
from tests.reports.test_run import T1, T2, V1, V2, V3, ask, fill_all

SignIn = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("november")


@pytest.fixture
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """Self-scoring is open, whatever the clock says."""
    opens_on(monkeypatch, 1, 1)


def opens_on(monkeypatch: pytest.MonkeyPatch, month: int, day: int) -> None:
    monkeypatch.setattr(ScoreClocks, "self_from", lambda _row, year: date(year, month, day))


@pytest.fixture
def run(computed_run: ScoringRun) -> ScoringRun:
    return computed_run


def own(world: World, run: ScoringRun, *given: Given, by: str = "village", **more: Any) -> Any:
    return mark_self(
        run=run, unit=world.divisions[given[0].unit], given=given, signer="李秀云",
        by=world.users[by], **more,
    )  # fmt: skip


def paper(world: World, run: ScoringRun, *given: Given, by: str = "county", **more: Any) -> Any:
    values: dict[str, Any] = {"department": "县司法局", "files": [jpeg()], "level": Level.TOWNSHIP}
    return mark_department(
        run=run, given=given, signer="张三", by=world.users[by], **(values | more)
    )


def test_a_village_scores_itself(world: World, run: ScoringRun) -> None:
    sheet = own(
        world, run,
        Given(V1, "3.1", Decimal("2.00")),
        Given(V1, "3.2", Decimal("3.50"), "有一轮补交过，系统没数"),
        files=[jpeg()],
    )  # fmt: skip
    rows = {mark.code: mark for mark in sheet.marks.all()}
    assert rows["3.1"].computed == rows["3.1"].points == Decimal("2.00")
    assert (rows["3.2"].computed, rows["3.2"].who) == (Decimal("3.00"), "李秀云")
    assert Proof.objects.get(sheet=sheet).unit_id == V1
    assert Trail.objects.get(act="mark.self").after == {"column": "self", "level": 5, "lines": 2}
    again = Given(V1, "3.2", Decimal("3.50"), "有一轮补交过，系统没数")
    assert own(world, run, again) is None  # the same again is no new row
    own(world, run, Given(V1, "3.2", Decimal("3.00")))
    shown = beside(run, run.sheets.get(unit=V1), world.governance)["3.2"]["self"]
    assert (shown.points, shown.differs) == (Decimal("3.00"), False)  # the newest counts


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Given(V1, "3.1", Decimal("5.00")), "与系统计算的 2.00 分不同"),
        (Given(V1, "3.1", Decimal("9")), "0 至 6 分之间"),
        (Given(V1, "3.1", Decimal("1.005"), "理由"), "两位小数"),
        (Given(V1, "1.2", Decimal("3")), "扣分理由"),
        (Given(V1, "9.9", Decimal("1")), "没有这一项"),
    ],
)
def test_a_mark_that_cannot_be(world: World, run: ScoringRun, given: Given, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        own(world, run, Given(V1, "1.1", Decimal("2.40")), given)
    assert said in refused.value.errors[f"{V1}-{given.code}"]
    assert not LineMark.objects.exists()  # all or none


def test_who_may_score_a_unit(world: World, run: ScoringRun) -> None:
    full = Decimal("4.00")
    assert own(world, run, Given(V1, "1.2", full), by="town")
    assert own(world, run, Given(T1, "1.1", Decimal("3.33")), by="town")
    for who in ("county", "governance", "auditor"):
        with pytest.raises(Forbidden):
            own(world, run, Given(V1, "1.2", full), by=who)
    with pytest.raises(Http404):
        own(world, run, Given(V2, "1.2", full), by="village")
    with pytest.raises(Invalid):  # one unit a sheet
        mark_self(
            run=run, unit=world.divisions[V1], signer="甲", by=world.town,
            given=[Given(V2, "1.2", full)],
        )  # fmt: skip


def test_the_moment(world: World, run: ScoringRun, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = Given(V1, "1.2", Decimal("4.00"))
    opens_on(monkeypatch, 12, 31)
    if timezone.localdate() < date(2026, 12, 31):
        with pytest.raises(NotTheMoment, match="还没有开始"):
            own(world, run, mark)
    opens_on(monkeypatch, 1, 1)
    made = own(world, run, mark)
    for day, late in ((30, False), (31, True)):  # opened on 1 January for thirty days
        LineMark.objects.filter(sheet=made).update(at=datetime(2026, 1, day, 9, tzinfo=UTC))
        shown = beside(run, run.sheets.get(unit=V1), world.village)
        assert shown["1.2"]["self"].late is late
    fill_all(world, run)
    sign(run=run, by=world.governance)
    with pytest.raises(NotTheMoment, match="不再收评分"):
        own(world, run, mark)
    with pytest.raises(NotTheMoment):
        paper(world, run, Given(T1, "4.2", Decimal("1.25")))


def test_a_department_on_paper(world: World, run: ScoringRun) -> None:
    made = paper(world, run, Given(T1, "4.2", Decimal("1.00"), "协议有一件没盖章"))
    assert (made.source, made.unit_id, made.files.count()) == ("paper", run.county_id, 1)
    assert made.marks.get().who == "县司法局 张三"
    with pytest.raises(Invalid, match="扫描件"):
        paper(world, run, Given(T1, "4.2", Decimal("1.25")), files=[])
    with pytest.raises(Invalid, match="不由县司法局评"):
        paper(world, run, Given(T1, "3.1", Decimal("3.67")))
    for who in ("town", "village", "auditor"):
        with pytest.raises(Forbidden):
            paper(world, run, Given(T1, "4.2", Decimal("1.25")), by=who)
    village = Given(V1, "1.2", Decimal("4.00"))
    scored = mark_department(
        run=run, level=Level.VILLAGE, department="乡镇妇联", given=[village], signer="刘长青",
        unit=world.divisions[T1], by=world.town,
    )  # fmt: skip
    assert scored is not None
    assert scored.unit_id == T1


def test_a_link_is_answered_once(world: World, run: ScoringRun) -> None:
    link, token = issue_link(run=run, department="县司法局", by=world.county)
    second, newer = issue_link(run=run, department="县司法局", by=world.governance)
    assert DepartmentLink.objects.get(pk=link.pk).status == "revoked"
    given = [Given(T1, "4.2", Decimal("1.25")), Given(T1, "4.3", Decimal("2.00"))]
    assert answer_link(token, given=given, signer="王五") is None
    with pytest.raises(Invalid, match="县司法局"):
        answer_link(newer, given=[Given(T1, "3.1", Decimal("3.67"))], signer="王五")
    sheet = answer_link(newer, given=given, signer="王五")
    assert sheet is not None
    assert (sheet.source, sheet.by.is_system, sheet.marks.count()) == ("link", True, 2)
    assert answer_link(newer, given=given, signer="王五") is None
    second.refresh_from_db()
    assert (second.status, second.token_hash) == ("answered", None)
    row = owed(world.county, run, rules_of(run, Level.TOWNSHIP))["县司法局"]
    assert (row["given"], [line.code for line in row["lines"]]) == (2, ["4.1", "4.2", "4.3", "4.4"])


def test_links_are_for_the_county(world: World, run: ScoringRun) -> None:
    link, token = issue_link(run=run, department="县司法局", by=world.county)
    for who in ("town", "village", "auditor"):
        with pytest.raises(Forbidden):
            issue_link(run=run, department="县司法局", by=world.users[who])
    with pytest.raises(Invalid):
        issue_link(run=run, department="没有的局", by=world.county)
    with pytest.raises(Invalid):
        revoke_link(link=link, reason="", by=world.county)
    revoke_link(link=link, reason="发错了人，收回", by=world.county)
    assert found_by(token) is None
    with pytest.raises(NotTheMoment):
        revoke_link(link=link, reason="再收回一次", by=world.county)


def test_taking_back_before_the_review(world: World, run: ScoringRun) -> None:
    own(world, run, Given(V1, "1.2", Decimal("4.00")))

    def back(by: str, reason: str = "填错了，重新评") -> int:
        return take_back(
            run=run, units=[V1], code="1.2", column="self", reason=reason, by=world.users[by]
        )

    with pytest.raises(Invalid):
        back("village", "")
    with pytest.raises(Forbidden):
        back("governance")
    assert back("village") == 1
    with pytest.raises(NotTheMoment):
        back("village")
    assert not beside(run, run.sheets.get(unit=V1), world.town)["1.2"]
    own(world, run, Given(V1, "1.2", Decimal("3.00"), "缺一个网格"))
    fill_all(world, run)
    with pytest.raises(NotTheMoment, match="已经复核"):
        back("village")


def test_signed_columns_stay_as_they_were(world: World, run: ScoringRun) -> None:
    own(world, run, Given(T1, "1.1", Decimal("4.00"), "四份都签了"), by="town")
    fill_all(world, run)
    sign(run=run, by=world.governance)
    LineMark.objects.all().delete()
    run.refresh_from_db()
    kept = beside(run, run.sheets.get(unit=T1), world.town)["1.1"]["self"]
    assert (kept.points, kept.reason, kept.differs) == (Decimal("4.00"), "四份都签了", True)
    freeze_marks(run, by=world.governance)  # nothing left: the frozen ones go too, while unsigned
    assert ScoreLine.objects.get(sheet__run=run, unit=T1, code="1.1").marks is None


def test_marks_outlive_a_recomputation(world: World, run: ScoringRun) -> None:
    from reports.transitions.run import compute

    own(world, run, Given(V1, "1.2", Decimal("3.00"), "缺一个网格"))
    again = ask(world)
    assert compute(again.pk)
    again.refresh_from_db()
    assert beside(again, again.sheets.get(unit=V1), world.town)["1.2"]["self"].points == 3


def test_differences_and_bias(world: World, run: ScoringRun) -> None:
    own(world, run, Given(T1, "4.2", Decimal("5.00"), "都成功了"), by="town")
    paper(
        world, run, Given(T1, "4.2", Decimal("1.00"), "没盖章"), Given(T1, "4.1", Decimal("2.50"))
    )
    rules = rules_of(run, Level.TOWNSHIP)
    rows = differences(world.governance, run, Level.TOWNSHIP, rules)
    assert [(row.unit, row.indicator.code, row.spread) for row in rows] == [
        (T1, "4.2", Decimal("4.00"))
    ]
    found = {row.code: row for row in bias(world.governance, run, Level.TOWNSHIP, rules)}
    assert found["4.2"].scorer == "县司法局"
    assert (found["4.2"].own, found["4.2"].others) == (Decimal("20.0"), Decimal("25.0"))
    assert found["4.2"].few
    assert (found["4.1"].apart, found["4.1"].spread) == (Decimal("0.0"), Decimal("0.0"))


def at(run: ScoringRun, *parts: object) -> str:
    return "/".join(["/scores", str(run.uid), *map(str, parts)])


def test_the_page_of_a_unit(sign_in: SignIn, world: World, run: ScoringRun) -> None:
    client = sign_in("village")
    page = client.get(at(run, V1, "self"))
    assert page.status_code == 200
    assert "按比例" in page.text
    data = {"signer": "李秀云", f"{V1}-3.1-p": "5", f"{V1}-1.2-p": "4", f"{V1}-1.3-r": "四次都开了"}
    wrong = client.post(at(run, V1, "self"), data)
    assert wrong.status_code == 422
    assert "还没有填得分" in wrong.text
    assert 'value="四次都开了"' in wrong.text  # nothing typed is lost
    data |= {f"{V1}-1.3-p": "4"}
    wrong = client.post(at(run, V1, "self"), data)
    assert wrong.status_code == 422
    assert "与系统计算的 2.00 分不同，请写理由" in wrong.text
    done = client.post(at(run, V1, "self"), data | {f"{V1}-3.1-r": "多走了几户"})
    assert done.headers["Location"] == at(run, V1)
    assert "自评：多走了几户" in client.get(f"{at(run, V1)}?open=3.1").text
    assert sign_in("town").get(at(run, T2, "self")).status_code == 404
    assert sign_in("county").get(at(run, V1, "self")).status_code == 403


def test_the_page_of_departments(sign_in: SignIn, run: ScoringRun) -> None:
    client = sign_in("county")
    page = at(run, "departments")
    assert "县司法局" in client.get(page).text
    made = client.post(page, {"act": "issue", "department": "县司法局", "days": "14"})
    address = made.text.split('<dd class="digest"><b>')[1].split("<")[0]
    path = "/" + address.split("/", 3)[3]
    token = path.rsplit("/", 1)[1]
    slip = {"act": "slip", "department": "县司法局", "token": token}
    paper = client.post(page, slip)
    assert paper["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(paper.content)) as pdf:
        assert len(pdf.pages) == 1
    assert client.post(page, slip | {"token": "x" * 22}).status_code == 409
    assert sign_in("town").post(page, slip).status_code == 403
    nobody = Client()
    asked = nobody.get(path)
    assert asked.status_code == 200
    assert "甲一镇" in asked.text
    assert "县司法局" in asked.text
    data = {f"{T1}-4.2-p": "1", f"{T1}-4.3-p": "2"}
    assert nobody.post(path, data).status_code == 422
    sent = nobody.post(path, data | {"signer": "王五", f"{T1}-4.2-r": "没盖章"})
    assert "已经收到" in sent.text
    assert nobody.get(path).status_code == 404
    assert client.post(page, slip).status_code == 409  # answered, so the slip leads nowhere
    assert "王五" in client.get(page).text
    assert "退回重评" in client.get(f"{page}?department=县司法局").text
    back = {"act": "back", "department": "县司法局", "line": "4.2", "reason": "请补理由"}
    assert client.post(page, back).status_code == 302
    assert LineMark.objects.standing().filter(column="department").count() == 1
    assert client.post(page, back | {"reason": ""}).status_code == 422


def test_paper_and_villages_by_page(sign_in: SignIn, world: World, run: ScoringRun) -> None:
    page = at(run, "departments", "mark")
    county = sign_in("county")
    assert county.get(f"{page}?department=没有的局").status_code == 404
    assert county.get(f"{page}?department=县司法局").status_code == 200
    town = sign_in("town")
    assert "甲二村" in town.get(f"{page}?line=1.2").text
    data = {"signer": "刘长青", f"{V1}-1.2-p": "4", f"{V2}-1.2-p": "3"}
    assert town.post(f"{page}?line=1.2", data).status_code == 422
    assert town.post(f"{page}?line=1.2", data | {f"{V2}-1.2-r": "少一个"}).status_code == 302
    assert set(LineMark.objects.values_list("unit_id", "who")) == {
        (V1, "乡镇妇联 刘长青"), (V2, "乡镇妇联 刘长青")
    }  # fmt: skip
    assert not LineMark.objects.filter(unit=V3).exists()
    own(world, run, Given(V2, "1.2", Decimal("4.00")), by="town")
    assert "少一个" in sign_in("governance").get(f"{at(run, 'differences')}?level=5").text
