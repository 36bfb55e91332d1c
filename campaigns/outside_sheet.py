"""第三方调查结果 from a sheet: figures by township or village, kept apart from the county's own
answers, with who surveyed and from which file (domain A5, J2 满意度调查表)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import acts, trail
from accounts.acts import Act
from accounts.refusals import NotTheMoment
from accounts.roles import Role
from campaigns.models import Division, Level, OutsideResult, Survey
from campaigns.models.division import WIDTH
from campaigns.sheets import values
from campaigns.sheets.kinds import Desk, SheetKind, settle
from campaigns.sheets.table import Column, Line

FIGURES = ("drawn", "valid", "aware", "took_part", "satisfied", "safe")
MOST = 1_000_000


class OutsideResults(SheetKind):
    """Figures of a third party's survey that is running in the county."""

    name = "survey"
    title = gettext_lazy("第三方调查结果")
    version = "V1"
    roles = frozenset({Role.COUNTY_FEDERATION})
    notes = (
        gettext_lazy("先在“群众调查”里建一次第三方调查并开始，再导入结果。"),
        gettext_lazy("一行是一个乡镇或一个村；一个乡镇写了合计，就不再分村写。"),
        gettext_lazy("知晓、参与、满意、安全都写份数，不写百分比，不多于有效份数。"),
    )

    @cached_property
    def columns(self) -> Sequence[Column]:
        number = values.whole(0, MOST)
        return (
            Column("serial", _("序号"), values.text(20), width=8, frame=True, sample=_("示例")),
            Column(
                "place", _("单位"), values.text(40), ("乡镇", "村（社区）", "单位名称"),
                required=True, width=18, sample=_("示例镇"),
            ),
            Column(
                "surveyor", _("调查机构"), values.text(40), ("第三方", "调查单位"),
                required=True, width=22, sample=_("某某咨询公司"),
            ),
            Column("drawn", _("样本"), number, ("样本量",), required=True, sample="120"),
            Column("valid", _("有效"), number, ("有效样本",), required=True, sample="112"),
            Column("aware", _("知晓"), number, ("知晓数",), required=True, sample="105"),
            Column("took_part", _("参与"), number, ("参与数",), required=True, sample="98"),
            Column("satisfied", _("满意"), number, ("满意数",), required=True, sample="104"),
            Column("safe", _("安全感"), number, ("安全",), required=True, sample="109"),
        )  # fmt: skip

    def compare(self, lines: list[Line], desk: Desk) -> None:
        survey = self._survey(desk)
        known = self._known(survey, desk)
        units, townships = self._units(desk), set[int]()
        seen: dict[int, Line] = {}
        for line in lines:
            unit = units.get(str(line.values.get("place", "")))
            line.label = str(line.values.get("place", ""))
            if survey is None:
                line.wrong("place", _("没有进行中的第三方调查，请先在“群众调查”里开始一次。"))
            if unit is None:
                line.wrong("place", _("本县没有这个乡镇或村，或有几个同名的，请写全名或代码。"))
            elif unit.code in seen:
                line.wrong("place", _("这个单位写了两行。"))
            else:
                seen[unit.code] = line
                townships |= {unit.code} if unit.level == Level.TOWNSHIP else set()
            self._check(line)
            self._judge(line, unit, known)
        for code, line in seen.items():
            above = code // WIDTH[Level.TOWNSHIP] * WIDTH[Level.TOWNSHIP]
            if code != above and above in townships | set(known):
                line.wrong("place", _("这个镇已有全镇的合计，不再分村写。"))
            if code == above and any(k != code and k // 1000 * 1000 == code for k in known):
                line.wrong("place", _("这个镇已有分村的结果，不再写合计。"))
        for line in lines:
            settle(line)

    def _survey(self, desk: Desk) -> Survey | None:
        rows = Survey.objects.visible_to(desk.by).running().filter(kind=Survey.Kind.THIRD)
        return rows.filter(county_id=desk.place.code).order_by("-starts_on", "-pk").first()

    def _known(self, survey: Survey | None, desk: Desk) -> dict[int, OutsideResult]:
        rows = OutsideResult.objects.visible_to(desk.by).counted().filter(survey=survey)
        return {row.place_id: row for row in rows} if survey else {}

    def _units(self, desk: Desk) -> dict[str, Division | None]:
        """Names and codes to the one unit each means; None where two are alike."""
        rows = Division.objects.within(desk.place).current()
        out: dict[str, Division | None] = {}
        for unit in rows.filter(level__in=[Level.TOWNSHIP, Level.VILLAGE]):
            out[str(unit.code)] = unit
            out[unit.name] = None if unit.name in out else unit
        return out

    def _check(self, line: Line) -> None:
        got = {name: line.values.get(name) for name in FIGURES}
        if any(not isinstance(value, int) for value in got.values()):
            return
        if got["valid"] > got["drawn"]:  # type: ignore[operator]
            line.wrong("valid", _("有效份数多于样本，请核对。"))
        for name in FIGURES[2:]:
            if got[name] > got["valid"]:  # type: ignore[operator]
                line.wrong(name, _("多于有效份数，率会超过 100%，请核对。"))

    def _judge(self, line: Line, unit: Division | None, known: dict[int, OutsideResult]) -> None:
        line.verdict, line.plan = "added", {"place": unit.code if unit else 0}
        former = known.get(unit.code) if unit else None
        if former is None:
            return
        line.changes = [
            (self.column(name).title, str(getattr(former, name)), str(line.values.get(name)))
            for name in ("surveyor", *FIGURES)
            if getattr(former, name) != line.values.get(name)
        ]
        line.verdict = "changed" if line.changes else "same"
        line.plan["former"] = str(former.uid)

    def write(self, lines: list[Line], desk: Desk) -> None:
        acts.require(desk.by, Act.SURVEY_UPLOAD, desk.place.code)
        survey, now = self._survey(desk), timezone.now()
        if survey is None:
            raise NotTheMoment(_("没有进行中的第三方调查，请先在“群众调查”里开始一次。"))
        rows = OutsideResult.objects.visible_to(desk.by)
        for done, line in enumerate(lines, 1):
            if line.plan.get("former"):
                rows.filter(uid=line.plan["former"]).update(taken_back_at=now)
            made = OutsideResult.objects.create(
                survey=survey,
                place_id=line.plan["place"],
                surveyor=line.values["surveyor"],
                file_name=desk.file or _("粘贴的表格"),
                uploaded_by=desk.by,
                uploaded_at=now,
                **{name: line.values[name] for name in FIGURES},
            )
            told = {name: line.values[name] for name in FIGURES}
            trail.record(
                Act.SURVEY_UPLOAD, by=desk.by, on=made, place=made.place_id, after=told,
                reason=desk.label,
            )  # fmt: skip
            desk.tell(done, len(lines), _("写入 %(done)d 行") % {"done": done})

    def take_back(self, lines: list[Line], desk: Desk) -> dict[int, str]:
        survey, now = self._survey(desk), timezone.now()
        rows: Any = OutsideResult.objects.visible_to(desk.by).counted()
        kept: dict[int, str] = {}
        for position, line in enumerate(lines):
            found = rows.filter(survey=survey, place=line.plan["place"]).first() if survey else None
            if found is None:
                kept[position] = str(_("调查已封存，或已另有结果，没有撤销。"))
                continue
            found.taken_back_at = now
            found.save(update_fields=["taken_back_at"])
            trail.record(
                Act.SHEET_RETURN, by=desk.by, on=found, place=found.place_id, reason=desk.label
            )
            former = line.plan.get("former")
            if former:
                OutsideResult.objects.filter(uid=former).update(taken_back_at=None)
        return kept
