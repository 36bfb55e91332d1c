"""Links for people without an account: one secret of 128 random bits each, found by a keyed hash
and kept nowhere. The page behind a link is accounts.views.public.PublicLink."""

from __future__ import annotations

import re
import secrets

from accounts import vault

TOKEN_BYTES = 16
TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


def new_token() -> str:
    """The secret of one link."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(purpose: str, token: str) -> bytes:
    """The hash a link of this purpose ("referral", "task", …) is found by: 16 bytes, unique in its
    table. What cannot be a token has a hash too, so that the same query is asked whatever was
    typed."""
    return vault.blind(f"{purpose}.token", token if TOKEN.fullmatch(token) else "")


def browser_hash(purpose: str, key: str) -> bytes:
    """The hash of what the browser keeps that a link is bound to."""
    return vault.blind(f"{purpose}.browser", key)
