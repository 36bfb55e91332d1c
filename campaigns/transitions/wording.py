"""Checks of typed words that the verbs of tasks, inspections and circulars share."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid
from campaigns.models import Division
from campaigns.transitions.unit import require_unit

REASON_LEAST = 4
PUBLIC_MOST = 40


def said(errors: dict[str, str], name: str, text: str, most: int, missing: str) -> str:
    """The text without blanks around it; an error where it is missing or too long."""
    text = text.strip()
    if not text:
        errors[name] = missing
    elif len(text) > most:
        errors[name] = _("不超过 %(n)d 个字。") % {"n": most}
    return text


def require_reason(name: str, text: str, most: int = 300) -> str:
    """A reason of at least one short sentence, or 422."""
    text = text.strip()
    if len(text) < REASON_LEAST:
        raise Invalid({name: _("请写明原因，至少一句话。")})
    if len(text) > most:
        raise Invalid({name: _("不超过 %(n)d 个字。") % {"n": most}})
    return text


def public_number(text: str) -> str:
    """A number made before everybody's eyes (dice, a lottery's result), without blanks; 422 for
    what cannot be typed again by whoever repeats the draw."""
    text = "".join(text.split())
    if len(text) > PUBLIC_MOST or not text.isascii():
        raise Invalid({"public_words": _("公开数只用数字和字母，不超过 40 个。")})
    return text


def require_county(by: User, act: Act, county: Division) -> None:
    """404 for whoever works outside the county, 403 for whoever does not act for it."""
    if not any(low < county.end and high > county.code for low, high in by.area_spans):
        raise Http404
    require_unit(by, act, county)
