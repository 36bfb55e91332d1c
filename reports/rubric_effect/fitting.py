"""Which figures entered for a line of one text still hold for the line of another."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from reports.rules import Facts, FactsError, Indicator, ManualScore, Result, evaluate


def refitted(old: Indicator | None, new: Indicator, figures: Mapping[str, Any]) -> Result | None:
    """The result of a manual line under the new text from what was entered under the old one;
    None where it must be entered again. Same code, entered by hand in both. Counts are kept where
    the new rule asks for the same ones, points where the cap is the same."""
    if old is None or old.source != "manual" or new.source != "manual":
        return None
    facts, score = figures.get("facts"), figures.get("score")
    try:
        if score is not None:
            if old.cap != new.cap:
                return None
            return evaluate(new, None, ManualScore(Decimal(score["points"]), score["reason"]))
        if facts is None or _asked(old) != _asked(new):
            return None
        return evaluate(new, Facts.from_dict(facts))
    except FactsError:
        return None


def _asked(line: Indicator) -> set[tuple[str, tuple[tuple[int, str], ...]]]:
    return {(one.key, one.choices) for one in line.inputs}
