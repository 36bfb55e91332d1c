"""What makes an online form able to wait on the phone when the line is down."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from households.transitions.sync_kinds import KINDS

register = template.Library()


@register.simple_tag
def can_wait(kind: str, **known: Any) -> SafeString:
    """Attributes of a form whose fields are those of a sync kind; known: what the page knows
    beside the fields, such as which family."""
    found = KINDS[kind]
    extra = json.dumps({name: str(value) for name, value in known.items()})
    return format_html(
        'data-offline="{}" data-form="{}" data-label="{}" data-extra="{}"',
        found.code,
        found.version,
        found.label,
        extra,
    )
