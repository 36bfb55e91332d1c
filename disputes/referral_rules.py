"""Pure rules of a referral slip: what may stand on it, which results a body may choose."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import timedelta

from accounts.links import token_hash
from disputes.models.referral import Agency, Result

PURPOSE = "referral"  # of its links (accounts.links)
LINK_DAYS = 14  # house choice [C]
LINK_DAYS_MOST = 60
LIFE = timedelta(days=LINK_DAYS)

COMMON = (Result.DONE, Result.GOING_ON, Result.REFUSED, Result.ABSENT)
RESULTS: dict[str, tuple[Result, ...]] = {
    Agency.COURT: (Result.FILED, *COMMON),
    Agency.POLICE: (Result.FILED, Result.WARNED, *COMMON),
    Agency.LEGAL_AID: (Result.ASSIGNED, *COMMON),
    Agency.HOSPITAL: (Result.TREATED, *COMMON),
    Agency.SHELTER: (Result.LODGED, Result.HELPED, *COMMON),
    Agency.CIVIL: (Result.HELPED, *COMMON),
    Agency.SCHOOL: COMMON,
    Agency.OTHER: COMMON,
}
# A slip is a sheet that lies about: it never says what kind of trouble somebody is in.
LOUD = ("家暴", "家庭暴力", "施暴", "受虐", "虐待", "性侵", "强奸", "猥亵")


def loud_words(texts: Iterable[str]) -> list[str]:
    """Words that may not stand on a slip; blanks, invisible signs and full-width forms between the
    characters hide nothing."""
    plain = "\n".join(
        "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum()) for text in texts
    )
    return [word for word in LOUD if word in plain]


def results_for(kind: str) -> list[tuple[str, str]]:
    """What this kind of body may answer, for a choice."""
    return [(str(r.value), str(r.label)) for r in RESULTS[kind]]


def link_hash(token: str) -> bytes:
    """What a slip is found by."""
    return token_hash(PURPOSE, token)
