"""The mediation gate: every rule of domain E, and what it must let through."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from disputes.gate import judge, stopping
from disputes.gate_facts import (
    EVERY,
    Capacity,
    Facts,
    GateAct,
    Level,
    PartyFacts,
    Rule,
    Subject,
    capacity,
)
from disputes.gate_words import Sign, scan

ACCEPT, JOINT, SEPARATE, SETTLE = GateAct
WILLING = (PartyFacts("given"), PartyFacts("given"))
CALM = Facts(WILLING, frozenset({Subject.PROPERTY}), family=True)
# Violence is known, the police have it, safe contact is set, and only civil matters are left.
AFTER = replace(
    CALM,
    parties=(PartyFacts("given", harmed=True), PartyFacts("given")),
    violence_known=True,
    police_told=True,
    safe_contact=True,
    subjects=frozenset({Subject.PROPERTY, Subject.SUPPORT, Subject.VISITING, Subject.LIVING}),
)


def flagged(facts: Facts, flag: str) -> Facts:
    changes: dict[str, Any] = {flag: True}
    return replace(facts, **changes)


def stopped(facts: Facts) -> dict[GateAct, set[Rule]]:
    """What is stopped by which rules."""
    found = judge(facts)
    return {act: {f.rule for f in stopping(found, act)} for act in GateAct}


def free(facts: Facts) -> set[GateAct]:
    return {act for act, rules in stopped(facts).items() if not rules}


def test_a_calm_case_meets_nothing() -> None:
    assert judge(CALM) == []


@pytest.mark.parametrize("side", [0, 1])
def test_one_refusal_stops_everything(side: int) -> None:
    parties = tuple(PartyFacts("refused" if n == side else "given") for n in range(2))
    found = judge(replace(CALM, parties=parties))
    assert [(f.rule, f.level, f.acts) for f in found] == [(Rule.REFUSED, Level.BLOCK, EVERY)]
    assert "第十七条" in found[0].law
    assert "仲裁、行政、司法" in found[0].instead


def test_who_was_not_asked_stops_acceptance_but_no_talk() -> None:
    facts = replace(CALM, parties=(PartyFacts("given"), PartyFacts("asked")))
    assert free(facts) == {JOINT, SEPARATE}


@pytest.mark.parametrize("able", [Capacity.LIMITED, Capacity.NONE])
def test_a_child_needs_an_agent(able: Capacity) -> None:
    alone = replace(CALM, parties=(PartyFacts("given", able), PartyFacts("given")))
    assert stopped(alone)[ACCEPT] == stopped(alone)[SETTLE] == {Rule.NO_AGENT}
    led = PartyFacts("given", able, has_agent=True)
    assert judge(replace(CALM, parties=(led, PartyFacts("given")))) == []


def test_violence_now_stops_everything_also_when_the_police_know() -> None:
    for told in (False, True):
        facts = replace(AFTER, violence_now=True, police_told=told)
        assert all(Rule.HAPPENING in rules for rules in stopped(facts).values())
    assert "先报警" in judge(facts)[0].instead


@pytest.mark.parametrize(
    ("fact", "rule"), [("injury_appraisal", Rule.INJURY), ("crime_suspected", Rule.CRIME)]
)
def test_police_first_then_only_what_is_not_the_harm(fact: str, rule: Rule) -> None:
    first = flagged(replace(AFTER, police_told=False), fact)
    assert all(rule in rules for rules in stopped(first).values())
    told = flagged(AFTER, fact)
    assert free(told) == {ACCEPT, SEPARATE, SETTLE}
    assert rule in stopped(told)[JOINT]
    harm = replace(told, subjects=frozenset({Subject.DAMAGE, Subject.PROPERTY}))
    assert all(rule in rules for rules in stopped(harm).values())


@pytest.mark.parametrize("able", [Capacity.LIMITED, Capacity.NONE])
def test_a_harmed_child_is_reported_first_and_the_harm_never_mediated(able: Capacity) -> None:
    child = PartyFacts("given", able, harmed=True, has_agent=True)
    facts = replace(AFTER, parties=(child, PartyFacts("given")))
    assert all(Rule.UNREPORTED in rules for rules in stopped(facts).values())
    assert any("第十四条" in f.law for f in judge(facts))
    reported = replace(facts, reported=True)
    assert free(reported) == {ACCEPT, SEPARATE, SETTLE}
    harm = replace(reported, subjects=frozenset({Subject.VIOLENCE, Subject.SUPPORT}))
    assert all(Rule.HARMED_UNABLE in rules for rules in stopped(harm).values())


def test_a_child_that_is_not_harmed_needs_no_report() -> None:
    child = PartyFacts("given", Capacity.LIMITED, has_agent=True)
    facts = replace(AFTER, parties=(child, PartyFacts("given", harmed=True)))
    assert free(facts) == {ACCEPT, SEPARATE, SETTLE}


def test_an_order_forbids_one_room_and_nothing_else() -> None:
    facts = replace(AFTER, contact_forbidden=True)
    assert stopped(facts) == {ACCEPT: set(), JOINT: {Rule.ORDER}, SEPARATE: set(), SETTLE: set()}


def test_property_support_visiting_and_living_stay_open_apart_with_safe_contact() -> None:
    assert stopped(AFTER) == {
        ACCEPT: set(),
        JOINT: {Rule.HARM_APART},
        SEPARATE: set(),
        SETTLE: set(),
    }
    for subject in (Subject.PROPERTY, Subject.SUPPORT, Subject.VISITING, Subject.LIVING):
        terms = "乙方每月5日前转账抚养费800元，每月第一个周六在村委会接送孩子探望。"
        one = replace(AFTER, subjects=frozenset({subject}), terms=terms)
        assert free(one) == {ACCEPT, SEPARATE, SETTLE}


def test_no_talk_before_safe_contact_is_set() -> None:
    facts = replace(AFTER, safe_contact=False)
    assert free(facts) == {ACCEPT, SETTLE}
    assert stopped(facts)[SEPARATE] == {Rule.SAFE_CONTACT}


def test_words_of_violence_warn_until_it_is_known() -> None:
    facts = replace(CALM, words_of_violence=("殴打", "威胁"))
    found = judge(facts)
    assert [(f.rule, f.level) for f in found] == [(Rule.WORDS, Level.WARN)]
    assert "“殴打”“威胁”" in found[0].why
    assert free(facts) == set(GateAct)
    assert Rule.WORDS not in {f.rule for f in judge(replace(AFTER, words_of_violence=("殴打",)))}


def test_escalation_forces_measures() -> None:
    risky = replace(CALM, may_escalate=True)
    assert free(risky) == {ACCEPT, SEPARATE}
    assert judge(replace(risky, measures_taken=True)) == []


@pytest.mark.parametrize(
    ("subject", "rule"),
    [(Subject.VIOLENCE, Rule.SUBJECT_VIOLENCE), (Subject.STATUS, Rule.SUBJECT_STATUS)],
)
def test_what_nobody_mediates_stops_alone_and_warns_beside_others(
    subject: Subject, rule: Rule
) -> None:
    alone = replace(CALM, subjects=frozenset({subject}), safe_contact=True)
    assert all(rule in rules for rules in stopped(alone).values())
    both = replace(alone, subjects=frozenset({subject, Subject.PROPERTY}))
    assert {ACCEPT, SEPARATE, SETTLE} <= free(both)
    warned = [f for f in judge(both) if f.rule is rule]
    assert [f.level for f in warned] == [Level.WARN]
    assert "财产、赡养抚养、探望、居住安排可以调解" in warned[0].instead


FORBIDDEN = [
    (Sign.FORGIVENESS, "甲方收到5000元后向公安机关出具谅解书"),
    (Sign.FORGIVENESS, "乙方赔偿医药费，甲方书面谅解"),
    (Sign.FORGIVENESS, "甲方不再追究乙方的刑事责任"),
    (Sign.FORGIVENESS, "甲方放弃追究乙方治安责任"),
    (Sign.WITHDRAWAL, "甲方于三日内撤回报警"),
    (Sign.WITHDRAWAL, "甲方到派出所撤案"),
    (Sign.WITHDRAWAL, "甲方今后不得再报警"),
    (Sign.WITHDRAWAL, "甲方撤回人身安全保护令申请"),
    (Sign.WITHDRAWAL, "双方以后有事自己商量，不报警"),
    (Sign.VIOLENCE, "双方确认不存在家庭暴力"),
    (Sign.VIOLENCE, "乙方从未殴打甲方"),
    (Sign.VIOLENCE, "乙方承认3月2日动手打人"),
    (Sign.VIOLENCE, "3月2日殴打一事就此了结"),
    (Sign.STATUS, "双方确认婚姻无效"),
    (Sign.STATUS, "自签字之日起解除夫妻关系"),
    (Sign.STATUS, "解除收养关系"),
    (Sign.STATUS, "甲方保证不离婚"),
    (Sign.STATUS, "丧偶后不得改嫁"),
]


@pytest.mark.parametrize(("sign", "sentence"), FORBIDDEN)
def test_terms_that_are_no_terms_stop_the_agreement(sign: Sign, sentence: str) -> None:
    facts = replace(CALM, terms=f"房屋归甲方居住。{sentence}；其余无争议。")
    found = [f for f in judge(facts) if f.found]
    assert [(f.found.sign, f.found.sentence) for f in found if f.found] == [(sign, sentence)]
    assert free(facts) == {ACCEPT, JOINT, SEPARATE}
    assert found[0].found is not None
    assert found[0].found.words in sentence
    assert "可以调解" in found[0].instead


@pytest.mark.parametrize(
    "terms",
    [
        "双方互相谅解、和睦相处，今后不得殴打、辱骂对方。",
        "乙方不得阻拦甲方报警或者求助。",
        "乙方不得妨碍甲方报警。",
        "乙方不得要求甲方撤回报警。",
        "本协议不涉及婚姻效力。",
        "乙方不得要求甲方出具谅解书。",
        "如有侵害，甲方有权报警。",
        "双方共同住房由甲方居住，乙方每月支付抚养费1000元。",
        "乙方于每月第二个周日探望孩子，由村妇联主席接送。",
        "乙方赔偿甲方医药费3000元，于3月8日前付清。",
        "双方离婚后的共同债务各担一半。",
        "宅基地以现有围墙为界，双方不得再占用对方土地。",
        "甲方撤回对界址的异议。",
        "双方婚姻关系存续期间的存款各半。",
    ],
)
def test_terms_that_stay_allowed(terms: str) -> None:
    assert scan(terms) == []
    assert judge(replace(AFTER, terms=terms)) == judge(AFTER)


def test_a_divorce_is_spoken_of_not_stopped() -> None:
    facts = replace(CALM, terms="双方自愿离婚，孩子由甲方抚养。")
    assert [(f.rule, f.level) for f in judge(facts)] == [(Rule.TERM, Level.WARN)]
    assert free(facts) == set(GateAct)


def test_among_strangers_forgiveness_is_told_and_status_still_stopped() -> None:
    neighbours = replace(CALM, family=False)
    told = replace(neighbours, terms="甲方不再追究乙方法律责任。")
    assert [f.level for f in judge(told)] == [Level.WARN]
    status = replace(neighbours, terms="确认双方婚姻无效。")
    assert [f.level for f in judge(status)] == [Level.BLOCK]


def test_blocks_come_before_warnings() -> None:
    facts = replace(CALM, words_of_violence=("威胁",), terms="甲方撤案。双方自愿离婚。")
    levels = [f.level for f in judge(facts)]
    assert levels == sorted(levels, key=lambda level: level is Level.WARN)
    assert set(levels) == {Level.BLOCK, Level.WARN}


def test_the_prose_names_no_such_word() -> None:
    loud = replace(
        AFTER,
        violence_now=True,
        crime_suspected=True,
        injury_appraisal=True,
        contact_forbidden=True,
        safe_contact=False,
        subjects=frozenset(Subject),
        parties=(PartyFacts("given", Capacity.NONE, harmed=True), PartyFacts("asked")),
        terms="".join(f"{sentence}。" for _, sentence in FORBIDDEN),
    )
    found = judge(loud)
    assert len(found) > 20
    for finding in found:
        assert "家暴" not in finding.why + finding.instead
        assert "家庭暴力" not in finding.why + finding.instead
        assert finding.law
        assert finding.instead


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (0, Capacity.NONE),
        (7, Capacity.NONE),
        (8, Capacity.LIMITED),
        (17, Capacity.LIMITED),
        (18, Capacity.FULL),
        (None, Capacity.FULL),
    ],
)
def test_capacity_by_age(age: int | None, expected: Capacity) -> None:
    assert capacity(age) is expected
    assert capacity(age, unable=True) is Capacity.NONE
    assert capacity(40, partly=True) is Capacity.LIMITED
