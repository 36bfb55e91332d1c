"""What no log may keep (reliability B6)."""

from __future__ import annotations

import logging
import re

# Pages behind a secret: referral slip, award slip, task, survey.
LINK = re.compile(r"/([rotq])/[^\s/?#\"'<>]+")
MASK = r"/\1/***"


class LinkMask(logging.Filter):
    """Takes the token out of every line that names the page of a referral slip: Django writes the
    path of each refused request, and whoever reads the path could open the slip."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if LINK.search(text):
            record.msg, record.args = LINK.sub(MASK, text), ()
        return True
