"""What phones of the shown village sent after a day without a network: entered, refused, sent
twice with two contents, settled. Made by the verbs; received on the county's last day."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any

from accounts import sealing
from accounts.models import User
from households.models import SyncItem
from households.models.sync import beside
from households.transitions.sync import Parcel, receive_item, settle_item
from reports.demo.county import SHOWN_VILLAGE, County, at


def sent_later(county: County) -> None:
    """A handful of items; nothing where the shown village is not there."""
    villages = [v for v in county.villages if v.name.startswith(SHOWN_VILLAGE)] or county.villages
    village = villages[0]
    writer = county.workers[village.code][0]
    above = county.workers[county.township_of(village.code)][0]
    place = {"village": village.code}
    home = place | {"number": "新01", "head_name": "卜新来", "people": "2", "is_resident": "1"}
    first = _parcel(writer, "household", home | {"grid": ""})
    receive_item(first, by=writer)
    other = home | {"grid": "", "people": "3"}
    receive_item(_parcel(writer, "household", other, first.client_uuid), by=writer)
    visit = place | {
        "visited_on": county.until.isoformat(),
        "way": "home",
        "met": "没见到人",
        "state": "门锁着，邻居说去县城了。",
        "change": "same",
    }
    receive_item(_parcel(writer, "visit", visit | {"number": "0000"}), by=writer)
    wrong = receive_item(_parcel(writer, "visit", visit | {"number": "9999"}), by=writer)
    settle_item(
        uid=wrong.uid, settlement="entered", reason="户号写错，已在电脑上补登走访", by=above
    )
    SyncItem.objects.filter(by=writer).update(received_at=at(county.until, 18, 5))
    SyncItem.objects.filter(pk=wrong.pk).update(settled_at=at(county.until, 18, 40))


def _parcel(
    by: User, kind: str, content: dict[str, Any], client_uuid: uuid.UUID | None = None
) -> Parcel:
    """As the phone makes it."""
    fresh = client_uuid or uuid.uuid4()
    owner = sealing.owner_tag(by, sealing.public_key()[0])
    words = beside(fresh, kind, 1, None, owner)
    key, sealed = sealing.seal(json.dumps(content).encode(), beside=words)
    digest = hashlib.sha256(sealed.encode()).hexdigest()
    return Parcel(fresh, kind, 1, None, key, owner, digest, sealed)
