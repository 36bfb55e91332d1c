"""Protection cases: the chain, the report that cannot be skipped, papers, closing (domain E, L)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts import scope
from accounts.refusals import Forbidden, Invalid, NotTheMoment, Stale
from disputes import gating
from disputes.models import (
    Matter,
    ProtectionCase,
    ProtectionOrder,
    SafetyAnswer,
    WarningVisit,
)
from disputes.protection_calendar import owed_of
from disputes.queries.dispute import opened as opened_dispute
from disputes.queries.protection import safe_contact_of
from disputes.safety import BY_CODE, FACTORS, is_grave, urgency
from disputes.transitions import order as orders
from disputes.transitions import protection as verbs
from disputes.transitions import protection_end, safety
from disputes.transitions import shelter as helps
from disputes.transitions import warning as warnings
from disputes.transitions.dispute import accept, end
from disputes.transitions.opening import grant
from disputes.transitions.safety_check import Told, ask
from disputes.work import items
from tests.cast import World
from tests.disputes import cases as dispute_cases
from tests.disputes.cases import ago, consent
from tests.disputes.matters import BOTH, NEITHER, REASON, sealed_matter, sees
from tests.disputes.protections import (
    CHILD,
    WHY,
    again,
    answers,
    assess,
    assessed,
    closed,
    contacted,
    granted,
    planned,
    taken_case,
    tracked,
)


def jpeg() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return out.getvalue()


def test_the_chain_from_call_to_closing(world: World) -> None:
    case = closed(world)
    assert (case.status, case.level, case.ground) == ("closed", "low", "safe")
    assert case.matter.status == Matter.Status.DONE
    assert case.matter.route == "protection"
    assert case.assessments.count() == 2
    assert SafetyAnswer.objects.filter(answer="yes").count() == 2
    assert sees(world, "village", case.matter) == BOTH
    for who in ("village_mate", "county", "governance"):
        assert sees(world, who, case.matter) == NEITHER
    with scope.opened(world.town):
        protection_end.reopen(case, reason="对方又找上门来", by=world.town)
    case = again(case)
    assert (case.status, case.ground, case.review_on) == ("assessed", "", timezone.localdate())
    assert case.matter.status == Matter.Status.HANDLING
    assert "对方又找上门来" in case.close_words


def test_only_what_was_sorted_to_protection(world: World) -> None:
    row = sealed_matter(world)
    values: dict[str, Any] = {"relation": "spouse", "injury": "none", "police_called": "no"}
    with scope.opened(world.village), pytest.raises(NotTheMoment, match="分办"):
        verbs.take_case(row, by=world.village, **values)
    case = taken_case(world)
    with scope.opened(world.village), pytest.raises(NotTheMoment, match="已经登记"):
        verbs.take_case(case.matter, by=world.village, **values)
    with scope.opened(world.village_mate), pytest.raises(Http404):
        verbs.take_case(case.matter, by=world.village_mate, **values)


@pytest.mark.parametrize("wrong", ["relation", "injury", "police_called", "needs"])
def test_unknown_words_are_refused(world: World, wrong: str) -> None:
    typed: dict[str, Any] = {wrong: ["x"] if wrong == "needs" else "x"}
    with pytest.raises(Invalid):
        taken_case(world, **typed)


def test_the_safe_contact_comes_first(world: World) -> None:
    case = taken_case(world)
    with scope.opened(world.village):
        with pytest.raises(NotTheMoment, match="安全联系方式"):
            safety.assess(case, answers=answers(), level="low", reasons=WHY, by=world.village)
        contact = {"hours": "上午", "ask": "", "told": "无", "message": False, "by": world.village}
        with pytest.raises(Invalid):
            verbs.set_safe_contact(case, phone="", words="", **contact)  # type: ignore[arg-type]
        with pytest.raises(Invalid):
            verbs.set_safe_contact(case, phone="12", words="", **contact)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError), transaction.atomic():
        ProtectionCase.objects.filter(pk=case.pk).update(status="assessed", level="low")
    safe = safe_contact_of(case.matter)
    assert safe is not None
    assert not safe.allowed
    row = again(contacted(world))
    safe = safe_contact_of(row.matter)
    assert safe is not None
    assert (safe.call, safe.masked, safe.message) == ("13800138000", "138****8000", False)


def test_a_named_person_decides_the_level(world: World) -> None:
    case = contacted(world)
    with scope.opened(world.village):
        by = world.village
        for bad in (
            {"answers": {}, "level": "low"},
            {"answers": answers(), "level": "x"},
            {"answers": answers("choke"), "level": "low"},
            {"answers": answers(), "level": "low", "review_on": ago(-200)},
            {"answers": answers() | {"now": ("yes", ago(-2))}, "level": "high"},
        ):
            with pytest.raises(Invalid):
                safety.assess(case, reasons=WHY, by=by, **bad)
        with pytest.raises(Invalid):
            safety.assess(case, answers=answers(), level="low", reasons="嗯", by=by)
        made = safety.assess(case, answers=answers("choke"), level="high", reasons=WHY, by=by)
    assert made.urgency == BY_CODE["choke"].weight
    assert made.review_on == timezone.localdate() + timedelta(days=7)
    assert made.assessed_by == world.village


def test_weights_only_order() -> None:
    assert len({f.code for f in FACTORS}) == len(FACTORS)
    assert urgency(["now", "now", "x"]) == BY_CODE["now"].weight
    assert is_grave(["drink", "kill"])
    assert not is_grave(["drink"])


def test_the_report_cannot_be_skipped(world: World) -> None:
    """Art. 14: a child is there, so the police come first, and every next step is refused."""
    case = contacted(world, children=[CHILD])
    assess(world, case)
    case = again(case)
    assert case.report_owed
    day = timezone.localdate()
    with scope.opened(world.village):
        by = world.village
        for step in (
            lambda: safety.plan_step(case, kind="self", what="准备", who="她", due_on=day, by=by),
            lambda: orders.prepare_order(case, applicant="self", court="法院", by=by),
            lambda: warnings.record_warning(case, number="1", station="所", issued_on=day, by=by),
            lambda: helps.take_into_shelter(case, shelter="甲县庇护中心", since=day, by=by),
            lambda: helps.mediate_besides(case, kind="marriage", by=by),
        ):
            with pytest.raises(NotTheMoment, match="第十四条"):
                step()
    with scope.opened(world.town), pytest.raises(NotTheMoment, match="第十四条"):
        protection_end.close(case, ground="unfounded", words="没有这回事情", by=world.town)
    with scope.opened(world.village):
        found = case.child_found_at
        assert found is not None
        told: dict[str, Any] = {
            "station": "甲一派出所",
            "receiver": "警号 123",
            "by": world.village,
        }
        with pytest.raises(Invalid, match="凭证"):
            verbs.report(case, reported_at=timezone.now(), **told)
        with pytest.raises(Invalid):
            verbs.report(case, reported_at=timezone.now() + timedelta(hours=1), **told)
        with pytest.raises(Invalid, match="只收照片"):
            verbs.report(case, reported_at=timezone.now(), proof_photo=b"x", **told)
        made = verbs.report(case, reported_at=timezone.now(), proof_photo=jpeg(), **told)
        assert made.has_photo
        assert not made.late_reason
        with pytest.raises(NotTheMoment, match="已经登记"):
            verbs.report(case, reported_at=timezone.now(), proof_words="有", **told)
    case = again(case)
    assert not case.report_owed
    with scope.opened(world.village):
        safety.plan_step(case, kind="children", what="送外婆家", who="村妇联", due_on=day,
                        by=world.village)  # fmt: skip


def test_a_late_report_says_why(world: World) -> None:
    found = timezone.now() - timedelta(hours=3)
    case = contacted(world, children=[CHILD], child_found_at=found)
    told: dict[str, Any] = {
        "station": "甲一派出所", "receiver": "王警官", "proof_words": "警情 1", "by": world.village,
    }  # fmt: skip
    with scope.opened(world.village):
        with pytest.raises(Invalid, match="理由"):
            verbs.report(case, reported_at=timezone.now(), **told)
        made = verbs.report(
            case, reported_at=timezone.now(), late_reason="山区没有信号，回来才报", **told
        )
    assert made.late_reason


def test_a_child_found_later_starts_the_duty(world: World) -> None:
    case = assessed(world)
    assert not case.report_owed
    with scope.opened(world.village):
        with pytest.raises(NotTheMoment, match="不用报告"):
            verbs.report(
                case, reported_at=timezone.now(), station="所", receiver="警", proof_words="有",
                by=world.village,
            )  # fmt: skip
        verbs.add_person(case, person=CHILD, by=world.village)
    assert again(case).report_owed


def test_an_opening_only_reads(world: World) -> None:
    case = assessed(world)
    with scope.opened(world.town):
        grant(case.matter, person=world.county, hours=2, reason=REASON, by=world.town)
    with scope.opened(world.county):
        assert ProtectionCase.objects.visible_to(world.county).filter(pk=case.pk).exists()
        for step in (
            lambda: protection_end.visit(
                case, way="call", safety="safe", words="都还平稳", by=world.county
            ),
            lambda: protection_end.close(case, ground="safe", words="都还平稳着", by=world.county),
            lambda: protection_end.refuse_reporter(case, asker="某人", by=world.county),
        ):
            with pytest.raises(Forbidden, match="限时"):
                step()


def test_stale_and_wrong_moments(world: World) -> None:
    case = taken_case(world)
    with scope.opened(world.village):
        with pytest.raises(Stale):
            verbs.add_person(case, person=CHILD, by=world.village, version=99)
        for step in (
            lambda: safety.plan_step(
                case, kind="self", what="准备", who="她", due_on=ago(0), by=world.village
            ),
            lambda: protection_end.visit(
                case, way="call", safety="safe", words="平稳平稳", by=world.village
            ),
            lambda: orders.prepare_order(case, applicant="self", court="法", by=world.village),
        ):
            with pytest.raises(NotTheMoment, match="求助"):
                step()
        with pytest.raises(Forbidden):
            protection_end.close(case, ground="safe", words="都还平稳着", by=world.village)
    done = closed(world)
    with scope.opened(world.village), pytest.raises(NotTheMoment, match="已结案"):
        protection_end.visit(done, way="call", safety="safe", words="平稳平稳", by=world.village)
    with scope.opened(world.town), pytest.raises(NotTheMoment, match="求助"):
        protection_end.close(case, ground="safe", words="都还平稳着", by=world.town)
    with scope.opened(world.town), pytest.raises(NotTheMoment):
        protection_end.reopen(case, reason=REASON, by=world.town)


def test_closing_names_what_is_open(world: World) -> None:
    case = planned(world)
    granted(world, case)
    with scope.opened(world.village):
        warnings.record_warning(
            case, number="1号", station="所", issued_on=ago(1), by=world.village
        )
        helps.take_into_shelter(case, shelter="甲县庇护中心", since=ago(1), by=world.village)
    with scope.opened(world.town), pytest.raises(NotTheMoment) as refusal:
        protection_end.close(case, ground="safe", words="都还平稳着", by=world.town)
    for words in ("再评估", "走访", "保护令", "告诫书", "庇护", "安全计划"):
        assert words in refusal.value.sentence


def test_an_order_from_help_to_breach(world: World) -> None:
    case = planned(world)
    order = granted(world, case, decided_on=ago(1))
    by = world.village
    assert order.protects(timezone.localdate())
    assert [m for m, has in order.evidence_rows if has] == ["公安机关出具的告诫书、行政处罚决定书"]
    assert len(order.evidence_rows) == 11
    with scope.opened(by):
        with pytest.raises(NotTheMoment):
            orders.withdraw_order(order, words="不想申请了", by=by)
        orders.serve_order(order, served_applicant_on=ago(0), served_police_on=ago(0), by=by)
        with pytest.raises(Invalid):
            orders.serve_order(order, served_village_on=ago(5), by=by)
        with pytest.raises(Invalid):
            orders.serve_order(order, by=by)
        breach = orders.record_breach(
            order, happened_on=ago(0), words="到单位门口守候", police_told_at=timezone.now(),
            station="甲一派出所", by=by,
        )  # fmt: skip
        with pytest.raises(Invalid, match="有效期"):
            orders.record_breach(
                revoked(order, by), happened_on=ago(0), words="到单位门口守候", station="所",
                police_told_at=timezone.now(), by=by,
            )  # fmt: skip
    assert breach.order == order
    assert again(case).review_on == timezone.localdate()


def revoked(order: ProtectionOrder, by: Any) -> ProtectionOrder:
    """The order taken back today."""
    return orders.revoke_order(order, on=ago(0), words="她自己申请撤销", by=by)


@pytest.mark.parametrize(
    ("decided", "months", "last"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 3, 15), 6, date(2026, 9, 15)),
    ],
)
def test_the_last_valid_day(world: World, decided: date, months: int, last: date) -> None:
    """K5: six months from 31 August end on 28 or 29 February, and that day still protects."""
    order = granted(world, planned(world), decided_on=decided, months=months)
    assert order.last_on == last
    assert order.protects(last)
    assert not order.protects(last + timedelta(days=1))
    assert ProtectionOrder.objects.in_force(last).count() == 1
    assert not ProtectionOrder.objects.in_force(last + timedelta(days=1)).exists()


def test_refused_extended_reviewed(world: World) -> None:
    case, by = planned(world), world.village
    with scope.opened(by):
        order = orders.prepare_order(case, applicant="federation", court="甲县法院", by=by)
        with pytest.raises(NotTheMoment, match="已有一份"):
            orders.prepare_order(case, applicant="self", court="甲县法院", by=by)
        with pytest.raises(NotTheMoment):
            orders.grant_order(
                order, decided_on=ago(0), number="1", measures=["stop"], months=6, by=by
            )
        orders.apply_for_order(
            order, applied_at=timezone.now(), evidence=["medical"], urgent=False, by=by
        )
        orders.refuse_order(order, decided_on=ago(0), words="证据不足，法院驳回", by=by)
        orders.ask_review(order, on=ago(0), by=by)
        with pytest.raises(NotTheMoment, match="一次"):
            orders.ask_review(order, on=ago(0), by=by)
    good = granted(world, case)
    with scope.opened(by):
        other = orders.extend_order(good, court="甲县法院", applicant="self", by=by)
        orders.apply_for_order(other, applied_at=timezone.now(), evidence=[], urgent=False, by=by)
        wrong: list[dict[str, Any]] = [{"months": 7}, {"measures": []}, {"measures": ["x"]}]
        for bad in wrong:
            values: dict[str, Any] = {"months": 6, "measures": ["stop"], "number": "2"} | bad
            with pytest.raises(Invalid):
                orders.grant_order(other, decided_on=ago(0), by=by, **values)
    assert ProtectionOrder.objects.get(before=good).before == good


def test_a_warning_plans_its_visits(world: World) -> None:
    case, by = planned(world), world.village
    with scope.opened(by):
        warning = warnings.record_warning(
            case, number="甲公告诫〔2026〕1号", station="甲一派出所", issued_on=ago(10), by=by,
            facts="推搡", served_victim_on=ago(9),
        )  # fmt: skip
        with pytest.raises(Invalid):
            warnings.record_warning(
                case, number="2号", station="所", issued_on=ago(1), served_victim_on=ago(3), by=by
            )
    visits = list(warning.visits.all())
    assert visits[0].due_on == ago(3)
    assert len(visits) == 4
    assert [v.is_missed(timezone.localdate()) for v in visits] == [True, False, False, False]
    with scope.opened(by):
        warnings.record_warning_visit(
            visits[0], visited_on=ago(0), visitors="李警官、村执委", found="双方都平静", by=by
        )
        with pytest.raises(NotTheMoment):
            warnings.record_warning_visit(
                visits[0], visited_on=ago(0), visitors="李警官", found="双方都平静", by=by
            )
    assert WarningVisit.objects.filter(visited_on=None).count() == 3


def test_shelter_appraisal_and_legal_aid(world: World) -> None:
    case, by = planned(world), world.village
    with scope.opened(by):
        stay = helps.take_into_shelter(
            case, shelter="甲县庇护中心", since=ago(2), until=ago(-5), children=1, by=by,
            risk="对方在找她",
        )  # fmt: skip
        with pytest.raises(NotTheMoment):
            helps.take_into_shelter(case, shelter="甲县庇护中心", since=ago(1), by=by)
        with pytest.raises(Invalid):
            helps.leave_shelter(stay, left_on=ago(5), exit_plan="回父母家住", by=by)
        helps.leave_shelter(stay, left_on=ago(0), exit_plan="回父母家住", by=by)
        with pytest.raises(NotTheMoment):
            helps.leave_shelter(stay, left_on=ago(0), exit_plan="回父母家住", by=by)
        for asked in (
            helps.ask_appraisal(case, body="甲县公安局法医室", asked_on=ago(2), by=by),
            helps.ask_legal_aid(case, body="甲县法律援助中心", asked_on=ago(2), by=by),
        ):
            with pytest.raises(Invalid):
                helps.record_result(asked, result_on=ago(4), result="轻微伤", by=by)
            helps.record_result(asked, result_on=ago(0), result="轻微伤", by=by)
            with pytest.raises(NotTheMoment):
                helps.record_result(asked, result_on=ago(0), result="轻微伤", by=by)


def test_mediation_besides_stays_protection(world: World) -> None:
    case, by = planned(world), world.village
    with scope.opened(by):
        dispute = helps.mediate_besides(case, kind="marriage", by=by)
        with pytest.raises(NotTheMoment):
            helps.mediate_besides(case, kind="marriage", by=by)
        consent(dispute, by, on=ago(0))
        accept(dispute=dispute, by=by)
        end(
            dispute=dispute,
            ending="failed",
            reason="差距太大谈不拢",
            remedies_told_on=ago(0),
            by=by,
        )
    row = Matter.objects.get(pk=case.matter_id)
    assert (row.route, row.status, row.sealed) == ("protection", "handling", True)
    assert sees(world, "village_mate", row) == NEITHER


def test_who_reported_is_never_told(world: World) -> None:
    case = taken_case(world)
    with scope.opened(world.village):
        made = protection_end.refuse_reporter(case, asker="姜大强的哥哥", by=world.village)
        with pytest.raises(Invalid):
            protection_end.refuse_reporter(case, asker=" ", by=world.village)
    assert made.answered_by == world.village
    assert "保密" in protection_end.REFUSAL


def test_what_is_due_is_said_quietly(world: World) -> None:
    case = contacted(world, children=[CHILD])
    order_case = planned(world)
    granted(world, order_case, decided_on=ago(170))
    fresh = {c.pk: c for c in (again(case), again(order_case))}
    assert any(o.at for o in owed_of(fresh[case.pk], timezone.localdate()))
    said = items(world.village, timezone.localdate())
    mine = [i for i in said if "/protection" in i.url]
    assert {"来件待报告", "来件有一项快到期", "来件有一项待完成"} <= {i.title for i in mine}
    for item in mine:
        assert not any(word in item.title for word in ("暴", "权益", "保护", "告诫", "庇护"))
    others = items(world.village_mate, timezone.localdate())
    assert not [i for i in others if "/protection" in i.url]


Sign = Callable[[str], Client]


def test_the_page_shows_contact_first_and_the_next_step(world: World, sign_in: Sign) -> None:
    case = contacted(world, children=[CHILD])
    url = reverse("disputes:protection_detail", args=[case.matter.uid])
    page = sign_in("village").get(url).content.decode()
    assert page.index("只按这样联系她") < page.index("来件内容")
    assert "13800138000" not in page
    assert "不要留言" in page
    assert "登记向公安机关报告" in page
    assert "data-leave" in page
    assert "<title>权益保护" in page
    assert sign_in("village_mate").get(url).status_code == 404
    answer = sign_in("village").get(url)
    assert answer.headers["Cache-Control"] == "no-store"
    refused = sign_in("village").get(reverse("disputes:case_plan", args=[case.matter.uid]))
    assert refused.status_code == 409


def test_every_step_by_page(world: World, sign_in: Sign) -> None:
    case = taken_case(world)
    client, uid = sign_in("village"), case.matter.uid

    def post(view: str, key: Any = uid, **typed: Any) -> None:
        typed["version"] = again(case).version
        url = reverse(f"disputes:{view}", args=[key])
        shown = client.get(url)
        assert shown.status_code == 200, (view, shown.status_code)
        answer = client.post(url, typed)
        assert answer.status_code == 302, (view, answer.content.decode()[-3000:])

    today = timezone.localdate()
    post("case_contact", phone="13800138000", hours="上午", told="无", message="no")
    factors = {f"factor_{f.code}": "no" for f in FACTORS}
    post("case_assess", assessed_on=today, level="medium", reasons=WHY, **factors)
    post("case_plan", kind="self", what="准备", who="她", due_on=today)
    post("step_done", case.plan.get().uid, done_on=today, result="已经准备好")
    post("order_new", applicant="self", court="甲县法院", evidence=["medical"])
    order = case.orders.get()
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    post("order_apply", order.uid, applied_at=now, evidence=["medical"])
    post("order_grant", order.uid, decided_on=today, number="1号", measures=["stop"], months=6)
    post("order_serve", order.uid, served_village_on=today)
    post("order_breach", order.uid, happened_on=today, words="守在单位门口", station="所",
         police_told_at=now)  # fmt: skip
    post("order_review", order.uid, on=today)
    post("order_revoke", order.uid, on=today, words="她自己申请的")
    post("warning_new", number="1号", station="所", issued_on=today)
    visit = WarningVisit.objects.order_by("due_on")[0]
    post("warning_visit", visit.uid, visited_on=today, visitors="李", found="双方都平静")
    post("stay_new", shelter="甲县庇护中心", since=today, children=0)
    post("stay_leave", case.stays.get().uid, left_on=today, exit_plan="回父母家住")
    post("appraisal_new", body="法医室", asked_on=today)
    post("appraisal_result", case.appraisals.get().uid, result_on=today, result="轻微伤")
    post("legal_aid_new", body="援助中心", asked_on=today)
    post("legal_aid_result", case.legal_aids.get().uid, result_on=today, result="已指派律师")
    post("case_mediate", kind="marriage")
    post("case_visit", visited_on=today, way="office", safety="safe", words="近来平稳")
    post("case_asker", asked_on=today, asker="邻居")
    post("case_person", name="小雨", capacity="none")
    post("case_report", reported_at=now, station="所", receiver="警", proof_words="警情 1")
    assert client.get(reverse("disputes:protection_calendar")).status_code == 200
    page = client.get(reverse("disputes:protection_detail", args=[uid])).content.decode()
    for words in ("最后有效日", "甲县庇护中心（地址不登记）", "轻微伤", "已指派律师", "警情 1"):
        assert words in page
    listing = client.get(reverse("disputes:protection_list")).content.decode()
    assert "家暴" not in listing
    assert "保护令" not in listing
    world.users["village"] = world.town
    town, post_close = sign_in("village"), reverse("disputes:case_close", args=[uid])
    typed = {"closed_on": today, "ground": "handed", "words": "转由公安办理"}
    answer = town.post(post_close, typed | {"version": again(case).version})
    assert answer.status_code == 409
    assert "再评估" in answer.content.decode()


def test_the_complaint_by_page(world: World, sign_in: Sign) -> None:
    from disputes.transitions.protecting import protect

    matter = sealed_matter(world)
    with scope.opened(world.village):
        protect(matter, by=world.village)
    url = reverse("disputes:case_take", args=[matter.uid])
    client = sign_in("village")
    typed = {"relation": "spouse", "injury": "none", "police_called": "no", "has_child": "on"}
    assert client.post(url, typed).status_code == 422
    assert client.post(url, typed | {"child_0": "小雨"}).status_code == 302
    case = ProtectionCase.objects.get(matter=matter)
    assert case.report_owed
    assert again(tracked(world)).status == "tracking"


def test_the_list_asks_a_fixed_number_of_queries(
    world: World, sign_in: Sign, django_assert_max_num_queries: Any
) -> None:
    for _turn in range(3):
        contacted(world)
    client = sign_in("village")
    client.get(reverse("disputes:protection_list"))
    with django_assert_max_num_queries(28):
        client.get(reverse("disputes:protection_list"))


def test_the_gate_of_its_own_mediation_reads_the_file(world: World) -> None:
    """An order in force forbids contact though nobody mentioned one when safety was asked about;
    a mediation elsewhere is told nothing of the file (C6)."""
    case, by = tracked(world), world.village
    with scope.opened(by):
        dispute = helps.mediate_besides(case, kind="marriage", by=by)
    ask(dispute=dispute, told=Told(subjects=("support",)), on=ago(0), by=by)
    before = gating.facts_of(opened_dispute(by, dispute.uid))
    assert (before.violence_known, before.safe_contact) == (True, True)
    assert not before.contact_forbidden
    granted(world, case)
    after = gating.facts_of(opened_dispute(by, dispute.uid))
    assert after.contact_forbidden
    other = dispute_cases.accepted(world)
    assert not gating.facts_of(opened_dispute(by, other.uid)).violence_known
