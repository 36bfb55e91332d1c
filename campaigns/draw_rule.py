"""The rule of a random draw (features, wish 19), and the list it is made from, as text that another
program reads. Pure: the same list and seed give the same draw, here and anywhere.

The rule, as it is printed (templates/campaigns/draw/_rule.html):
1. A key's lot is SHA-256 of "seed:key" in UTF-8, written in hexadecimal; smaller comes first.
2. Villages: in each group (V line) the first n by lot of their code.
3. Inspectors: village after village, by lot of the village; persons by lot of "village:person";
   who has to stand aside there (X line) or has enough villages already is passed over.
4. Households of a drawn village: the first m by lot, or as many as its N line says.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

HEAD = "anjia-draw-1"
MARK = "anjia-result-1"


class NotEnough(Exception):
    """Somewhere too few people are left who may inspect; holds the village's code."""


@dataclass(frozen=True)
class Measure:
    """How many: villages of each group, people of each village, villages of one person at most,
    households of each village."""

    villages: int
    people: int
    most: int
    homes: int


@dataclass(frozen=True)
class Candidates:
    """Who and what may be drawn. villages: code → group; people: keys; aside: (person, village);
    homes: village → keys of its households; many: village → how many of them, where not every
    village gives the same number. names are for the reader only and are not drawn by."""

    measure: Measure
    villages: Mapping[str, str]
    people: Sequence[str]
    aside: frozenset[tuple[str, str]]
    homes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    many: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Drawn:
    """One village of the result."""

    village: str
    people: tuple[str, ...]
    homes: tuple[str, ...]


def seed_of(secret: str, public_words: str) -> str:
    """What a draw is made with: the secret whose SHA-256 was shown before, and behind a plus what
    was added before everybody's eyes."""
    return f"{secret}+{public_words}" if public_words else secret


def lot(seed: str, key: str) -> str:
    """The lot of a key."""
    return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()


def in_order(seed: str, keys: Iterable[str]) -> list[str]:
    """Keys by their lots."""
    return sorted(keys, key=lambda key: (lot(seed, key), key))


def homes_hash(keys: Iterable[str]) -> str:
    """SHA-256 of a village's households: sorted, one a line."""
    return hashlib.sha256("".join(f"{key}\n" for key in sorted(keys)).encode()).hexdigest()


def list_text(found: Candidates) -> str:
    """The list, sorted, one thing a line, tabs between. Households stand there by their village's
    hash, so that the list fixes them without spelling them out."""
    m = found.measure
    lines = [f"M\t{m.villages}\t{m.people}\t{m.most}\t{m.homes}"]
    lines += [f"V\t{group}\t{code}\t{_name(found, code)}" for code, group in found.villages.items()]
    lines += [f"P\t{person}\t{_name(found, person)}" for person in found.people]
    lines += [f"X\t{person}\t{village}" for person, village in found.aside]
    lines += [
        f"H\t{village}\t{len(keys)}\t{homes_hash(keys)}" for village, keys in found.homes.items()
    ]
    lines += [f"N\t{village}\t{count}" for village, count in found.many.items()]
    return "".join(f"{line}\n" for line in (HEAD, *sorted(lines)))


def _name(found: Candidates, key: str) -> str:
    return " ".join(found.names.get(key, "").split())


def digest(text: str) -> str:
    """SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_list(text: str, homes: Mapping[str, Sequence[str]]) -> Candidates:
    """The list as it was sealed."""
    by_mark: dict[str, list[list[str]]] = defaultdict(list)
    for line in text.splitlines()[1:]:
        mark, *rest = line.split("\t")
        by_mark[mark].append(rest)
    numbers = [int(number) for number in by_mark["M"][0]]
    return Candidates(
        Measure(*numbers),
        {code: group for group, code, _name_ in by_mark["V"]},
        [person for person, _name_ in by_mark["P"]],
        frozenset((person, village) for person, village in by_mark["X"]),
        homes,
        {rest[-2]: rest[-1] for mark in "VP" for rest in by_mark[mark]},
        {village: int(count) for village, count in by_mark["N"]},
    )


def draw(found: Candidates, seed: str) -> list[Drawn]:
    """The draw. Raises NotEnough where a village is left without people."""
    m = found.measure
    groups: dict[str, list[str]] = defaultdict(list)
    for code, group in found.villages.items():
        groups[group].append(code)
    chosen = [code for codes in groups.values() for code in in_order(seed, codes)[: m.villages]]
    busy: dict[str, int] = defaultdict(int)
    out = []
    for village in in_order(seed, chosen):
        free = [
            person
            for person in sorted(
                found.people,
                key=lambda p, v=village: (lot(seed, f"{v}:{p}"), p),  # type: ignore[misc]
            )
            if (person, village) not in found.aside and busy[person] < m.most
        ][: m.people]
        if len(free) < m.people:
            raise NotEnough(village)
        for person in free:
            busy[person] += 1
        wanted = found.many.get(village, m.homes)
        homes = in_order(seed, found.homes.get(village, ()))[:wanted]
        out.append(Drawn(village, tuple(free), tuple(homes)))
    return out


def result_text(drawn: Iterable[Drawn]) -> str:
    """The result, one village a line: code, persons, households; parted by tabs and commas."""
    rows = (f"{d.village}\t{','.join(d.people)}\t{','.join(d.homes)}" for d in drawn)
    return "".join(f"{row}\n" for row in rows)


def export_text(listed: str, seed: str, homes: Mapping[str, Sequence[str]], result: str) -> str:
    """What is published after a draw: the seed, the sealed list word for word, the households of
    the drawn villages, the result."""
    keys = [f"K\t{village}\t{key}" for village in sorted(homes) for key in sorted(homes[village])]
    return "".join(f"{line}\n" for line in (f"S\t{seed}", *keys)) + listed + f"{MARK}\n" + result
