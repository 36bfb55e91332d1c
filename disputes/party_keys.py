"""By what a party is found, as keyed hashes (reliability C1, C3): pairs of neighbouring characters
of her name, the whole name, and her telephone number."""

from __future__ import annotations

from functools import lru_cache

from accounts import vault
from accounts.identity import NotValid, read_phone
from accounts.search_terms import pairs, plain
from disputes.models.party import Party


@lru_cache(maxsize=50_000)
def _key(purpose: str, value: str) -> int:
    return vault.blind_number(f"party.{purpose}", value)


def name_key(name: str) -> int:
    """The whole name."""
    return _key("name", plain(name))


def phone_key(phone: str) -> int | None:
    """The whole telephone number; None for what is none."""
    digits = phone_digits(phone)
    return _key("phone", digits) if digits else None


def keys_of(name: str, phone: str = "") -> list[int]:
    """Everything a party of that name and telephone is found by."""
    keys = {_key("part", part) for part in pairs(plain(name))} | {name_key(name)}
    if digits := phone_digits(phone):
        keys.add(_key("phone", digits))
    return sorted(keys)


def asked_keys(words: str) -> set[int]:
    """What a party must hold to be found by what somebody typed: a telephone number, or the
    pairs of (a part of) a name; one character alone finds nobody."""
    if digits := phone_digits(words):
        return {_key("phone", digits)}
    return {_key("part", part) for part in pairs(plain(words))}


def phone_digits(phone: str) -> str:
    """The number as it is hashed; "" for what is none."""
    try:
        return read_phone(phone).replace("-", "") if phone.strip() else ""
    except NotValid:
        return ""


def refresh(party: Party) -> None:
    """Set the keys of a party whose name or telephone changed; the caller saves."""
    party.keys = keys_of(party.name, party.phone)
