"""Protection files of a demo year: eight invented ones in the township shown to visitors, every
state of every noun, made by the verbs. For everybody but their handlers they are not there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from campaigns.models import Division
from disputes.models import ProtectionCase, ProtectionOrder
from disputes.safety import FACTORS
from disputes.transitions import opening, protection_end, safety, seal
from disputes.transitions import order as orders
from disputes.transitions import protection as verbs
from disputes.transitions import shelter as helps
from disputes.transitions import warning as warnings
from disputes.transitions.hold import hold_matter
from disputes.transitions.matter import Caller, Person, receive
from disputes.transitions.protecting import protect
from reports.demo.county import County
from reports.demo.scenes import Scenes

NAMES = (
    ("甘秀英", "邬建成"), ("管桂兰", "侍长军"), ("仝小梅", "渠大勇"), ("厉春香", "蔺学文"),
    ("封玉珍", "郗国强"), ("戚云霞", "滕志刚"), ("尤彩凤", "冼立新"), ("苗月红", "靳卫东"),
)  # fmt: skip
BRIEF = "本人来说家里近来不安全，想知道能得到什么帮助，怕对方知道她来过。"
WORDS = "按安全计划陪同办理，情绪稳定，愿意继续联系。"
COURT, STATION = "县人民法院家事审判庭", "镇派出所"
SHELTER = "县救助管理站庇护中心"


class Files:
    """Who takes them in: the village's and the township's people shown to visitors."""

    def __init__(self, county: County) -> None:
        scene = Scenes(county)
        self.by, self.boss, self.mate = scene.village, scene.town, scene.mate
        self.place: Division = scene.place
        self.today = timezone.localdate()
        self.turn = 0

    def day(self, back: int) -> date:
        """So many days ago."""
        return self.today - timedelta(days=back)

    def taken(self, by: User | None = None, back: int = 0, **more: Any) -> ProtectionCase:
        """求助."""
        her, him = NAMES[self.turn]
        self.turn += 1
        by = by or self.by
        matter = receive(
            place=self.place, channel="hotline" if self.turn % 2 else "visit", brief=BRIEF,
            request="希望有人帮助，先保证安全", category="person",
            caller=Caller("self", her, ""), received_on=self.day(back),
            people=[Person("applicant", her, "female"), Person("respondent", him, "male")],
            by=by,
        )  # fmt: skip
        protect(matter, by=by)
        values: dict[str, Any] = {
            "relation": "spouse", "injury": "light", "police_called": "yes",
            "needs": ["order", "legal"],
        }  # fmt: skip
        return verbs.take_case(matter, by=by, **(values | more))

    def assessed(self, level: str = "medium", **more: Any) -> ProtectionCase:
        """已评估, with the safe contact."""
        case = self.taken(**more)
        by = case.opened_by
        verbs.set_safe_contact(
            case, phone=f"1990000{self.turn:04d}", hours="工作日上午九点到十一点", ask="本人",
            words="说是合作医疗缴费的事", told="她的姐姐", message=False, by=by,
        )  # fmt: skip
        self.assess(case, level)
        return case

    def assess(self, case: ProtectionCase, level: str) -> None:
        """One assessment of today."""
        there = {"high": {"worse", "weapon", "alone"}, "medium": {"worse"}}.get(level, set())
        answers = {f.code: ("yes" if f.code in there else "no", None) for f in FACTORS}
        safety.assess(
            case, answers=answers, level=level, reasons="面谈后根据各项情况综合判断。",
            by=case.opened_by,
        )  # fmt: skip

    def plan(self, case: ProtectionCase, *, done: bool = False) -> None:
        """One item of the plan."""
        step = safety.plan_step(
            case, kind="self", what="证件、钥匙和换洗衣物放到姐姐家", who="本人和村妇联",
            due_on=self.today + timedelta(days=3), by=case.opened_by,
        )  # fmt: skip
        if done:
            safety.finish_step(step, result="已经放好，钥匙两把。", by=case.opened_by)

    def order(self, case: ProtectionCase, back: int, months: int = 6) -> ProtectionOrder:
        """An order granted so many days ago."""
        by = case.opened_by
        made = orders.prepare_order(
            case, applicant="self", court=COURT, urgent=True, by=by,
            evidence=["police", "medical", "complaint"],
        )  # fmt: skip
        applied = timezone.now() - timedelta(days=back + 1)
        orders.apply_for_order(made, applied_at=applied, urgent=True, evidence=made.evidence, by=by)
        made = orders.grant_order(
            made, decided_on=self.day(back), number=f"（{self.today.year}）演民保令{self.turn}号",
            measures=["stop", "contact"], months=months, by=by,
        )  # fmt: skip
        return orders.serve_order(
            made, by=by, served_applicant_on=self.day(back), served_respondent_on=self.day(back),
            served_police_on=self.day(back), served_village_on=self.day(back),
        )  # fmt: skip


def protection(county: County) -> None:
    """One of each: asked, with a child, expiring soon, broken, in a shelter, warned, closed,
    handled by the township."""
    files = Files(county)
    _asked(files)
    _with_child(files)
    _orders(files)
    _shelter(files)
    _warned(files)
    _closed(files)


def _asked(files: Files) -> None:
    """求助, still to be asked how she may be reached; a colleague used the emergency once."""
    case = files.taken(back=0)
    opening.open_in_emergency(
        code=case.matter.receipt, reason="她来电说有人砸门，经办人联系不上", by=files.mate
    )
    protection_end.refuse_reporter(case, asker="对方的亲属", by=case.opened_by)


def _with_child(files: Files) -> None:
    """A child was there: reported, then planned; opened to the county for two days."""
    child = Person("concerned", "小禾", capacity="none")
    case = files.assessed("high", children=[child], back=6, needs=["children", "police"])
    verbs.report(
        case, reported_at=timezone.now(), station=STATION, receiver="警号 320001",
        proof_words="接警单编号 2026-1103", by=case.opened_by,
    )  # fmt: skip
    files.plan(case)
    county_officer = next(iter(_officers(case)), None)
    if county_officer:
        boss = _supervisor(case)
        granted = opening.grant(
            case.matter, person=county_officer, hours=48, by=boss,
            reason="县里协调孩子的临时照料",
        )  # fmt: skip
        opening.review_opening(granted, verdict="right", words="确需县里协调", by=boss)


def _officers(case: ProtectionCase) -> list[User]:
    from disputes.queries.seal import fit_to_handle

    people = fit_to_handle(case.matter)
    return [u for u in people if any(p.division_id % 10**6 == 0 for p in u.postings_today)]


def _orders(files: Files) -> None:
    """One order that ends within days, one that was broken; one application waits, one refused."""
    soon = files.assessed("medium", back=40)
    files.plan(soon, done=True)
    files.order(soon, back=27, months=1)
    broken = files.assessed("high", back=30)
    files.plan(broken)
    order = files.order(broken, back=20)
    orders.record_breach(
        order, happened_on=files.day(2), words="到单位门口守候，托人带话。",
        police_told_at=timezone.now() - timedelta(days=2), station=STATION,
        result="公安机关已训诫。", by=broken.opened_by,
    )  # fmt: skip
    waiting = orders.extend_order(order, court=COURT, applicant="self", by=broken.opened_by)
    orders.apply_for_order(
        waiting, applied_at=timezone.now(), evidence=["warning"], urgent=False,
        by=broken.opened_by,
    )  # fmt: skip


def _shelter(files: Files) -> None:
    """In a shelter with a child elsewhere; appraisal and legal aid asked for."""
    case = files.assessed("high", back=5, injury="medical", needs=["shelter", "appraisal"])
    by = case.opened_by
    files.plan(case)
    helps.take_into_shelter(
        case, shelter=SHELTER, since=files.day(3), until=files.today + timedelta(days=7),
        referrer="镇妇联", health="手臂软组织挫伤，已就医。", belongings="随身包一个",
        risk="对方在打听她的去处。", by=by,
    )  # fmt: skip
    asked = helps.ask_appraisal(case, body="县公安局法医鉴定室", asked_on=files.day(3), by=by)
    helps.record_result(asked, result_on=files.day(1), result="轻微伤", by=by)
    orders.prepare_order(case, applicant="self", court=COURT, evidence=["medical"], by=by)
    helps.ask_legal_aid(case, body="县法律援助中心", asked_on=files.day(2), by=by)


def _warned(files: Files) -> None:
    """A police warning with one visit made and one missed; an application was withdrawn."""
    case = files.assessed("medium", back=50)
    by = case.opened_by
    files.plan(case, done=True)
    warning = warnings.record_warning(
        case, number="演公告诫〔2026〕3号", station=STATION, issued_on=files.day(45),
        facts="争吵中推搡，未造成伤害。", served_respondent_on=files.day(45),
        served_victim_on=files.day(45), copied_village_on=files.day(44), by=by,
    )  # fmt: skip
    first = warning.visits.order_by("due_on").first()
    assert first is not None
    warnings.record_warning_visit(
        first, visited_on=first.due_on, visitors="派出所民警、村妇联", found="双方平静。", by=by
    )
    dropped = orders.prepare_order(case, applicant="self", court=COURT, by=by)
    orders.withdraw_order(dropped, words="她说现在不需要，以后再说。", by=by)
    protection_end.visit(case, way="office", safety="safe", words=WORDS, by=by)
    helps.mediate_besides(case, kind="marriage", by=by)


def _closed(files: Files) -> None:
    """One came to its end; one the township keeps, whose application the court refused."""
    case = files.assessed("medium", back=120)
    by = case.opened_by
    files.plan(case, done=True)
    stay = helps.take_into_shelter(case, shelter=SHELTER, since=files.day(100), by=by)
    helps.leave_shelter(stay, left_on=files.day(90), exit_plan="回父母家居住，孩子同住。", by=by)
    protection_end.visit(case, way="home", safety="safe", words=WORDS, by=by)
    files.assess(case, "low")
    protection_end.close(
        case, ground="safe", words="三个月平稳，她本人也认为可以结束。", by=_supervisor(case)
    )
    hold_matter(case.matter, reason="法院调阅有关材料，尚未审结", by=_supervisor(case))
    kept = files.assessed("medium", by=files.boss, back=15)
    order = orders.prepare_order(kept, applicant="federation", court=COURT, by=files.boss)
    orders.apply_for_order(
        order, applied_at=timezone.now() - timedelta(days=4), evidence=["statement"],
        urgent=False, by=files.boss,
    )  # fmt: skip
    orders.refuse_order(
        order, decided_on=files.day(2), words="法院认为现有材料不足。", by=files.boss
    )
    seal.name_handler(kept.matter, person=files.by, reason="由村里就近走访", by=_supervisor(kept))


def _supervisor(case: ProtectionCase) -> User:
    term = case.matter.handlers.in_force().get(role="supervisor")
    person: User = term.person
    return person
