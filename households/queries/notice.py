"""What a person has not read yet, for the home page; one query."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from households.models import Notice

MOST = 20


@dataclass(frozen=True)
class Unread:
    """count is cut at MOST; title of the newest."""

    count: int
    title: str
    grave: bool

    @property
    def words(self) -> str:
        """3, or 20 条以上."""
        return f"{self.count}+" if self.count == MOST else str(self.count)


def unread(user: User) -> Unread | None:
    """None when everything was read."""
    rows = Notice.objects.for_person(user).unread_by(user).values_list("title", "grave")[:MOST]
    found = list(rows)
    if not found:
        return None
    return Unread(len(found), found[0][0], any(grave for _title, grave in found))
