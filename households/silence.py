"""静默雷达: is a run of nil reports unusual among villages of like size? Pure arithmetic.

Villages of a county are put in four bands by their number of households. Among the others of its
band, the share of reports that found something is p = found ÷ filed. A village that found
nothing n times in a row would do so by chance with probability (1 − p)ⁿ. It is worth a helping
visit only when that is small, the run is long enough, and the band is large and lively enough to
say anything (small numbers say nothing: features 9). It is never a deduction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BANDS = 4
LEAST_PEERS = 10
LEAST_FOUND = 5


@dataclass(frozen=True, slots=True)
class Village:
    """What one village filed in the closed periods, oldest first: "nil", "found", or anything
    else (missing, untrue), which ends a run; exempt periods are left out."""

    code: int
    households: int
    reports: Sequence[str]

    @property
    def run(self) -> int:
        """How many nils in a row up to now."""
        count = 0
        for kind in reversed(self.reports):
            if kind != "nil":
                break
            count += 1
        return count


@dataclass(frozen=True, slots=True)
class Silence:
    """A run that is worth a visit, with the figures behind it; odds in a thousand."""

    village: int
    households: int
    zeros: int
    peers: int
    filed: int
    found: int
    odds: int


def bands(villages: Iterable[Village]) -> list[list[Village]]:
    """Four bands of like size; villages of equal size never part."""
    ordered = sorted(villages, key=lambda v: (v.households, v.code))
    out: list[list[Village]] = [[] for _ in range(BANDS)]
    of_size: dict[int, int] = {}
    for index, village in enumerate(ordered):
        band = of_size.setdefault(village.households, index * BANDS // len(ordered))
        out[band].append(village)
    return [band for band in out if band]


def silences(villages: Iterable[Village], *, least_run: int, most_odds: int) -> list[Silence]:
    """Villages whose run of nils is at least `least_run` long and whose odds are at most
    `most_odds` in a thousand."""
    out = []
    for band in bands(villages):
        filed = {v.code: sum(k in ("nil", "found") for k in v.reports) for v in band}
        found = {v.code: sum(k == "found" for k in v.reports) for v in band}
        all_filed, all_found = sum(filed.values()), sum(found.values())
        for village in band:
            peers = len(band) - 1
            theirs, finds = all_filed - filed[village.code], all_found - found[village.code]
            if village.run < least_run or peers < LEAST_PEERS or finds < LEAST_FOUND:
                continue
            odds = (1 - finds / theirs) ** village.run * 1000
            if odds <= most_odds:
                out.append(
                    Silence(
                        village=village.code,
                        households=village.households,
                        zeros=village.run,
                        peers=peers,
                        filed=theirs,
                        found=finds,
                        odds=round(odds),
                    )
                )
    return sorted(out, key=lambda s: (s.odds, s.village))
