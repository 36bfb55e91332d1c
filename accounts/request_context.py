"""The id and address of the request being served, for trail and read log."""

from __future__ import annotations

import uuid
from contextvars import ContextVar
from typing import Any

_id: ContextVar[uuid.UUID | None] = ContextVar("request_id", default=None)
_address: ContextVar[str | None] = ContextVar("request_address", default=None)
_notes: ContextVar[list[dict[str, Any]] | None] = ContextVar("request_notes", default=None)
_kept: ContextVar[dict[object, Any] | None] = ContextVar("request_kept", default=None)


def begin(address: str | None) -> uuid.UUID:
    """Start a request: a fresh id, its address kept for the logs."""
    fresh = uuid.uuid4()
    _id.set(fresh)
    _address.set(address)
    _notes.set([])
    _kept.set({})
    return fresh


def end() -> None:
    """Forget the request."""
    _id.set(None)
    _address.set(None)
    _notes.set(None)
    _kept.set(None)


def request_id() -> uuid.UUID | None:
    """The id of the request being served, None outside one."""
    return _id.get()


def address() -> str | None:
    """The address the request came from, None outside one."""
    return _address.get()


def keep_note(values: dict[str, Any]) -> None:
    """Remember what a reading of this request said, should its transaction be rolled back."""
    notes = _notes.get()
    if notes is not None:
        notes.append(values)


def notes() -> list[dict[str, Any]]:
    """The readings noted in this request."""
    return list(_notes.get() or [])


def kept() -> dict[object, Any]:
    """What this request put together once and uses again; outside a request nothing is kept."""
    kept = _kept.get()
    return {} if kept is None else kept
