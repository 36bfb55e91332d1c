"""Processor time of a measuring: a busy machine stretches the clock, not the work."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django.db import connection


def processor_ms() -> float | None:
    """Milliseconds our process and its database process have worked so far; None where that one is
    on another machine or cannot be looked at."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), inet_server_addr() IS NULL")
        pid, here = cursor.fetchone()
    try:
        # Fields 14 and 15 of proc(5), counted after the name in brackets, in clock ticks.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() if here else []
    except OSError:
        return None
    if not fields:
        return None
    ticks = int(fields[11]) + int(fields[12])
    return time.process_time() * 1000 + ticks * 1000 / os.sysconf("SC_CLK_TCK")
