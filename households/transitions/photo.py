"""The verb of a visit's photos."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.photos import Unusable, cleaned
from accounts.refusals import Forbidden, Invalid
from households.models import Visit, VisitPhoto

MOST = 6  # a visit


@transaction.atomic
def add_photos(visit: Visit, *, files: Sequence[bytes], by: User) -> list[VisitPhoto]:
    """Clean and keep photos of a visit, at most six of one visit (domain J2; reliability E1): by
    whoever made the visit. All or none; nothing of what the camera wrote beside the picture is
    kept (C10)."""
    row = Visit.objects.locked(by, uid=visit.uid)
    acts.require(by, Act.FAMILY_VISIT, row.village_id)
    if row.visitor_id != by.pk and not by.is_system:
        raise Forbidden(_("照片由走访的人自己添加。"))
    if VisitPhoto.objects.filter(visit=row).count() + len(files) > MOST:
        raise Invalid({"photos": _("一次走访最多 %(n)d 张照片。") % {"n": MOST}})
    made = []
    for place, data in enumerate(files, 1):
        try:
            photo = cleaned(data)
        except Unusable as error:
            words = _("第 %(n)d 张：%(why)s") % {"n": place, "why": error}
            raise Invalid({"photos": words}) from None
        made.append(
            VisitPhoto.objects.create(
                visit=row,
                village_id=row.village_id,
                image=photo.data,
                width=photo.width,
                height=photo.height,
                added_by=by,
                added_at=timezone.now(),
            )
        )
    if made:
        trail.record(
            Act.FAMILY_VISIT,
            by=by,
            on=row,
            place=row.village_id,
            after={"photos": [str(one.uid) for one in made]},
        )
    return made
