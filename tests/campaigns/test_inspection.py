"""双随机: sealed before it is seen, drawn by a rule a stranger's program repeats; findings are put
right by one person and looked at again by another."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.http import Http404
from django.test import Client

from accounts import scope
from accounts.models import Posting, User
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.roles import Role
from campaigns import draw_rule, task_work
from campaigns.draw_rule import Candidates, Measure
from campaigns.models import (
    Deduction,
    DeductionScale,
    Draw,
    Finding,
    InspectionTarget,
    KeptFile,
    Rectification,
    RectificationOrder,
)
from campaigns.transitions import draw as draws
from campaigns.transitions import finding as findings
from campaigns.transitions import inspection as verbs
from campaigns.transitions import rectification as rounds
from campaigns.transitions.rectification import Done
from households.models import Household, Kinship
from tests.campaigns.tasks import finding, inspection, ordered, sealed, today
from tests.cast import World, build
from tests.pictures import jpeg

REDRAW = Path(settings.BASE_DIR) / "templates/campaigns/draw/redraw.py.txt"


def homes(world: World, count: int = 6) -> list[Household]:
    return Household.objects.bulk_create(
        Household(
            village_id=code,
            number=f"{n:04}",
            head_name="某户",
            registered_on=today() - timedelta(days=30),
        )
        for code in (990101100201, 990101100202, 990101101201)
        for n in range(1, count + 1)
    )


def drawn(world: World, **measure: int) -> Draw:
    row = sealed(world, inspection(world), **measure)
    return draws.perform(row, by=world.county, public_words="20260725")


def test_nothing_is_known_before_the_seal_is_opened(world: World) -> None:
    homes(world)
    row = sealed(world, inspection(world))
    assert row.status == Draw.Status.SEALED
    assert row.list_hash == hashlib.sha256(row.listed.encode()).hexdigest()
    assert row.seed_hash == hashlib.sha256(row.secret.encode()).hexdigest()
    with pytest.raises(NotTheMoment):
        draws.export(row)
    assert not InspectionTarget.objects.exists()
    done = draws.perform(row, by=world.county, public_words="7 15 3")
    assert done.seed == f"{row.secret}+7153"
    with pytest.raises(NotTheMoment):
        draws.perform(row, by=world.county)


def test_another_program_repeats_the_draw(world: World, tmp_path: Path) -> None:
    homes(world)
    row = drawn(world, homes=3)
    listed = tmp_path / "draw.txt"
    listed.write_text(draws.export(row), encoding="utf-8")
    # The very program that is printed on the page, in a bare interpreter, far from this house.
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-c", REDRAW.read_text(encoding="utf-8"), str(listed)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
        check=True,
    ).stdout.splitlines()
    assert told[0].endswith(row.list_hash)
    assert told[1].endswith(row.seed_hash)
    assert told[2:-1] == row.result.splitlines()
    assert told[-1] == "一致"
    assert len(told) > 4


def test_a_shell_repeats_a_lot(world: World) -> None:
    shell = "printf %s '5eed+1:320322101201' | sha256sum | cut -d' ' -f1"
    out = subprocess.run(
        shell, shell=True, capture_output=True, text=True, check=True
    ).stdout.strip()
    assert out == draw_rule.lot("5eed+1", "320322101201")


def test_a_changed_list_is_noticed(world: World, tmp_path: Path) -> None:
    homes(world)
    text = draws.export(drawn(world))
    line = next(row for row in text.splitlines() if row.startswith("V\t"))
    assert draw_rule.digest(text.replace(line, line.replace("V\t", "V\tx"))) != draw_rule.digest(
        text
    )
    changed = text.replace("K\t", "K\t", 1).replace("\nM\t1", "\nM\t2", 1)
    listed = tmp_path / "draw.txt"
    listed.write_text(changed, encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-c", REDRAW.read_text(encoding="utf-8"), str(listed)],
        capture_output=True, text=True, encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"}, check=True,
    ).stdout.splitlines()  # fmt: skip
    assert told[-1] == "不一致"


def test_whoever_is_posted_or_tied_there_stands_aside(world: World) -> None:
    home = homes(world)[0]
    Kinship.objects.create(
        person=world.auditor,
        household=home,
        village_id=home.village_id,
        kind="kin",
        since=today(),
        declared_by=world.auditor,
    )
    village = world.village_one
    bound = verbs.aside_of([world.auditor, world.town, world.town_next, world.county], [village])
    assert bound == {(world.auditor.pk, village.code), (world.town.pk, village.code)}
    row = inspection(world, "unannounced")
    with pytest.raises(Invalid):
        verbs.assign_village(row, village=village, inspector=world.auditor, by=world.county)
    for seed in range(40):
        found = Candidates(
            Measure(3, 1, 9, 0),
            {str(c): "-" for c in (990101100201, 990101100202, 990101101201)},
            [str(p.pk) for p in (world.auditor, world.town, world.town_next)],
            frozenset(
                (str(p), str(v))
                for p, v in verbs.aside_of(
                    [world.auditor, world.town, world.town_next],
                    [world.village_one, world.village_two, world.village_far],
                )
            ),
        )
        for one in draw_rule.draw(found, str(seed)):
            assert not {(p, one.village) for p in one.people} & found.aside


def test_too_few_people_is_said_and_nothing_is_drawn(world: World) -> None:
    User.objects.filter(username__in=["auditor", "governance_lead"]).update(is_active=False)
    row = sealed(world, inspection(world), people=2, most=1, villages=2)
    with pytest.raises(Invalid):
        draws.perform(row, by=world.county)
    assert not InspectionTarget.objects.exists()


def test_drawing_again_needs_a_reason_and_both_stay(world: World) -> None:
    round_ = inspection(world)
    first = draws.perform(sealed(world, round_), by=world.county)
    with pytest.raises(Invalid):
        sealed(world, round_)
    again = draws.seal(
        round_,
        measure=Measure(1, 1, 5, 0),
        by_township=True,
        reason="名录漏了新村",
        by=world.county,
    )
    assert again.ordinal == 2
    first.refresh_from_db()
    assert first.status == Draw.Status.REPLACED
    assert first.result
    draws.perform(again, by=world.county)
    waiting = InspectionTarget.objects.filter(status="waiting").first()
    assert waiting is not None
    assert waiting.draw_id == again.pk
    answer(world, waiting, waiting.inspector)
    with pytest.raises(NotTheMoment):
        draws.seal(
            round_,
            measure=Measure(1, 1, 5, 0),
            by_township=True,
            reason="对结果不满意",
            by=world.county,
        )


@pytest.mark.parametrize("who", ["town", "village", "governance", "auditor"])
def test_only_the_county_draws(world: World, who: str) -> None:
    row = sealed(world, inspection(world))
    with pytest.raises((Forbidden, Http404)):
        draws.perform(row, by=world.users[who])
    with pytest.raises(Http404):
        draws.perform(row, by=world.county_other)


def named(world: World, inspector: User) -> InspectionTarget:
    row = inspection(world, "unannounced")
    return verbs.assign_village(
        row, village=world.village_one, inspector=inspector, by=world.county
    )


def answer(world: World, target: InspectionTarget, by: User, **told: str) -> InspectionTarget:
    answers = {i["code"]: {"answer": "no", "words": "没有"} for i in target.items}
    return verbs.answer_target(target, answers=answers, words="", visited_on=today(), by=by)


def test_the_village_knows_only_after_it_was_looked_at(world: World) -> None:
    target = named(world, world.town_next)
    assert InspectionTarget.objects.visible_to(world.town_next).exists()
    for who in (world.village, world.town, world.county_other):
        assert not InspectionTarget.objects.visible_to(who).exists()
    with pytest.raises(Forbidden):
        answer(world, target, world.county)
    with pytest.raises(Http404):
        answer(world, target, world.town)
    answer(world, target, world.town_next)
    assert InspectionTarget.objects.visible_to(world.village).exists()
    with pytest.raises(NotTheMoment):
        answer(world, target, world.town_next)


def test_the_second_inspector_sees_it_from_where_she_works(world: World) -> None:
    """Drawn in pairs they come from two townships; each sees what both were drawn for."""

    def seen(reader: User) -> bool:
        """By the database alone: no query of ours says which rows."""
        with scope.opened(reader), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM campaigns_inspectiontarget")
            found = cursor.fetchone()
        return bool(found and found[0])

    row = inspection(world, kind="unannounced")
    target = verbs.assign_village(
        row, village=world.village_one, inspector=world.county, partner=world.town_next,
        by=world.county,
    )  # fmt: skip
    assert (target.home_id, target.partner_home_id) == (990101000000, 990101101000)
    assert InspectionTarget.objects.visible_to(world.town_next).get() == target
    assert seen(world.town_next)
    assert not seen(world.town)
    with scope.opened(world.town_next):
        verbs.answer_target(
            target,
            answers={i["code"]: {"answer": "yes"} for i in target.items},
            words="",
            visited_on=today(),
            photos_owed=2,
            by=world.town_next,
        )
        file = verbs.add_photo(target, data=jpeg(), title="", by=world.town_next)
        assert file.place_id == 990101101000
        owed = [i for i in task_work.items(world.town_next, today()) if "补照片" in i.title]
        assert ["还有 1 张" in i.title for i in owed] == [True]
        verbs.add_photo(target, data=jpeg(), title="", by=world.town_next)
        assert not [i for i in task_work.items(world.town_next, today()) if "补照片" in i.title]
    assert KeptFile.objects.visible_to(world.county).filter(target=target).count() == 2
    assert not KeptFile.objects.visible_to(world.village).exists()


def test_a_household_stays_with_the_county(world: World) -> None:
    homes(world)
    drawn(world, homes=2)
    home = InspectionTarget.objects.filter(household__isnull=False).first()
    assert home is not None
    answer(world, home, home.inspector)
    for name in ("village", "village_next", "town", "town_next"):
        who = world.users[name]
        seen = InspectionTarget.objects.visible_to(who).filter(household__isnull=False)
        assert set(seen.values_list("home_id", flat=True)) <= {
            p.division_id for p in who.postings_today
        }


def test_every_item_is_answered_and_a_no_says_why(world: World) -> None:
    target = named(world, world.town_next)
    with pytest.raises(Invalid) as refusal:
        verbs.answer_target(
            target,
            answers={"1": {"answer": "no"}},
            words="",
            visited_on=today(),
            by=world.town_next,
        )
    assert set(refusal.value.errors) == {"words_1", "answer_2"}


# Problems


def done(days: int = 0) -> Done:
    return Done("已补齐", today() - timedelta(days=days), (jpeg(),), (jpeg(),))


def test_an_order_is_numbered_without_gaps(world: World) -> None:
    one, two = finding(world), finding(world, words="值班电话无人接")
    assert ordered(world, one).order.title.endswith("1号")  # type: ignore[union-attr]
    with pytest.raises(NotTheMoment):
        ordered(world, one)
    far = finding(world, place=world.village_far)
    with pytest.raises(Invalid):
        findings.order(
            world.campaign, findings=[two, far], asked="一起整改", due_on=today() + timedelta(3),
            by=world.county,
        )  # fmt: skip
    ordered(world, two)
    assert list(RectificationOrder.objects.order_by("number").values_list("number", flat=True)) == [
        1,
        2,
    ]


def test_the_rectifier_never_looks_again_herself(world: World) -> None:
    row = ordered(world, finding(world))
    with pytest.raises(Forbidden):
        rounds.rectify(row, done=done(), by=world.town)
    with pytest.raises(Invalid):
        rounds.rectify(row, done=Done("已补齐", today()), by=world.village)
    rounds.rectify(row, done=done(), by=world.village)
    for who in (world.village, world.village_mate):
        with pytest.raises(Forbidden):
            rounds.recheck(row, passed=True, words="看过了，好了", by=who)
    rounds.recheck(row, passed=True, words="看过了，好了", by=world.town)
    row.refresh_from_db()
    assert row.status == Finding.Status.CLOSED
    with pytest.raises(NotTheMoment):
        rounds.recheck(row, passed=True, words="再看一次", by=world.county)
    assert not Deduction.objects.exists()


def test_one_person_with_two_posts_does_not_judge_her_own_work(world: World) -> None:
    Posting.build(
        user=world.village,
        role=Role.TOWNSHIP_FEDERATION,
        division=world.township,
        since=today() - timedelta(days=9),
        until=None,
        by=world.system,
    ).save()
    row = ordered(world, finding(world))
    both = User.objects.get(pk=world.village.pk)
    rounds.rectify(row, done=done(), by=both)
    with pytest.raises(Forbidden):
        rounds.recheck(row, passed=True, words="我自己看过了", by=both)


def test_unrectified_costs_and_again_costs_double(world: World) -> None:
    row = ordered(world, finding(world))
    for ordinal in (1, 2):
        rounds.rectify(row, done=done(), by=world.village)
        rounds.recheck(
            row, passed=False, words="还是没有补", next_due=today() + timedelta(3), by=world.town
        )
        row.refresh_from_db()
        assert (row.status, row.repeats) == (Finding.Status.ORDERED, ordinal)
    events = Deduction.objects.order_by("ordinal").values_list("kind", "points")
    assert [(k, str(p)) for k, p in events] == [("unrectified", "0.50"), ("again", "1.00")]
    findings.drop_finding(row, reason="经申诉不成立", by=world.county)
    assert not Deduction.objects.filter(is_live=True).exists()


def test_weights_are_versions_and_what_is_recorded_keeps_its_own(world: World) -> None:
    from decimal import Decimal

    row = ordered(world, finding(world))
    rounds.rectify(row, done=done(), by=world.village)
    findings.set_scale(
        world.county_division,
        starts=today(),
        found=Decimal("0.25"),
        unrectified=Decimal("0.5"),
        again=Decimal("2"),
        reason="县督考办〔2026〕3号",
        by=world.county,
    )
    rounds.recheck(
        row, passed=False, words="还没有改", next_due=today() + timedelta(3), by=world.town
    )
    finding(world, words="又一个问题")
    assert set(Deduction.objects.values_list("scale__number", flat=True)) == {2}
    assert DeductionScale.objects.count() == 2
    with pytest.raises(Forbidden):
        findings.set_scale(
            world.county_division, starts=today(), found=Decimal(0), unrectified=Decimal(0),
            again=Decimal(0), reason="不扣分了", by=world.governance,
        )  # fmt: skip


def test_nothing_handed_in_can_only_fail_and_only_when_late(world: World) -> None:
    row = ordered(world, finding(world))
    with pytest.raises(NotTheMoment):
        rounds.recheck(row, passed=False, words="去看过了", by=world.town)
    Finding.objects.filter(pk=row.pk).update(due_on=today() - timedelta(days=1))
    with pytest.raises(Invalid):
        rounds.recheck(row, passed=True, words="算了吧", by=world.town)
    rounds.recheck(
        row, passed=False, words="什么也没有动", next_due=today() + timedelta(days=3), by=world.town
    )
    assert Rectification.objects.get().done_by is None


# Pages


def test_a_round_is_clicked_through(world: World, sign_in: Callable[[str], Client]) -> None:
    homes(world)
    county = sign_in("county")
    page = county.get("/inspections/new")
    typed = {
        "kind": "random",
        "title": "年中抽查",
        "starts": today().isoformat(),
        "ends": today().isoformat(),
        "village_items": page.context["form"].initial["village_items"],
        "home_items": page.context["form"].initial["home_items"],
    }
    here = county.post("/inspections/new", typed)["Location"]
    numbers = {"villages": 1, "by_township": "on", "people": 1, "most": 5, "homes": 2}
    assert county.post(f"{here}/seal", numbers).status_code == 302
    row = Draw.objects.get()
    assert row.secret not in county.get(f"/draws/{row.uid}").content.decode()
    assert county.get(f"/draws/{row.uid}?as=list").status_code == 409
    assert county.post(f"/draws/{row.uid}", {"version": 1}).status_code == 302
    shown = county.get(f"/draws/{row.uid}").content.decode()
    assert row.secret in shown
    printed = re.search(r"<pre>(.*?)</pre>", shown, re.DOTALL)
    assert printed is not None
    assert printed[1] == REDRAW.read_text(encoding="utf-8")
    assert county.get(f"/draws/{row.uid}?as=pdf").content.startswith(b"%PDF")
    assert county.get(here).status_code == 200
    target = InspectionTarget.objects.filter(household=None).first()
    assert target is not None
    client = Client()
    client.force_login(target.inspector)
    assert target.code in client.get("/inspections/").content.decode()
    typed = {"version": "1", "visited_on": today().isoformat(), "words": ""}
    for item in target.items:
        typed |= {f"answer_{item['code']}": "no", f"words_{item['code']}": "无人接听"}
    assert client.post(f"/targets/{target.uid}", typed).status_code == 302
    assert client.post(f"/targets/{target.uid}", typed).status_code == 409
    form = county.get(f"/findings/new?target={target.uid}&item=2").context["form"]
    assert "无人接听" in form.initial["words"]
    data = {k: str(v) for k, v in form.initial.items()} | {"responsible": ""}
    assert county.post(f"/findings/new?target={target.uid}&item=2", data).status_code == 302
    row2 = Finding.objects.get()
    due = (today() + timedelta(days=9)).isoformat()
    order = {"findings": [str(row2.uid)], "asked": "安排人值守", "due_on": due}
    assert county.post("/findings/order", order).status_code == 302
    paper = RectificationOrder.objects.get()
    assert county.get(f"/rectification-orders/{paper.uid}").content.startswith(b"%PDF")
    for path in ("/findings/", f"/findings/{row2.uid}", "/findings/scale", "/inspections/"):
        assert county.get(path).status_code == 200, path


def test_a_checklist_from_a_phone_arrives_once(world: World) -> None:
    from households.transitions.sync_kinds import KINDS

    target, kind = named(world, world.town_next), KINDS["inspection"]
    typed = {"code": target.code.lower(), "visited_on": today().isoformat(), "words": "看了现场"}
    typed |= {"answer_1": "yes", "answer_2": "no", "words_2": "无人接听", "photos_owed": "3"}
    form = kind.form(typed)
    assert form.is_valid(), form.errors
    uid = uuid4()
    for _n in range(2):
        done_ = kind.perform(world.town_next, form.cleaned_data, uid, None)
        assert target.code in done_.sentence
        assert "请补 3 张照片" in done_.sentence
    with pytest.raises(Invalid):
        kind.perform(world.town, form.cleaned_data, uuid4(), None)
    target.refresh_from_db()
    assert target.answers["2"] == {"answer": "no", "words": "无人接听"}
    assert target.photos_owed == 3
    with pytest.raises(NotTheMoment):
        kind.perform(world.town_next, form.cleaned_data, uuid4(), None)


@pytest.mark.django_db(transaction=True)
def test_two_who_look_again_make_one_result(django_db_setup: None) -> None:
    with scope.as_system():
        world = build()
        row = ordered(world, finding(world))
        rounds.rectify(row, done=done(), by=world.village)
    outcomes: list[str] = []

    def look(who: str) -> None:
        try:
            with scope.as_system():
                by = User.objects.get(username=who)
            with scope.opened(by):
                rounds.recheck(row, passed=True, words="看过了，好了", by=by)
            outcomes.append("done")
        except NotTheMoment:
            outcomes.append("late")
        finally:
            connection.close()

    both = [threading.Thread(target=look, args=[who]) for who in ("town", "county")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(outcomes) == ["done", "late"]


@pytest.mark.django_db(transaction=True)
def test_two_who_seal_make_one_draw(django_db_setup: None) -> None:
    with scope.as_system():
        world = build()
        row = inspection(world)
    outcomes: list[str] = []

    def seal() -> None:
        try:
            with scope.as_system():
                by = User.objects.get(username="county")
            with scope.opened(by):
                sealed_row = draws.seal(row, measure=Measure(1, 1, 5, 0), by_township=True, by=by)
            outcomes.append(str(sealed_row.ordinal))
        except Invalid:
            outcomes.append("needs a reason")
        finally:
            connection.close()

    both = [threading.Thread(target=seal) for _n in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(outcomes) == ["1", "needs a reason"]
