"""The rule kinds of domain A8, one frozen class for each, found by the name a rubric uses."""

from collections.abc import Mapping
from types import MappingProxyType

from .base import Input, Rule, Scale
from .checklist import Check, Checklist
from .counts import Manual, Shortfall
from .deduct import Deduct
from .events import EventKind
from .ratio import Ratio
from .thresholds import Banded, Linear, Step

__all__ = ["KINDS", "Check", "EventKind", "Input", "Rule", "Scale"]

_CLASSES: tuple[type[Rule], ...] = (
    Ratio,
    Step,
    Banded,
    Linear,
    Shortfall,
    Deduct,
    Checklist,
    Manual,
)

KINDS: Mapping[str, type[Rule]] = MappingProxyType({rule.kind: rule for rule in _CLASSES})
"""Rule classes by kind, read only."""
