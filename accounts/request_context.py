"""The id and address of the request being served, for trail and read log."""

from __future__ import annotations

import uuid
from contextvars import ContextVar

_id: ContextVar[uuid.UUID | None] = ContextVar("request_id", default=None)
_address: ContextVar[str | None] = ContextVar("request_address", default=None)


def begin(address: str | None) -> uuid.UUID:
    """Start a request: a fresh id, its address kept for the logs."""
    fresh = uuid.uuid4()
    _id.set(fresh)
    _address.set(address)
    return fresh


def end() -> None:
    """Forget the request."""
    _id.set(None)
    _address.set(None)


def request_id() -> uuid.UUID | None:
    """The id of the request being served, None outside one."""
    return _id.get()


def address() -> str | None:
    """The address the request came from, None outside one."""
    return _address.get()
