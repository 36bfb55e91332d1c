"""The papers by key, in the order offices name them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from households.papers.approvals import Approvals
from households.papers.base import Paper
from households.papers.creation import Creation
from households.papers.hazards import Hazards
from households.papers.incentives import Incentives
from households.papers.keepers import Keepers
from households.papers.monthly import Monthly
from households.papers.pairings import Pairings
from households.papers.recommended import Recommended
from households.papers.registration import Registration
from households.papers.visits import Visits
from households.papers.zero import Zero

ALL: tuple[Paper, ...] = (
    Registration(),
    Monthly(),
    Zero(),
    Hazards(),
    Keepers(),
    Visits(),
    Pairings(),
    Creation(),
    Recommended(),
    Approvals(),
    Incentives(),
)
PAPERS: Mapping[str, Paper] = MappingProxyType({paper.key: paper for paper in ALL})
