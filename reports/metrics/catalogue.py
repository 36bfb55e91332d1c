"""The names of the metrics a rubric may ask for, and what their counts mean.

Only words live here: no query, no model.  A rubric is checked against these
names when it is loaded; the counts themselves come from the set-based queries
declared elsewhere in this package.  Definitions follow domain A6 and A7 (the
rubric lines), C4 (zero reports) and D (mediation).

Every metric answers, for one unit and one data period, with integers only: a
numerator, a denominator, and one count for each of its event kinds.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reports.metrics.metric import Metric, MetricEvent, MetricItem
from reports.metrics.words.disputes import DISPUTES
from reports.metrics.words.families import FAMILIES
from reports.metrics.words.organisation import ORGANISATION
from reports.metrics.words.publicity import PUBLICITY

__all__ = ["METRICS", "Metric", "MetricEvent", "MetricItem"]

METRICS: Mapping[str, Metric] = MappingProxyType(
    {metric.key: metric for metric in (*ORGANISATION, *PUBLICITY, *FAMILIES, *DISPUTES)}
)
"""Every known metric by its key, read only."""
