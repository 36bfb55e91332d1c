"""The metric catalogue for people: what each metric counts, from which records, and which lines of
the rubrics in use ask for it (wish 3 of features: nobody guesses what a figure means)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from accounts.drawing.official import Paper, draw
from accounts.models import User
from campaigns.models import Level
from reports.metrics.catalogue import METRICS, Metric
from reports.metrics.words.disputes import DISPUTES
from reports.metrics.words.families import FAMILIES
from reports.metrics.words.organisation import ORGANISATION
from reports.metrics.words.publicity import PUBLICITY
from reports.models import RubricAdoption
from reports.rules import Rubric, load_shipped, rubric_from_dict

GROUPS: tuple[tuple[str, tuple[Metric, ...]], ...] = (
    ("组织工作", ORGANISATION),
    ("宣传、培训和群众调查", PUBLICITY),
    ("家庭工作", FAMILIES),
    ("调解和维权", DISPUTES),
)
TITLE = "考核统计指标说明"


@dataclass(frozen=True, slots=True)
class Use:
    """A line that a metric feeds, or what it counts beside the lines (code: 扣分, 加分)."""

    rubric: str
    code: str
    name: str

    def __str__(self) -> str:
        return f"{self.rubric} {self.code} {self.name}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One metric with its uses; `number` counts through the whole catalogue."""

    number: int
    metric: Metric
    uses: tuple[Use, ...]

    @property
    def besides(self) -> str:
        """What is counted besides numerator and denominator; items by their names alone."""
        of_items = {event.key for item in self.metric.items for event in item.events()}
        events = [event.label for event in self.metric.events if event.key not in of_items]
        return "、".join([*events, *(item.label for item in self.metric.items)])

    @property
    def used(self) -> str:
        """Its uses in one line."""
        return "；".join(map(str, self.uses))


@dataclass(frozen=True, slots=True)
class Section:
    """A group of metrics."""

    title: str
    entries: tuple[Entry, ...]


def rubrics_in_use(user: User) -> tuple[Rubric, Rubric]:
    """Those last adopted for the newest year; where none was, those that come with the system."""
    adopted = RubricAdoption.objects.visible_to(user).select_related("rubric")
    rows = list(adopted.order_by("campaign__year", "at", "id"))
    newest = {r.level: r.rubric for r in rows if r.campaign_id == rows[-1].campaign_id}
    township, village = (
        rubric_from_dict(newest[level].content) if level in newest else load_shipped(code)
        for level, code in ((Level.TOWNSHIP, "RC1"), (Level.VILLAGE, "RC2"))
    )
    return township, village


def sections(rubrics: Sequence[Rubric], words: str = "") -> list[Section]:
    """The catalogue; with `words`, the metrics that speak of them."""
    uses = _uses(rubrics)
    numbers = {metric.key: n for n, metric in enumerate(_ordered(), 1)}
    found = []
    for title, metrics in GROUPS:
        entries = tuple(
            entry
            for metric in metrics
            if _speaks(entry := Entry(numbers[metric.key], metric, tuple(uses[metric.key])), words)
        )
        if entries:
            found.append(Section(title, entries))
    return found


def _ordered() -> list[Metric]:
    return [metric for _title, metrics in GROUPS for metric in metrics]


def _speaks(entry: Entry, words: str) -> bool:
    metric = entry.metric
    told = f"{metric.name}{metric.definition}{entry.besides}{metric.source}{entry.used}"
    return words.strip() in told


def _uses(rubrics: Sequence[Rubric]) -> dict[str, list[Use]]:
    out: dict[str, list[Use]] = defaultdict(list)
    for rubric in rubrics:
        level = {"township": "乡镇", "village": "村"}.get(rubric.level, rubric.code)
        for line in rubric.indicators:
            if line.metric in METRICS:
                out[line.metric].append(Use(level, line.code, line.name))
        for metric, beside in _beside(rubric).items():
            out[metric] += [Use(level, kind, "、".join(labels)) for kind, labels in beside.items()]
    return out


def _beside(rubric: Rubric) -> dict[str, dict[str, list[str]]]:
    """Metric → 扣分 or 加分 → the labels it counts beside the lines."""
    labels = {("deduction", one.key): one.label for one in rubric.deductions}
    labels |= {("bonus", one.key): one.label for one in rubric.bonus.items}
    out: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for kind, key, source in rubric.outside:
        out[source.metric]["扣分" if kind == "deduction" else "加分"].append(labels[kind, key])
    return out


def catalogue_paper(rubrics: Sequence[Rubric], author: str, day: date) -> Paper:
    """The annex 考核统计指标说明 of the year's report, as a paper of its own."""
    return Paper(
        template="reports/papers/catalogue.html",
        context={"sections": sections(rubrics), "rubrics": rubrics},
        name=TITLE,
        title=(TITLE,),
        author=author,
        day=day,
    )


def catalogue_pdf(rubrics: Sequence[Rubric], author: str, day: date) -> bytes:
    """The paper drawn."""
    return draw(catalogue_paper(rubrics, author, day), demo_mark=settings.DEMO_DATA)


def catalogue_rows(rubrics: Sequence[Rubric]) -> list[tuple[str, tuple[tuple[str, ...], ...]]]:
    """The groups and their rows as texts, for a table on paper."""
    return [
        (section.title, tuple(_row(entry) for entry in section.entries))
        for section in sections(rubrics)
    ]


def _row(entry: Entry) -> tuple[str, ...]:
    metric = entry.metric
    counts = f"分母：{metric.denominator}（{metric.unit}）；分子：{metric.numerator}"
    if entry.besides:
        counts += f"；另计：{entry.besides}"
    source = f"{metric.source}（{metric.period}）"
    return str(entry.number), metric.name, metric.definition, counts, source, entry.used or "—"
