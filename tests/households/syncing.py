"""Helps for the tests of what is written offline: a parcel as a phone makes it."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any

from accounts import sealing
from accounts.models import User
from households.models.sync import beside
from households.transitions.sync import Parcel
from tests.cast import World

NIL = {"kind": "nil", "found": "", "checks": ["police"], "summary": "", "measures": ""}
VISIT = {
    "visited_on": "2026-11-24",
    "way": "home",
    "met": "夫妻二人",
    "state": "平静",
    "change": "same",
    "needs": "",
    "measures": "",
}


def parcel(user: User, kind: str, content: dict[str, Any], **changes: Any) -> Parcel:
    """A sealed item of `user`; changes: other clear fields."""
    clear: dict[str, Any] = {"client_uuid": uuid.uuid4(), "form": 1, "base": None} | changes
    owner = clear.pop("owner", None) or sealing.owner_tag(user, sealing.public_key()[0])
    words = beside(clear["client_uuid"], kind, clear["form"], clear["base"], owner)
    key, sealed = sealing.seal(json.dumps(content).encode(), beside=words)
    digest = hashlib.sha256(sealed.encode()).hexdigest()
    return Parcel(
        kind=kind,
        owner=owner,
        **({"key": key, "sealed": sealed, "digest": digest} | clear),
    )


def as_json(one: Parcel, written_at: str = "2026-11-24T09:00:00+08:00") -> dict[str, Any]:
    """A parcel as it travels."""
    return {
        "client_uuid": str(one.client_uuid),
        "kind": one.kind,
        "form": one.form,
        "base": one.base,
        "key": one.key,
        "owner": one.owner,
        "digest": one.digest,
        "sealed": one.sealed,
        "written_at": written_at,
    }


def nil_of(world: World, period: Any, **changes: Any) -> dict[str, Any]:
    """The content of a nil report of 甲一村."""
    return NIL | {"period": period.pk, "village": world.village_one.code} | changes
