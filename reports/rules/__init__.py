"""The pure core of scoring: rubrics as data, rules, totals, ranks.

No database, no clock, no settings: the same inputs always give the same bytes.
The Chinese sentences made here (rule, formula, reason) are frozen into scores
as parts of an official paper, therefore they are written out and not translated.

Use: `load_shipped("RC1")` or `rubric_from_dict(...)` → `evaluate(...)` for each
line → `tally(...)` for each unit → `place(...)` for the peer groups.
"""

from .bonus import BonusClaim, BonusTotal
from .evaluate import evaluate
from .facts import Facts, FactsError, ManualScore
from .loader import EXAMPLES, SHIPPED, load_file, load_shipped, load_text, rubric_from_dict
from .reader import RubricError
from .result import Part, Result, State, Token
from .rubric import Category, Grade, Indicator, Rubric, VetoGround
from .source import Source
from .standing import Placement, Standing, grades, place, print_order, ranks, standing
from .totals import CategoryTotal, Deducted, Sheet, deducted, tally
from .veto import VetoDecision

__all__ = [
    "EXAMPLES",
    "SHIPPED",
    "BonusClaim",
    "BonusTotal",
    "Category",
    "CategoryTotal",
    "Deducted",
    "Facts",
    "FactsError",
    "Grade",
    "Indicator",
    "ManualScore",
    "Part",
    "Placement",
    "Result",
    "Rubric",
    "RubricError",
    "Sheet",
    "Source",
    "Standing",
    "State",
    "Token",
    "VetoDecision",
    "VetoGround",
    "deducted",
    "evaluate",
    "grades",
    "load_file",
    "load_shipped",
    "load_text",
    "place",
    "print_order",
    "ranks",
    "rubric_from_dict",
    "standing",
    "tally",
]
