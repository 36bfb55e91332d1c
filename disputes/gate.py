"""The mediation gate (domain E, gate 1–6): what may not be mediated, or not in this way, and
what to do instead.

A pure function from facts to findings. Each says why, names its article and the acts it stops.
Property, support, visiting and living arrangements stay open when both sides are heard apart
and safe contact is set. The prose speaks of harm to persons; the name of the law stands only in
`law`, for pages of an opened file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from disputes.gate_facts import EVERY, TOGETHER, Capacity, Facts, GateAct, Level, Rule, Subject
from disputes.gate_words import Found, Sign, scan


@dataclass(frozen=True)
class Finding:
    """One reason. acts: what it stops (block) or speaks at (warn). found: the term's sentence."""

    rule: Rule
    level: Level
    why: str
    law: str
    instead: str
    acts: frozenset[GateAct] = field(default=EVERY)
    found: Found | None = None


def judge(facts: Facts) -> list[Finding]:
    """Everything found, blocks first."""
    found = [*_wish(facts), *_danger(facts), *_apart(facts), *_subjects(facts), *_terms(facts)]
    return sorted(found, key=lambda f: f.level is Level.WARN)


def stopping(findings: Iterable[Finding], act: GateAct) -> list[Finding]:
    """What stops one act."""
    return [f for f in findings if f.level is Level.BLOCK and act in f.acts]


def _allowed() -> str:
    return _("财产、赡养抚养、探望、居住安排可以调解，分别听取双方意见，并遵守安全联系约定。")


def _wish(facts: Facts) -> Iterator[Finding]:
    """Gate 1, and who must speak for somebody."""
    law = _("人民调解法第三条、第十七条")
    if any(p.consent == "refused" for p in facts.parties):
        yield Finding(
            Rule.REFUSED,
            Level.BLOCK,
            _("当事人一方明确拒绝调解，不得调解。"),
            law,
            _("终止调解，告知当事人可以通过仲裁、行政、司法等途径维护权利。"),
        )
    elif any(p.consent == "asked" for p in facts.parties):
        yield Finding(
            Rule.UNASKED,
            Level.BLOCK,
            _("还有当事人没有表示是否愿意调解。"),
            law,
            _("先征询每一位当事人的意愿并登记日期。"),
            frozenset({GateAct.ACCEPT, GateAct.SETTLE}),
        )
    if any(p.capacity is not Capacity.FULL and not p.has_agent for p in facts.parties):
        yield Finding(
            Rule.NO_AGENT,
            Level.BLOCK,
            _("有当事人不满十八周岁或者不能完全辨认自己的行为，还没有法定代理人参加。"),
            _("民法典第十九条至第二十三条"),
            _("请法定代理人参加；代理人与其有利害冲突的，另行确定代理人。"),
            frozenset({GateAct.ACCEPT, GateAct.SETTLE}),
        )


def _danger(facts: Facts) -> Iterator[Finding]:
    """Gate 2 and 3: police first, report first."""
    police = _("先报警，协助就医和伤情鉴定；公安机关处理后，再看哪些事项可以调解。")
    law = _("人民调解法第二十五条、反家庭暴力法第十三条、第十五条")
    of_the_harm = bool(facts.subjects & {Subject.VIOLENCE, Subject.DAMAGE})
    if facts.violence_now:
        why = _("正在发生人身侵害，或者有现实危险，不适宜调解。")
        yield Finding(Rule.HAPPENING, Level.BLOCK, why, law, police)
    for here, rule, why in (
        (facts.injury_appraisal, Rule.INJURY, _("伤情需要鉴定，鉴定以前不调解伤害本身。")),
        (facts.crime_suspected, Rule.CRIME, _("涉嫌违法犯罪，应当由公安机关先行处理。")),
    ):
        if here:
            acts = EVERY if of_the_harm or not facts.police_told else TOGETHER
            instead = police if acts == EVERY else _allowed()
            yield Finding(rule, Level.BLOCK, why, law, instead, acts)
    if facts.may_escalate and not facts.measures_taken:
        yield Finding(
            Rule.ESCALATION,
            Level.BLOCK,
            _("纠纷有可能激化，还没有登记采取的预防措施。"),
            _("人民调解法第二十五条"),
            _("先登记预防措施；可能引起治安、刑事案件的，及时报告公安机关。"),
            frozenset({GateAct.JOINT, GateAct.SETTLE}),
        )
    yield from _harmed_unable(facts, of_the_harm)


