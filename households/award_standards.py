"""创评办法 as plain data: standards, shares, days, steps left out; nothing here asks the database.

Standards are a checklist, five to guard against and five to be free of by default (domain B, [C]).
What is unlawful or obsolete to collect — belief, petitioning, political attitude, birth policy — is
refused in words whenever somebody writes it into a standard.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from accounts.refusals import Invalid
from accounts.sensitive_words import BIRTH, PETITION, WORDS, found_in
from households.models.rank import OWN, Rank

GROUP, VOTE, NOTICE, TOWN_NOTICE, COUNTY_NOTICE, SLIP = (
    *("group", "vote", "notice"),
    *("town_notice", "county_notice", "slip"),
)
STEPS: tuple[tuple[str, str], ...] = (
    (GROUP, "小组初评"),
    (SLIP, "部门联审"),
    (TOWN_NOTICE, "乡镇公示"),
    (COUNTY_NOTICE, "县公示"),
)
STEP_WORDS = dict(STEPS)
STANDARDS_MOST, WORDS_MOST = 20, 40
# Criteria of old texts that are not to be collected (domain B).
UNLAWFUL = (*WORDS, *BIRTH, *PETITION, "拥护")


@dataclass(frozen=True)
class Standard:
    """One line of the checklist."""

    code: str
    words: str


@dataclass(frozen=True)
class Ladder:
    """One level: share of a village's households in percent, working days of the notice given at
    this level, and the steps this level leaves out."""

    percent: int
    days: int
    skip: frozenset[str] = frozenset()


DEFAULT_STANDARDS = tuple(
    Standard(f"s{n}", words)
    for n, words in enumerate(
        (
            *("防拐卖", "防盗窃", "防火灾触电", "防诈骗", "防溺水"),
            *("无违法犯罪", "无家庭暴力", "无黄赌毒", "无责任事故", "无激化纠纷"),
        ),
        1,
    )
)


@dataclass(frozen=True)
class Rules:
    """residence_months: how long a household without local registration has to have lived here;
    reapply_years: after a revocation; improve_days: how long an improvement may take."""

    standards: tuple[Standard, ...] = DEFAULT_STANDARDS
    ladder: Mapping[str, Ladder] = field(
        default_factory=lambda: {
            Rank.VILLAGE: Ladder(15, 3, frozenset({SLIP, TOWN_NOTICE, COUNTY_NOTICE})),
            Rank.TOWNSHIP: Ladder(5, 5, frozenset({COUNTY_NOTICE})),
            Rank.COUNTY: Ladder(2, 5),
        }
    )
    residence_months: int = 12
    reapply_years: int = 2
    improve_days: int = 90
    village_share: int = 60  # 示范村: so many of a hundred households meet the standard

    def skips(self, rank: str, step: str) -> bool:
        """Whether this level leaves the step out."""
        return step in self.ladder[rank].skip

    def skipped(self, rank: str) -> list[str]:
        """The steps this level leaves out, in order."""
        return [step for step, _words in STEPS if self.skips(rank, step)]

    def days(self, rank: str) -> int:
        """Working days of a notice given at this level."""
        return self.ladder[rank].days


DEFAULT = Rules()


def dump(rules: Rules) -> dict[str, Any]:
    """As kept in AwardRules.body."""
    return {
        "standards": [[s.code, s.words] for s in rules.standards],
        "ladder": {
            rank: {"percent": one.percent, "days": one.days, "skip": sorted(one.skip)}
            for rank, one in rules.ladder.items()
        },
        "residence_months": rules.residence_months,
        "reapply_years": rules.reapply_years,
        "improve_days": rules.improve_days,
        "village_share": rules.village_share,
    }


def load(body: Mapping[str, Any]) -> Rules:
    """The rules a version holds."""
    ladder = {
        rank: Ladder(one["percent"], one["days"], frozenset(one["skip"]))
        for rank, one in body["ladder"].items()
    }
    return replace(
        DEFAULT,
        standards=tuple(Standard(code, words) for code, words in body["standards"]),
        ladder=ladder,
        residence_months=body["residence_months"],
        reapply_years=body["reapply_years"],
        improve_days=body["improve_days"],
        village_share=body["village_share"],
    )


def check_rules(rules: Rules) -> None:
    """Refuse (422) what is unlawful, empty or out of range, a sentence for each field."""
    errors: dict[str, str] = {}
    if wrong := _standards_wrong([s.words for s in rules.standards]):
        errors["standards"] = wrong
    for rank in OWN:
        one = rules.ladder[rank]
        if not 0 <= one.percent <= 100:
            errors[f"{rank}_percent"] = _("名额比例要在0到100之间。")
        if not 1 <= one.days <= 30:
            errors[f"{rank}_days"] = _("公示天数要在1到30个工作日之间。")
        if not one.skip <= set(STEP_WORDS):
            errors[f"{rank}_skip"] = _("只能省去列出的步骤，村民评议和村公示不能省。")
    for name, value, most in (
        ("residence_months", rules.residence_months, 120),
        ("reapply_years", rules.reapply_years, 10),
        ("improve_days", rules.improve_days, 365),
        ("village_share", rules.village_share, 100),
    ):
        if not 0 <= value <= most:
            errors[name] = _("请填0到%(most)d之间的数。") % {"most": most}
    if errors:
        raise Invalid(errors)


def _standards_wrong(lines: Sequence[str]) -> str:
    if not 1 <= len(lines) <= STANDARDS_MOST:
        return _("标准写1到%(most)d条，一行一条。") % {"most": STANDARDS_MOST}
    for line in lines:
        if not 2 <= len(line) <= WORDS_MOST:
            return _("“%(line)s”：每条写2到%(most)d个字。") % {
                "line": line[:20],
                "most": WORDS_MOST,
            }
        bad = found_in(line, UNLAWFUL)
        if bad:
            return _(
                "“%(line)s”里的“%(bad)s”不能作为评选标准：信仰、政治、信访、生育情况依法不得收集，"
                "也不得影响评选（个人信息保护法第二十八条、信访工作条例第十八条）。"
            ) % {"line": line, "bad": bad[0]}
    if len(set(lines)) != len(lines):
        return _("有两条标准一样，请删去一条。")
    return ""
