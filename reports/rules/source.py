"""Where the count of a deduction or a bonus comes from when no line has it: a metric and one of
its parts (domain A6: 通报批评, unrectified problems, adopted papers)."""

from dataclasses import dataclass

from ..metrics.catalogue import METRICS
from .facts import Facts
from .reader import Reader

__all__ = ["Source", "own_key", "read_source"]


def own_key(metric: str) -> str:
    """The key of a metric's counts of the units themselves."""
    return f"{metric}@own"


@dataclass(frozen=True, slots=True)
class Source:
    """`part` is "numerator", "denominator" or an event of `metric`; `own`: only what befell the
    unit itself counts, not what befell the units below it."""

    metric: str
    part: str
    own: bool = False

    @property
    def counts_key(self) -> str:
        """The key its counts are handed in by."""
        return own_key(self.metric) if self.own else self.metric

    def count(self, facts: Facts) -> int:
        """What the counts of the metric say of the part."""
        if self.part == "numerator":
            return facts.top()
        return facts.base() if self.part == "denominator" else facts.count(self.part, self.part)

    def dump(self) -> dict[str, object]:
        """As `read_source` takes it."""
        data: dict[str, object] = {"metric": self.metric, "part": self.part}
        return {**data, "own": True} if self.own else data


def read_source(reader: Reader) -> Source | None:
    """`metric`, `part` and `own` of an entry; None where it names no metric."""
    if not reader.has("metric"):
        if reader.has("part") or reader.has("own"):
            reader.fault("写了“part”或“own”，还应写明数据指标“metric”。")
            reader.text("part", "")
            reader.flag("own")
        return None
    source = Source(reader.text("metric"), reader.text("part"), reader.flag("own"))
    metric = METRICS.get(source.metric)
    if metric is None:
        reader.fault(f"未知的数据指标“{source.metric}”。")
    elif source.part not in {"numerator", "denominator", *metric.event_keys()}:
        reader.fault(f"数据指标“{source.metric}”不统计“{source.part}”。")
    return source
