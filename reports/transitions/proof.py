"""Keeping a file with what it proves: a step inside the verbs of its owners, which ask who may and
write the trail."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.kept_bytes import taken
from accounts.models import User
from accounts.photos import Unusable
from accounts.refusals import Invalid
from reports.models import Proof

FILES_AT_ONCE = 6
TITLE_MOST = 60


def keep_proofs(
    owner: str,
    row: Model,
    files: Sequence[bytes],
    *,
    unit: int,
    title: str,
    by: User,
    code: str = "",
    field: str = "proof",
) -> None:
    """Keep photos or PDFs with `row`. owner: a name of models.proof.OWNERS; unit: the code of the
    row's unit. Raises Invalid with a sentence at `field`."""
    if len(files) > FILES_AT_ONCE:
        raise Invalid({field: _("一次最多 %(n)d 个文件。") % {"n": FILES_AT_ONCE}})
    for number, data in enumerate(files, 1):
        try:
            kept = taken(data)
        except Unusable as refusal:
            raise Invalid({field: str(refusal)}) from None
        Proof.objects.create(
            **{owner: row},
            unit_id=unit,
            code=code,
            title=(title if len(files) == 1 else f"{title}{number}")[:TITLE_MOST],
            medium=kept.medium,
            data=kept.data,
            size=len(kept.data),
            pages=kept.pages,
            added_by=by,
            added_at=timezone.now(),
        )
