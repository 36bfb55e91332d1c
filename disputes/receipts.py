"""The code a caller is given (回执码): she asks with it how far her matter is, and learns nothing
more; whoever finds the slip learns nothing about anybody (features 35)."""

from __future__ import annotations

import secrets
import unicodedata

from accounts import vault

SIGNS = "23456789ABCDEFGHJKMNPQRTUVWXYZ"  # none that is mistaken for another, 30 of them
LENGTH = 10  # 30^10: guessing at ten a minute finds none


def new_receipt() -> str:
    """A fresh code, K7M4-9QXT-2P."""
    code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def receipt_hash(typed: str) -> bytes:
    """The keyed hash a code is found by, however it was typed."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return vault.blind("matter.receipt", "".join(c for c in plain if c.isalnum()))
