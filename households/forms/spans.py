"""A span of time as people write it: 1天, 2小时, 20分钟, 当时."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _

MINUTES = {"天": 1440, "小时": 60, "分钟": 1}
WRITTEN = re.compile(r"(\d{1,4})(天|小时|分钟)")
AT_ONCE = {"当时", "0", "0天", "0小时", "0分钟"}


def span_words(minutes: int) -> str:
    """The shortest way to write so many minutes."""
    if not minutes:
        return _("当时")
    unit = next(word for word, n in MINUTES.items() if minutes % n == 0)
    return f"{abs(minutes) // MINUTES[unit]}{unit}"


class SpanField(forms.CharField):
    """Minutes, written as a number of days, hours or minutes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=10, **kwargs)

    def to_python(self, value: Any) -> Any:
        typed = "".join(str(value or "").split())
        typed = typed.translate(str.maketrans("０１２３４５６７８９", "0123456789"))
        if typed in AT_ONCE:
            return 0
        found = WRITTEN.fullmatch(typed)
        if typed and found is None:
            raise forms.ValidationError(_("请写成“1天”“2小时”“20分钟”或“当时”。"))
        return int(found[1]) * MINUTES[found[2]] if found else typed

    def validate(self, value: Any) -> None:
        if value == "":
            super().validate(value)

    def run_validators(self, value: Any) -> None:
        """Nothing beyond what to_python says."""
