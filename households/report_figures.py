"""What a village states in a zero report, and when such a statement holds (domain C4)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from accounts.refusals import Invalid
from households.models import Check, ZeroReport

MOST_FOUND = 999
MOST_DOORS = 9999
LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Figures:
    """What a village states: kind nil or found, how many major hazards, what it checked
    (values of Check), summary and measures, who signs for it, how many homes it went to, and
    why this is less than the register shows (difference)."""

    kind: str
    found: int = 0
    checks: tuple[str, ...] = ()
    summary: str = ""
    measures: str = ""
    signer: str = ""
    doors: int = 0
    difference: str = ""

    @classmethod
    def of(cls, report: ZeroReport) -> Figures:
        """What a filed report states."""
        return cls(
            kind=report.kind,
            found=report.found,
            checks=tuple(report.checks),
            summary=report.summary,
            measures=report.measures,
            signer=report.signer,
            doors=report.doors,
            difference=report.difference,
        )


def checked(figures: Figures) -> Figures:
    """Figures with trimmed texts and known checks in order; raises Invalid by field."""
    known = tuple(c.value for c in Check if c.value in figures.checks)
    errors: dict[str, str] = {}
    if len(known) != len(set(figures.checks)):
        errors["checks"] = _("有一项不在可选的内容里。")
    tidy = replace(
        figures,
        checks=known,
        summary=figures.summary.strip(),
        measures=figures.measures.strip(),
        signer=figures.signer.strip(),
        difference=figures.difference.strip(),
    )
    if not 0 <= tidy.doors <= MOST_DOORS:
        errors["doors"] = _("入户户数请填0到%(most)d。") % {"most": MOST_DOORS}
    if len(tidy.difference) > LONGEST_TEXT:
        errors["difference"] = _("请写在%(n)d字以内。") % {"n": LONGEST_TEXT}
    if tidy.kind == ZeroReport.Kind.NIL:
        errors |= _nil_errors(tidy)
    elif tidy.kind == ZeroReport.Kind.FOUND:
        errors |= _found_errors(tidy)
    else:
        errors["kind"] = _("请选“没有”或“有”。")
    if not tidy.signer or len(tidy.signer) > 40:
        errors["signer"] = _("请写签发人姓名，不超过40字。")
    if errors:
        raise Invalid(errors)
    return tidy


def _nil_errors(figures: Figures) -> dict[str, str]:
    if figures.found or figures.summary or figures.measures:
        return {"kind": _("您填了情况，却选了“没有”；请改选“有”，或删去填写的情况。")}
    if not figures.checks:
        return {"checks": _("请勾选查过的内容，至少一项；没有查过，不能报零。")}
    return {}


def _found_errors(figures: Figures) -> dict[str, str]:
    errors = {}
    if not 1 <= figures.found <= MOST_FOUND:
        errors["found"] = _("请填重大隐患的件数，1到%(most)d。") % {"most": MOST_FOUND}
    for name, sentence in (
        ("summary", _("请写明情况：什么人、什么事、有什么危险。")),
        ("measures", _("请写明已经采取的措施。")),
    ):
        text = getattr(figures, name)
        if not text:
            errors[name] = sentence
        elif len(text) > LONGEST_TEXT:
            errors[name] = _("请写在%(n)d字以内。") % {"n": LONGEST_TEXT}
    return errors


# The fields of a statement in the order described() says them.
STATED = (
    "kind",
    "found",
    "checks",
    "doors",
    "summary",
    "measures",
    "difference",
    "signer",
)


def described(figures: Figures) -> dict[str, str]:
    """Figures as label → words, for comparing versions on a page."""
    words = {c.value: str(c.label) for c in Check}
    kinds = {k.value: str(k.label) for k in ZeroReport.Kind}
    return {
        _("有无重大隐患"): kinds.get(figures.kind, ""),
        _("数量"): _("%(n)d 件") % {"n": figures.found},
        _("查过的内容"): "、".join(words[c] for c in figures.checks),
        _("入户户数"): _("%(n)d 户") % {"n": figures.doors} if figures.doors else "",
        _("摘要"): figures.summary,
        _("处置"): figures.measures,
        _("与系统记录不同的原因"): figures.difference,
        _("签发人"): figures.signer,
    }


def require_difference(figures: Figures, registered: int) -> None:
    """Less than the register shows for the period has to be explained in a sentence; more is
    explained by the summary itself. Raises Invalid by field."""
    if figures.found < registered and len(figures.difference) < 4:
        raise Invalid(
            {
                "difference": _(
                    "系统里本期登记了 %(n)d 件，您报 %(found)d 件；请写一句为什么不同。"
                )
                % {"n": registered, "found": figures.found}
            }
        )
