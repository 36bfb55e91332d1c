"""Reads of zero reports: what a village owes, and the grid of units by months."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Sum
from django.utils import timezone

from accounts.models import User
from campaigns.models import Division, Level
from households.models import (
    CellState,
    ExpectedReport,
    ListedFamily,
    ReportingPeriod,
    Timing,
    Visit,
    ZeroReport,
)
