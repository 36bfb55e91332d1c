"""What the fields of reports say about persons: nothing; keys of rows stand for themselves."""

from __future__ import annotations

from accounts.privacy import impersonal

impersonal("reports.runrows", "rows")
impersonal("reports.keptoffers", "asked", "offers")
