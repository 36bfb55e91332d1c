"""What every job row says of itself in the API; the shapes of each kind add their own."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers


class JobShape(serializers.ModelSerializer[Any]):
    """How far a job is: done of total and message while it works, error why it failed."""

    state_label = serializers.CharField(source="get_state_display")

    JOB: ClassVar[tuple[str, ...]] = (
        "uid", "state", "state_label", "asked_at", "done", "total", "message", "error",
        "finished_at",
    )  # fmt: skip


class StoppableShape(JobShape):
    """A job a person may call off."""

    called_off = serializers.BooleanField()

    JOB: ClassVar[tuple[str, ...]] = (*JobShape.JOB, "called_off")
