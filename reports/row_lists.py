"""How the keys of counted records are kept: a line of text for all records of a place that count
the same, "visits|1,0|{17,23}": metric, what each counts for its columns, keys. Where metrics were
read together, the records stand once for all: "creation+household_pledges|1,1+1,0|{17,23}".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def head(metrics: Sequence[str], weights: Sequence[Sequence[int]]) -> str:
    """A line up to the keys."""
    told = "+".join(",".join(map(str, own)) for own in weights)
    return f"{'+'.join(metrics)}|{told}|"


def lists_in(text: str) -> Iterator[tuple[str, list[int], str]]:
    """Each metric with what the records count for it, and their keys as text."""
    for line in text.splitlines():
        metrics, told, found = line.split("|")
        for metric, weights in zip(metrics.split("+"), told.split("+"), strict=True):
            yield metric, [int(weight) for weight in weights.split(",")], found


def keys_in(text: str) -> list[int | None]:
    """The keys in "{17,23,NULL}"; NULL stands for a counted list, which names no record."""
    return [None if key == "NULL" else int(key) for key in text[1:-1].split(",")]


def size_of(text: str) -> int:
    """How many records "{17,23}" names."""
    return text.count(",") + 1
