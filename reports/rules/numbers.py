"""Exact arithmetic of scores and how figures are written.

Everything is computed with `Fraction`; rounding happens once, half-up to two
places, when an indicator's points are fixed (domain A8).
"""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

__all__ = ["MINUS", "ZERO", "fixed", "half_up", "percent", "plain", "points_text", "round_places"]

MINUS = "−"
ZERO = Decimal("0.00")


def round_places(value: Fraction, places: int) -> Decimal:
    """`value` rounded half-up (away from zero) to `places` decimals."""
    top, base = value.numerator, value.denominator
    whole = (2 * abs(top) * 10**places + base) // (2 * base)
    return Decimal(whole if top >= 0 else -whole).scaleb(-places)


def half_up(value: Fraction) -> Decimal:
    """`value` rounded half-up to two places: the only rounding of points there is."""
    return round_places(value, 2)


def fixed(points: Decimal) -> str:
    """Points with two places and the true minus sign: "2.30", "−0.50"."""
    text = f"{abs(points):.2f}"
    return f"{MINUS}{text}" if points < 0 else text


@lru_cache(maxsize=4096)
def plain(value: Fraction | Decimal | int) -> str:
    """A figure without needless zeros: "5", "0.2"; endless decimals are cut at four places."""
    exact = Fraction(value)
    digits = f"{round_places(abs(exact), 4):f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return f"{MINUS}{digits}" if exact < 0 and digits != "0" else digits


def points_text(value: Fraction | Decimal | int) -> str:
    """A figure of points with its measure word: "0.2分"."""
    return f"{plain(value)}分"


def percent(rate: Fraction) -> str:
    """A rate (0–1) as a percentage with at most two places: "93.44%", "85%".

    A rate that only rounding would lift onto a whole per cent is cut instead
    (84.996 % is written 84.99%), so that the printed figure never contradicts
    a threshold it did not reach.
    """
    exact = rate * 100
    rounded = half_up(exact)
    if rounded == rounded.to_integral_value() and exact < Fraction(rounded):
        rounded -= Decimal("0.01")
    return f"{plain(rounded)}%"
