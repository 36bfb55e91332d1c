"""The city hands the county's well tried text down to all its counties, and they take it over."""

from __future__ import annotations

from collections.abc import Mapping

from accounts.models import User
from campaigns.models import Campaign, Level
from reports.models import HandedRubric, Rubric, RubricAdoption
from reports.transitions import rubric_draft, rubric_hand


def hand_down(campaign: Campaign, officers: Mapping[str, User], text: Rubric) -> HandedRubric:
    """The city's federation writes it from a county's text, its governance office hands it down."""
    place = officers["shifulian"].main_posting
    assert place is not None  # made with the county's people
    row = rubric_hand.start(
        place=place.division, year=campaign.year, level=Level.TOWNSHIP, content=text.content,
        source=f"{campaign.county.name} {text.version}", by=officers["shifulian"],
    )  # fmt: skip
    return rubric_hand.publish(row, by=officers["shipinganban"], version=row.version)


def take_over(
    handed: HandedRubric, campaign: Campaign, *, federation: User, office: User
) -> RubricAdoption:
    """A county makes it its own, by two persons."""
    draft = rubric_hand.take_over(handed, campaign=campaign, by=federation)
    reason = "与全市统一，名次可以一起排。"
    draft = rubric_draft.submit(draft, reason=reason, by=federation)
    return rubric_draft.publish(draft, by=office)
