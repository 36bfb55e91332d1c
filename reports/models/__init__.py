"""Table of contents of reports."""

from reports.models.document import Document  # a PDF made from frozen rows
from reports.models.review import LineChange, Veto  # a reviewer's figure; a one-vote veto
from reports.models.rubric import (
    Rubric,  # a version of the year's scoring rules, as data
    RubricAdoption,  # which version is in force for a year, and the peer groups
    RubricDraft,  # a version somebody is working on
)
from reports.models.run import ScoringRun  # the job row of a scoring run
from reports.models.sheet import ScoreLine, ScoreSheet  # a unit's score and its lines

__all__ = [
    "Document",
    "LineChange",
    "Rubric",
    "RubricAdoption",
    "RubricDraft",
    "ScoreLine",
    "ScoreSheet",
    "ScoringRun",
    "Veto",
]
