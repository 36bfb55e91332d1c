"""Table of contents of reports."""

from reports import privacy as _privacy  # noqa: F401 - what each field is for
from reports.models.appeal import Appeal  # against a line or a veto
from reports.models.batch import BatchCounty, ScoringBatch  # a city's or province's scoring
from reports.models.bonus import BonusClaim  # a bonus a unit asks for, decided or not
from reports.models.clocks import ScoreClocks  # how many days windows and clocks take
from reports.models.document import Document  # a PDF made from frozen rows
from reports.models.handed import HandedRubric  # a text a city hands down to its counties
from reports.models.kept import KeptOffers  # what can still be gained, as one person has it
from reports.models.mark import (
    DepartmentLink,  # a scoring department hands its marks in once by it
    DoubleScoring,  # a line that two score without seeing each other
    LineMark,  # points given to a line by somebody else than the reviewer
    MarkSheet,  # one handing-in of marks
)
from reports.models.proof import Proof  # a file that proves something said about a score
from reports.models.review import LineChange  # a change of a line
from reports.models.rows import RunRows  # the keys of the records a run counted
from reports.models.rubric import (
    Rubric,  # a version of the year's scoring rules, as data
    RubricAdoption,  # which version is in force for a year, and the peer groups
    RubricDraft,  # a version somebody is working on
)
from reports.models.run import ScoringRun  # the job row of a scoring run
from reports.models.sheet import ScoreLine, ScoreSheet  # a unit's score and its lines
from reports.models.veto import Veto  # a one-vote veto as a case

__all__ = [
    "Appeal",
    "BatchCounty",
    "BonusClaim",
    "DepartmentLink",
    "Document",
    "DoubleScoring",
    "HandedRubric",
    "KeptOffers",
    "LineChange",
    "LineMark",
    "MarkSheet",
    "Proof",
    "Rubric",
    "RubricAdoption",
    "RubricDraft",
    "RunRows",
    "ScoreClocks",
    "ScoreLine",
    "ScoreSheet",
    "ScoringBatch",
    "ScoringRun",
    "Veto",
]
