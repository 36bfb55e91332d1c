"""Reads of what phones sent: who may see an item, and what was written in it."""

from __future__ import annotations

import json
from typing import Any

from django.http import QueryDict

from accounts import acts, sealing
from accounts.acts import Act
from accounts.models import User
from households.models import SyncItem
from households.models.sync import SyncItemQuerySet


def kept_for(user: User) -> SyncItemQuerySet:
    """Items `user` may see on a page: a village person's own, an office's whole reach."""
    rows = SyncItem.objects.visible_to(user)
    offices = acts.ALLOWED[Act.SYNC_OVERSEE]
    return rows if user.roles_today() & offices else rows.filter(by=user)


def content_of(item: SyncItem) -> dict[str, Any]:
    """What was written, as field → value; empty when nobody can read it any more."""
    if not item.sealed:
        return {}
    try:
        found = json.loads(sealing.unseal(item.sealed, key=item.key, beside=item.beside))
    except (sealing.Unreadable, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def as_form_data(content: dict[str, Any]) -> QueryDict:
    """Content as a browser would have sent it, for the kind's form."""
    data = QueryDict(mutable=True)
    for name, value in content.items():
        values = value if isinstance(value, list) else [value]
        data.setlist(str(name), ["" if one is None else str(one) for one in values])
    return data
