"""Verbs of postings (任职), done by the security administrator and never for oneself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, leaving, trail
from accounts.acts import Act
from accounts.models import Posting, User
from accounts.queries import SECURITY_ONLY, postings_for, reaches, users_for
from accounts.reach import Span
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.roles import CASE_ROLES, COUNTY_LEVEL, ROLE_LEVELS, Role, incompatible

LEVEL_NAMES = {1: "省", 2: "市", 3: "县", 4: "乡镇（街道）", 5: "村（社区）"}


@transaction.atomic
def grant_posting(
    *, user: User, role: Role, division: Any, since: date, until: date | None, by: User
) -> Posting:
    """Post `user` to `division` in `role` from `since` to `until` (both whole days, the last one
    included; None while open). 三员分立: nobody holds two administrators' roles, or one beside
    work with families; nobody grants to herself.

    Raises Http404 outside one's county, Forbidden outside one's role, Invalid with words."""
    if not reaches(by, division.code, SECURITY_ONLY):
        raise Http404
    if not users_for(by).filter(pk=user.pk).exists():
        raise Http404
    acts.require(by, Act.POSTING_GRANT, division.code)
    if user == by:
        raise Forbidden(_("不能给自己授予任职，请另一位安全管理员办理。"))
    _require_level(role, division)
    if until is not None and until < since:
        raise Invalid({"until": _("止日不能早于起日。")})
    after = until + timedelta(days=1) if until else None
    posting = Posting.build(
        user=user, role=role, division=division, since=since, until=after, by=by
    )
    _require_apart(posting, since, after)
    _saved(posting)
    trail.record(Act.POSTING_GRANT, by=by, on=posting, place=division.code, after=_words(posting))
    return posting


@transaction.atomic
def end_posting(*, pk: int, by: User, reason: str) -> Posting:
    """End a posting today; from the next request on it gives no right (reliability A9). Refused
    while families, hand-overs or cases there hang on the person (accounts.leaving)."""
    posting = postings_for(by).select_for_update(of=("self",)).filter(pk=pk).first()
    if posting is None:
        raise Http404
    acts.require(by, Act.POSTING_END, posting.division_id)
    if posting.user_id == by.pk:
        raise Forbidden(_("不能结束自己的任职，请另一位安全管理员办理。"))
    today, before = timezone.localdate(), _words(posting)
    if posting.is_over:
        raise NotTheMoment(_("这项任职已经结束。"))
    leaving.require_free(posting.user, leaving.spans((posting,)), _still_held(posting))
    posting.days = (posting.days.lower, max(today, posting.days.lower))
    posting.save(update_fields=["days"])
    trail.record(
        Act.POSTING_END,
        by=by,
        on=posting,
        place=posting.division_id,
        before=before,
        after={"until": str(today)},
        reason=reason,
    )
    return posting


def _still_held(posting: Posting) -> tuple[Span, ...]:
    """Where the person goes on working with families once this posting has ended."""
    others = posting.user.postings.in_force().exclude(pk=posting.pk).select_related("division")
    return leaving.spans(p for p in others if p.role in CASE_ROLES)


def _require_level(role: Role, division: Any) -> None:
    levels = ROLE_LEVELS[role]
    if (COUNTY_LEVEL if division.is_county else division.level) not in levels:
        raise Invalid(
            {
                "division": _("%(role)s任职在%(level)s，%(place)s不是。")
                % {
                    "role": role.label,
                    "level": "、".join(LEVEL_NAMES[level] for level in sorted(levels)),
                    "place": division.name,
                }
            }
        )


def _require_apart(posting: Posting, since: date, after: date | None) -> None:
    """The sentence; the database's trigger posting_roles_apart is the last guard."""
    held = Posting.objects.filter(user=posting.user, days__overlap=(since, after))
    for other in held:
        if incompatible(Role(posting.role), Role(other.role)):
            raise Invalid(
                {
                    "role": _("%(name)s同期已任%(held)s，不能再任%(role)s：三员分立，互不兼任。")
                    % {
                        "name": posting.user.name,
                        "held": other.get_role_display(),
                        "role": posting.get_role_display(),
                    }
                }
            )


def _saved(posting: Posting) -> None:
    try:
        with transaction.atomic():
            posting.save()
    except IntegrityError as error:
        if "posting_roles_apart" in str(error) or "incompatible roles" in str(error):
            sentence = _("三员分立：这个人同期的任职与此不能兼任。")
        else:
            sentence = _("这个人在这个区划同期已有任职，请先结束原任职。")
        raise Invalid({"role": sentence}) from None
    posting.refresh_from_db()


def _words(posting: Posting) -> dict[str, object]:
    days = posting.days
    lower, upper = (days.lower, days.upper) if hasattr(days, "lower") else days
    return {
        "user": posting.user_id,
        "role": posting.role,
        "division": posting.division_id,
        "since": str(lower),
        "until": str(upper) if upper else "",
    }
