"""What a paper may hold. A record is evidence, so nothing is cut in silence: a text that is too
long is refused with a sentence that names the paper (reliability E6, T9)."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from accounts.drawing.bounds import bounded, visible
from accounts.drawing.faults import DrawingFailed
from disputes.papers.blocks import Form, Table

# About 75 pages of running text; T9 says how drawing time grows with rows.
SIGNS_MOST = 60_000
LINES_MOST = 2_000
ROWS_MOST = 300
# A word without an end is laid out in quadratic time (50,000 letters: 35 s), so it gets a space
# now and then; Chinese signs part lines by themselves.
WORD = re.compile(r"[^\s\u2e80-\u9fff\uff00-\uffef]{200}(?=\S)")


def safe(form: Form) -> Form:
    """A copy without controls and direction marks; raises DrawingFailed when it is too long."""
    signs = lines = 0

    def count(text: str) -> str:
        nonlocal signs, lines
        signs += len(text)
        lines += text.count("\n")
        if signs > SIGNS_MOST or lines > LINES_MOST:
            raise _too_long(form)
        # Line breaks part paragraphs; every other break is a space.
        return "\n".join(
            WORD.sub(r"\g<0> ", visible(line)) for line in text.replace("\r\n", "\n").split("\n")
        )

    rows = sum(len(block.rows) for block in form.blocks if isinstance(block, Table))
    if rows > ROWS_MOST or len(form.blocks) > ROWS_MOST:
        raise _too_long(form)
    return bounded(form, count)


def _too_long(form: Form) -> DrawingFailed:
    message = _("“%(name)s”的内容太长（最多%(most)s字、%(rows)d行表格），请分成几份后重试。")
    given = {"name": visible(form.listed_as[:40]), "most": SIGNS_MOST, "rows": ROWS_MOST}
    return DrawingFailed(message % given)
