"""The demo county's own rubric, through the verbs: a small change of the text for townships with
its reason, sent back once, published by the governance office and in force; one given up before it
and a further change that waits; a draft for villages that does not add up yet."""

from __future__ import annotations

import copy
from collections.abc import Mapping

from accounts.models import User
from campaigns.models import Campaign
from reports.demo import handed
from reports.models import RubricDraft
from reports.rubric_editing.shape import Content
from reports.rules import load_shipped
from reports.transitions import rubric_draft as verbs
from reports.transitions.rubric import shipped


def play(campaign: Campaign, officers: Mapping[str, User]) -> None:
    """Every state of a draft, and one adoption."""
    boss, office = officers["xianfulian"], officers["pinganban"]
    given_up = _begun(campaign, 4, "RC1", boss)
    verbs.drop(given_up, by=boss)
    draft = _begun(campaign, 4, "RC1", boss)
    draft = verbs.save(draft, content=_caps(draft, {"3.5": "5"}), by=boss)
    # It does not add up: sent on only after 3.1 has given the point.
    draft = verbs.save(draft, content=_caps(draft, {"3.1": "4"}), by=boss)
    draft = verbs.submit(draft, reason="走访是稳控的关键，走访达标率提高1分。", by=boss)
    draft = verbs.send_back(draft, reason="请写明从哪一项调出这1分。", by=office)
    reason = "走访是稳控的关键，走访达标率提高1分，从排查覆盖率调出。"
    draft = verbs.submit(draft, reason=reason, by=boss)
    adoption = verbs.publish(draft, by=office)
    if "shifulian" in officers:
        text = handed.hand_down(campaign, officers, adoption.rubric)
        adoption = handed.take_over(text, campaign, federation=boss, office=office)
    further = verbs.start(
        campaign=campaign,
        level=4,
        content=adoption.rubric.content,
        source=f"{adoption.rubric.title} {adoption.rubric.version}",
        based_on=adoption.rubric,
        by=boss,
    )
    further = verbs.save(further, content=_caps(further, {"2.1": "4", "2.4": "3"}), by=boss)
    verbs.submit(further, reason="信息简报由县里统一采编，分值提高1分，从知晓率调出。", by=boss)
    village = _begun(campaign, 5, "RC2", boss)
    verbs.save(village, content=_caps(village, {"5.2": "7"}), by=boss)


def _begun(campaign: Campaign, level: int, code: str, by: User) -> RubricDraft:
    row = shipped(code)
    return verbs.start(
        campaign=campaign,
        level=level,
        content=load_shipped(code).as_dict(),
        source=f"{row.title} {row.version}",
        based_on=row,
        by=by,
    )


def _caps(draft: RubricDraft, caps: Mapping[str, str]) -> Content:
    """The draft with other points on some lines."""
    out: Content = copy.deepcopy(draft.content)
    for category in out["category"]:
        for line in category["indicator"]:
            line["cap"] = caps.get(line["code"], line["cap"])
    return out
