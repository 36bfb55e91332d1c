"""Writing process for Word and Excel: one frozen content in, one file out, nothing else reachable.

Started as ``python -m reports.documents.child``. One JSON object on standard input; one JSON answer
on standard output. Knows no database; memory and time are limited like those of the process that
draws (accounts.drawing.child)."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accounts.drawing.child import limit_cpu, limit_memory
from accounts.drawing.faults import MissingGlyph

if TYPE_CHECKING:
    from reports.documents import Marks


def write(request: dict[str, Any]) -> None:
    """Write ``request["target"]`` from ``request["text"]``."""
    from reports.documents import Marks

    marks, target = Marks(**request["marks"]), Path(request["target"])
    write_one = _assessment if request["shape"] == "assessment" else _official
    write_one(request["text"], request["medium"], marks, target)


def _assessment(text: str, medium: str, marks: Marks, target: Path) -> None:
    from reports.documents.assessment.content import AssessmentContent

    content = AssessmentContent.from_json(text)
    if medium == "xlsx":
        from reports.documents.excel.assessment import assessment_xlsx

        assessment_xlsx(content, marks, target)
        return
    from reports.documents.word.assessment import assessment_docx

    target.write_bytes(assessment_docx(content, marks))


def _official(text: str, medium: str, marks: Marks, target: Path) -> None:
    from reports.documents.official.content import OfficialContent

    content = OfficialContent.from_json(text)
    if medium == "xlsx":
        from reports.documents.excel.official import official_xlsx

        official_xlsx(content, marks, target)
        return
    from reports.documents.word.official import official_docx

    target.write_bytes(official_docx(content, marks))


def main() -> None:
    """Keep standard output for the answer alone."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    limit_memory()
    limit_cpu()
    from django.conf import settings

    settings.configure(USE_I18N=False, DOC_FONT_DIR="")
    request = json.loads(sys.stdin.read())
    try:
        write(request)
        answer: dict[str, object] = {"done": True}
    except MissingGlyph as error:
        answer = {"missing": error.where}
    except MemoryError:
        answer = {"error": "memory"}
    except Exception as error:  # the parent turns any fault into a sentence
        answer = {"error": f"{type(error).__name__}: {error}"[:500]}
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