def _harmed_unable(facts: Facts, of_the_harm: bool) -> Iterator[Finding]:
    """Gate 3."""
    if not any(p.harmed and p.capacity is not Capacity.FULL for p in facts.parties):
        return
    law = _("反家庭暴力法第十四条、未成年人保护法第十一条")
    if not facts.reported:
        why = _("受到侵害的人不满十八周岁或者不能完全辨认自己的行为，必须立即报告公安机关。")
        instead = _("先办理强制报告并留下凭据，再继续。")
        yield Finding(Rule.UNREPORTED, Level.BLOCK, why, law, instead)
    elif of_the_harm:
        why = _("对不满十八周岁或者不能完全辨认自己行为的人的侵害，不得调解。")
        yield Finding(Rule.HARMED_UNABLE, Level.BLOCK, why, law, _allowed())


def _apart(facts: Facts) -> Iterator[Finding]:
    """Gate 4, and how the allowed subjects are talked about."""
    apart = _("改为分别调解，由调解员分别听取双方意见并转达。")
    if facts.contact_forbidden:
        why = _("人身安全保护令有效期内禁止接触，不得让双方同场调解。")
        law = _("反家庭暴力法第二十九条、第三十二条")
        yield Finding(Rule.ORDER, Level.BLOCK, why, law, apart, TOGETHER)
    elif facts.harm:
        why = _("有人身侵害的情形，双方不同场调解。")
        law = _("反家庭暴力法第五条")
        yield Finding(Rule.HARM_APART, Level.BLOCK, why, law, apart, TOGETHER)
    if facts.harm and not facts.safe_contact:
        yield Finding(
            Rule.SAFE_CONTACT,
            Level.BLOCK,
            _("还没有登记安全联系方式，联系当事人可能给她（他）带来危险。"),
            _("反家庭暴力法第五条"),
            _("先问清什么号码、什么时间、怎样称呼可以联系，能不能留言。"),
            frozenset({GateAct.JOINT, GateAct.SEPARATE}),
        )
    if facts.words_of_violence and not facts.harm:
        yield Finding(
            Rule.WORDS,
            Level.WARN,
            _("情况里写到“%(words)s”。请先单独向可能受侵害的一方问清有没有危险。")
            % {"words": _("”“").join(facts.words_of_violence)},
            _("人民调解法第二十五条、反家庭暴力法第二条"),
            _("有危险的先报警，并转入权益保护办理。"),
        )


def _subjects(facts: Facts) -> Iterator[Finding]:
    """Gate 5 and 6 by what is to be settled: alone it stops all, beside others only itself."""
    forbidden = facts.subjects & {Subject.VIOLENCE, Subject.STATUS}
    level = Level.WARN if facts.subjects - forbidden else Level.BLOCK
    if Subject.VIOLENCE in forbidden:
        why = _("侵害是否发生、怎样定性，不能用调解来解决。")
        law = _("反家庭暴力法第十三条、第十五条")
        yield Finding(Rule.SUBJECT_VIOLENCE, level, why, law, _allowed())
    if Subject.STATUS in forbidden:
        why = _("婚姻效力、收养、亲子等身份关系不能调解，也不能司法确认。")
        law = _("民法典婚姻家庭编解释（一）第十一条、法释〔2011〕5号第四条")
        instead = _("身份关系由婚姻登记机关或者人民法院处理。") + _allowed()
        yield Finding(Rule.SUBJECT_STATUS, level, why, law, instead)


def _terms(facts: Facts) -> Iterator[Finding]:
    """Gate 5 and 6 by the agreement's own words; they stop the agreement, nothing before it."""
    for found in scan(facts.terms):
        why, law = _why_not(found.sign)
        told = found.sign is Sign.DIVORCE or not (facts.family or facts.harm)
        # What nobody can agree on stays forbidden among strangers as well.
        level = Level.WARN if told and found.sign is not Sign.STATUS else Level.BLOCK
        yield Finding(Rule.TERM, level, why, law, _allowed(), frozenset({GateAct.SETTLE}), found)


def _why_not(sign: Sign) -> tuple[str, str]:
    """Why a term of this kind is none, and its article."""
    harm = _("反家庭暴力法第三条、第十三条")
    status = _("民法典第一千零四十九条、第一千零七十六条、法释〔2011〕5号第四条")
    return {
        Sign.FORGIVENESS: (_("不得用出具谅解书或者不追究法律责任来交换帮助或者赔偿。"), harm),
        Sign.WITHDRAWAL: (_("不得约定撤回报警、投诉或者保护令，也不得约定以后不报警。"), harm),
        Sign.VIOLENCE: (_("侵害是否发生、怎样定性，不得写成协议内容。"), harm),
        Sign.STATUS: (_("婚姻效力、收养、亲子等身份关系，不得写成协议内容。"), status),
        Sign.DIVORCE: (
            _("协议不能解除婚姻关系；离婚由婚姻登记机关或者人民法院办理。"),
            status,
        ),
    }[sign]
