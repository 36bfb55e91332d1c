"""Drawing process: HTML in, PDF out, nothing else reachable.

Started as ``python -m accounts.drawing.child``. One JSON object a line on standard input: first
``{"css": ...}``, then ``{"html": ..., "target": ...}`` for every part; one JSON answer a line on
standard output. The end of input ends the process. Knows neither Django nor the database.
"""

import gc
import json
import logging
import os
import resource
import sys
from pathlib import Path
from typing import Any, NoReturn, TextIO

MEMORY_BYTES = 1024**3
CPU_SECONDS = 30


class Refused(Exception):
    """The document asked for something outside itself."""


class GlyphWatch(logging.Handler):
    """Collects characters WeasyPrint had no glyph for."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what follows the colon of a .notdef warning."""
        message = record.getMessage()
        if ".notdef" in message:
            self.missing.append(message.rsplit(":", 1)[-1].strip(" \"'"))


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
        from weasyprint.urls import URLFetcher

        class Fetcher(URLFetcher):  # type: ignore[misc]
            def fetch(self, url: str, headers: Any = None) -> NoReturn:
                raise Refused(url[:80])

        self.watch = GlyphWatch()
        logging.getLogger("weasyprint").handlers = [self.watch]
        self.html = weasyprint.HTML
        self.fetcher = Fetcher()
        self.fonts = FontConfiguration()
        self.sheet = weasyprint.CSS(
            string=css, font_config=self.fonts, url_fetcher=self.fetcher, base_url="anjia:"
        )

    def draw(self, html: str, target: str) -> dict[str, object]:
        """Draw one part; the answer tells pages or missing characters."""
        self.watch.missing.clear()
        page = self.html(string=html, url_fetcher=self.fetcher, base_url="anjia:")
        document = page.render(stylesheets=[self.sheet], font_config=self.fonts)
        # The faces are cut for this document already: embedding them whole makes every part
        # carry the very same file, which the merge then keeps once.
        document.write_pdf(target, full_fonts=True)
        if self.watch.missing:
            Path(target).unlink()
            return {"missing": "".join(self.watch.missing)}
        return {"pages": len(document.pages)}


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
            answer = drawer.draw(request["html"], request["target"])
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
