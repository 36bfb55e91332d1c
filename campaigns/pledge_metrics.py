"""What can measure a clause. Nobody below reports knows metrics, so reports tells them here when
it starts (tell, don't ask); without it every name is taken as it is."""

from __future__ import annotations

KNOWN: dict[str, str] = {}


def tell(key: str, name: str) -> None:
    """Make a metric known by its key and name."""
    KNOWN[key] = name


def choices() -> list[tuple[str, str]]:
    """For a form: none first."""
    return [("", "—"), *((key, name) for key, name in KNOWN.items())]


def name_of(key: str) -> str:
    """What a metric is called; the key itself where it is not known."""
    return KNOWN.get(key, key)
