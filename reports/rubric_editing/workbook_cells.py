"""A cell of a rubric's workbook as its field wants it; what cannot be is a sentence."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.exports.cells import leads, neutral
from campaigns.sheets.heads import squashed
from campaigns.sheets.values import Wrong, prose, shown
from reports.metrics.catalogue import METRICS
from reports.rubric_editing import workbook as shape
from reports.rubric_editing.shape import split, written
from reports.rubric_editing.spec import Field


def quoted(words: str) -> bool:
    """Whether words begin with an apostrophe that keeps them from being a formula."""
    bare = words.lstrip("'")
    return words[:1] == "'" and leads(bare[:1])


def guarded(words: str) -> str:
    """Words as `typed` takes them: with an apostrophe where they begin like a formula, and with
    one more where they begin with such an apostrophe themselves."""
    made = neutral(words)
    return f"'{made}" if quoted(words) else made


def typed(value: Any, known: Field) -> Any:
    """The value: a key for a word of a list, words, a flag, else text. Raises Wrong."""
    words = str(prose(known.most)(value)) if isinstance(value, str) else shown(value)
    if quoted(words):
        words = words[1:]
    if known.kind == "number":
        return _figure(value, words, known)
    if known.kind == "flag":
        if squashed(words) not in (*shape.YES_TOO, *shape.NO_TOO):
            raise Wrong(_("只填“是”，或空着。"))
        return squashed(words) in shape.YES_TOO
    if known.kind == "words":
        return split(words)
    if known.options:
        for key, word in known.options:
            if squashed(words) in (key, squashed(word)):
                return key
        options = "、".join(word for _key, word in known.options)
        raise Wrong(
            _("“%(word)s”不在可选范围，请选：%(options)s。")
            % {"word": words[:20], "options": options}
        )
    if known.key == "metric":
        return _metric(words)
    return words


def _figure(value: Any, words: str, known: Field) -> str:
    """A number cell as it is written. One that shows percents holds hundredths: 0.95 for 95 %."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return words
    if known.unit == "%" and 0 < value <= 1:
        raise Wrong(
            _("这一格的数是%(have)s，百分之%(full)s请直接写%(full)s，不要用百分比格式。")
            % {"have": written(value), "full": written(float(f"{value * 100:.12g}"))}
        )
    return written(value)


def _metric(words: str) -> str:
    for metric in METRICS.values():
        if words == metric.key or squashed(words) == squashed(metric.name):
            return metric.key
    raise Wrong(_("没有“%(word)s”这个数据指标，请从下拉框里选。") % {"word": words[:20]})
