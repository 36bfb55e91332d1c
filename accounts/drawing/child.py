"""Drawing process: HTML in, PDF out, nothing else reachable.

Started as ``python -m accounts.drawing.child``. One JSON object a line on standard input: first
``{"css": ...}``, then ``{"html": ..., "target": ..., "pictures": [...]}`` for every part; one JSON
answer a line on standard output. The end of input ends the process. Knows neither Django nor the
database.
"""

import base64
import gc
import json
import logging
import os
import re
import resource
import sys
from pathlib import Path
from typing import Any, TextIO

MEMORY_BYTES = 1024**3
CPU_SECONDS = 30
# A part brings its pictures with it; ``<img src="anjia:picture/0">`` is the first of them.
PICTURE = "anjia:picture/"
# What a part tells of its last page (accounts.drawing.merge reads it).
ROOM_ABOVE, ROOM_BELOW = "AnjiaAbove", "AnjiaBelow"
CODE = re.compile(r"\(U\+([0-9A-F]{4,6})\)")


class Refused(Exception):
    """The document asked for something outside itself."""


class Watch(logging.Handler):
    """Collects what WeasyPrint only logs: characters without a glyph, pictures it cannot read."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: list[str] = []
        self.unread: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the characters of a .notdef warning ("龘" (U+9F98)), and our own unread pictures."""
        message = record.getMessage()
        if ".notdef" in message:
            self.missing += [chr(int(code, 16)) for code in CODE.findall(message)]
        elif "Failed to load image" in message and PICTURE in message:
            self.unread.append(message[:200])


def limit_memory() -> None:
    """Address space limit; a system that has none (macOS) keeps the parent's clock."""
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    except (ValueError, OSError):
        logging.getLogger(__name__).debug("no address space limit here")


def limit_cpu() -> None:
    """Give the next part its own CPU seconds, on top of what was used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


class Drawer:
    """One FontConfiguration and one parsed sheet for all parts of the process."""

    def __init__(self, css: str) -> None:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse

        pictures: dict[str, bytes] = {}

        class Fetcher(URLFetcher):  # type: ignore[misc]
            def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
                if url not in pictures:
                    raise Refused(url[:80])
                return URLFetcherResponse(url, pictures[url])

        self.pictures = pictures
        self.watch = Watch()
        logging.getLogger("weasyprint").handlers = [self.watch]
        self.html = weasyprint.HTML
        self.fetcher = Fetcher()
        self.fonts = FontConfiguration()
        self.sheet = weasyprint.CSS(
            string=css, font_config=self.fonts, url_fetcher=self.fetcher, base_url="anjia:"
        )

    def draw(self, html: str, target: str, pictures: list[str]) -> dict[str, object]:
        """Draw one part; the answer tells pages, missing characters or an unread picture."""
        self.watch.missing.clear()
        self.watch.unread.clear()
        self.pictures.clear()
        for place, data in enumerate(pictures):
            self.pictures[f"{PICTURE}{place}"] = base64.b64decode(data)
        page = self.html(string=html, url_fetcher=self.fetcher, base_url="anjia:")
        document = page.render(stylesheets=[self.sheet], font_config=self.fonts)
        # The faces are cut for this document already: embedding them whole makes every part
        # carry the very same file, which the merge then keeps once.
        document.write_pdf(target, full_fonts=True, finisher=_tell_room(document))
        if self.watch.missing:
            Path(target).unlink()
            return {"missing": "".join(self.watch.missing)}
        if self.watch.unread:
            Path(target).unlink()
            return {"error": self.watch.unread[0]}
        return {"pages": len(document.pages)}


def _tell_room(document: Any) -> Any:
    """What writes into the part how much of its last page is free: ROOM_ABOVE its first line and
    ROOM_BELOW its last one, in tenths of a millimetre, within the type area."""
    from weasyprint.formatting_structure.boxes import LineBox, ReplacedBox

    page = document.pages[-1]._page_box
    top = page.content_box_y()
    ends = [top + page.height, top]
    for box in page.descendants(placeholders=True):
        if isinstance(box, (LineBox, ReplacedBox)):
            ends = [min(ends[0], box.position_y), max(ends[1], box.position_y + box.height)]
    tenths = 254 / 96

    def finish(_document: Any, pdf: Any) -> None:
        pdf.info[ROOM_ABOVE] = max(0, round((ends[0] - top) * tenths))
        pdf.info[ROOM_BELOW] = max(0, round((top + page.height - ends[1]) * tenths))

    return finish


def serve(lines: TextIO, answers: TextIO) -> None:
    """Answer every request until the input ends."""
    drawer = Drawer(json.loads(lines.readline())["css"])
    gc.collect()
    gc.freeze()
    gc.disable()
    for line in lines:
        limit_cpu()
        request = json.loads(line)
        try:
            answer = drawer.draw(request["html"], request["target"], request["pictures"])
        except MemoryError:
            answer = {"error": "memory"}
        except Exception as error:  # the parent turns any fault into a sentence
            answer = {"error": f"{type(error).__name__}: {error}"[:500]}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def main() -> None:
    """Keep standard output for answers alone: stray prints go to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    limit_memory()
    limit_cpu()
    serve(sys.stdin, answers)


if __name__ == "__main__":
    main()
