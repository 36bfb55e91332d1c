"""Keeping files with what they prove. These are steps inside the verbs of their owners, which ask
who may and write the trail."""

from __future__ import annotations

from django.db.models import Model, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.kept_bytes import taken
from accounts.models import User
from accounts.photos import Unusable
from accounts.refusals import Invalid
from campaigns.models import KeptFile

FILES_MOST = 20  # with one owner (reliability E1)
BYTES_A_YEAR = 500 * 1024 * 1024  # of one place (reliability E1)
TITLE_MOST = 60


def keep_file(
    owner: str, row: Model, *, place: int, title: str, data: bytes, by: User, field: str = "file"
) -> KeptFile:
    """Keep a photo or a PDF with `row`, which is held locked. owner: a name of
    kept_file.OWNERS; place: the code of the row's place; data: at most photos.BYTES_MOST + 1 bytes
    of what was sent. Raises Invalid with a sentence at `field`."""
    _require_room(owner, row, place, len(data), field)
    try:
        kept = taken(data)
    except Unusable as refusal:
        raise Invalid({field: str(refusal)}) from None
    return KeptFile.objects.create(
        **{owner: row},
        place_id=place,
        title=title.strip()[:TITLE_MOST] or _("附件"),
        medium=kept.medium,
        data=kept.data,
        size=len(kept.data),
        pages=kept.pages,
        added_by=by,
        added_at=timezone.now(),
    )


def _require_room(owner: str, row: Model, place: int, size: int, field: str) -> None:
    if KeptFile.objects.filter(**{owner: row}).kept().count() >= FILES_MOST:
        raise Invalid({field: _("这里最多放 %(n)d 个附件。") % {"n": FILES_MOST}})
    this_year = KeptFile.objects.filter(place=place, added_at__year=timezone.localdate().year)
    used = this_year.aggregate(sum=Sum("size"))["sum"] or 0
    if used + size > BYTES_A_YEAR:
        raise Invalid({field: _("本单位今年的附件已超过 500 MB，请先清理。")})


def take_back(file: KeptFile, *, by: User) -> KeptFile:
    """The line stays, the bytes are gone."""
    file.taken_back_at, file.taken_back_by, file.data = timezone.now(), by, b""
    file.save(update_fields=["taken_back_at", "taken_back_by", "data"])
    return file
