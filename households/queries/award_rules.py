"""Which rules hold for a campaign or an award."""

from __future__ import annotations

from households import award_standards
from households.award_standards import Rules
from households.models import Award, AwardRules


def newest(campaign: int) -> AwardRules | None:
    """The version in force; None where the county has made none (the house's default holds)."""
    return AwardRules.objects.filter(campaign=campaign).order_by("-number").first()


def rules_now(campaign: int) -> Rules:
    """The rules in force for what is nominated now."""
    row = newest(campaign)
    return award_standards.load(row.body) if row else award_standards.DEFAULT


def rules_of(award: Award) -> Rules:
    """The rules an award was nominated under."""
    return award_standards.load(award.rules.body) if award.rules else award_standards.DEFAULT
