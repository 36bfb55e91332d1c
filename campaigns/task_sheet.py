"""任务分解表 from Excel: the columns of domain J2, as the export writes them, so that a table taken
out can be sent back. A line is known by its 序号; what it says anew becomes a change, with the name
of the sheet as the reason. 进展 is read by nobody: it is told in the system, by whom it concerns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.refusals import Invalid
from accounts.roles import Role
from campaigns.models import Campaign, Task
from campaigns.queries.campaign import campaign_at
from campaigns.sheets import values
from campaigns.sheets.heads import squashed
from campaigns.sheets.kinds import Desk, SheetKind
from campaigns.sheets.table import Column, Line
from campaigns.task_forms import units_of
from campaigns.transitions import task as verbs
from campaigns.transitions.task import Plan, Unit

PARTED = str.maketrans(dict.fromkeys(",，;；/\n", "、"))
WORDS = ("title", "measures", "lead", "assists", "due_on", "responsible")


class Tasks(SheetKind):
    """The county's own table."""

    name = "tasks"
    title = gettext_lazy("任务分解表")
    version = "V1"
    roles = frozenset({Role.COUNTY_FEDERATION})
    notes = (
        gettext_lazy("序号相同的是修改，没有的是新增；新增的先存为草稿，在任务分解表上一次下达。"),
        gettext_lazy("牵头、配合单位写成员单位的全称或简称，或镇（街道）；几个单位之间用顿号。"),
        gettext_lazy("“进展”一列只作打印，导入时不读：进展由牵头、配合单位在系统里填报。"),
    )

    @cached_property
    def columns(self) -> Sequence[Column]:
        text = values.prose
        return (
            Column("number", _("序号"), values.whole(1, 9999), width=8, sample=_("示例")),
            Column("title", _("重点任务"), text(120), ("任务",), required=True, width=24,
                   sample=_("家庭矛盾纠纷排查")),
            Column("measures", _("具体措施"), text(2000), ("措施", "工作措施"), required=True,
                   width=40, sample=_("每半月排查一次，建立台账。")),
            Column("lead", _("牵头单位"), text(40), ("责任单位",), required=True, width=16,
                   sample=_("县妇联")),
            Column("assists", _("配合单位"), text(400), ("协助单位",), width=20,
                   sample=_("县公安局、县司法局")),
            Column("due_on", _("完成时限"), values.day(latest_today=False), ("时限", "完成时间"),
                   required=True, width=14, sample="2026-10-31"),
            Column("responsible", _("责任人"), text(40), ("负责人",), required=True, width=10,
                   sample=_("王某")),
            Column("progress", _("进展"), text(2000), ("进展情况", "工作进展"), width=30),
        )  # fmt: skip

    def compare(self, lines: list[Line], desk: Desk) -> None:
        campaign = self._campaign(desk)
        units = self._units(campaign) if campaign else {}
        known = self._known(campaign, desk) if campaign else {}
        seen: set[int] = set()
        for done, line in enumerate(lines, 1):
            line.label = f"{line.values.get('number', '')} {line.values.get('title', '')}".strip()
            if campaign is None:
                line.wrong("title", _("本县还没有开展年度活动。"))
            elif not line.problems:
                self._one(line, campaign, units, known, seen)
            if line.problems:
                line.verdict, line.plan = "wrong", {}
            desk.tell(done, len(lines), _("核对 %(done)d 行") % {"done": done})

    def _campaign(self, desk: Desk) -> Campaign | None:
        return campaign_at(desk.place.code)

    def _units(self, campaign: Campaign) -> dict[str, Unit]:
        out: dict[str, Unit] = {}
        for _value, unit in units_of(campaign):
            out.setdefault(squashed(unit.name), unit)
            short = getattr(unit, "short_name", "")
            if short:
                out.setdefault(squashed(short), unit)
        return out

    def _known(self, campaign: Campaign, desk: Desk) -> dict[int, Task]:
        rows = Task.objects.shown_to(desk.by).filter(campaign=campaign)
        rows = rows.select_related("lead_unit", "lead_place", "campaign__county")
        return {
            row.number: row for row in rows.prefetch_related("assists__unit", "assists__township")
        }

    def _one(
        self,
        line: Line,
        campaign: Campaign,
        units: Mapping[str, Unit],
        known: Mapping[int, Task],
        seen: set[int],
    ) -> None:
        number = line.values.get("number")
        if number in seen:
            line.wrong("number", _("序号 %(n)s 在表里出现了两次。") % {"n": number})
            return
        if number:
            seen.add(number)
        plan = self._plan(line, units)
        if line.problems:
            return
        old = known.get(number or 0)
        try:
            verbs.check(plan, campaign)
            if old is not None:
                self._changes(line, old, plan)
            else:
                line.verdict = "added"
        except Invalid as refusal:
            for name, said in refusal.errors.items():
                line.wrong(name, said)
        line.plan = {"task": str(old.uid) if old else "", "number": number}
        if (
            old is not None
            and line.verdict == "changed"
            and old.status not in (Task.ALLOWED["change"])
        ):
            line.wrong("number", _("这项任务已经结束，不能再改。"))

    def _plan(self, line: Line, units: Mapping[str, Unit]) -> Plan:
        def unit(key: str, word: str) -> Unit | None:
            found = units.get(squashed(word))
            if found is None:
                line.wrong(key, _("本县没有“%(word)s”这个成员单位或镇（街道）。") % {"word": word})
            return found

        lead = unit("lead", line.values["lead"])
        words = str(line.values.get("assists", "")).translate(PARTED).split("、")
        assists = [unit("assists", word.strip()) for word in words if word.strip() not in ("", "—")]
        return Plan(
            title=line.values["title"],
            measures=line.values["measures"],
            lead=lead,
            due_on=line.values["due_on"],
            responsible=line.values["responsible"],
            assists=tuple(part for part in assists if part is not None),
        )

    def _changes(self, line: Line, old: Task, plan: Plan) -> None:
        before = verbs.words_of(old)
        after = verbs.words_in(plan)
        titles = {c.key: c.title for c in self.columns}
        line.changes = [
            (titles[key], before[key], after[key]) for key in WORDS if before[key] != after[key]
        ]
        line.verdict = "changed" if line.changes else "same"

    def write(self, lines: list[Line], desk: Desk) -> None:
        campaign = self._campaign(desk)
        assert campaign is not None  # compared
        units = self._units(campaign)
        known = self._known(campaign, desk)
        for done, line in enumerate(lines, 1):
            plan = self._plan(line, units)
            old = known.get(line.plan.get("number") or 0)
            if old is None:
                made = verbs.write_task(
                    campaign, plan=plan, number=line.plan.get("number"), by=desk.by
                )
                line.plan |= {"made": str(made.uid), "version": made.version}
            else:
                reason = _("导入表格：%(name)s") % {"name": desk.label}
                verbs.change_task(old, plan=plan, reason=reason, by=desk.by)
            desk.tell(done, len(lines), _("写入 %(done)d 行") % {"done": done})

    def take_back(self, lines: list[Line], desk: Desk) -> dict[int, str]:
        """Drafts nobody touched go; changes of published tasks stay, since their former values are
        kept and may be put back one by one."""
        kept: dict[int, str] = {}
        for position, line in enumerate(lines):
            made = line.plan.get("made")
            rows = Task.objects.visible_to(desk.by).filter(
                uid=made or UUID(int=0),
                status=Task.Status.DRAFT,
                version=line.plan.get("version") or 0,
            )
            if not rows.exists():
                kept[position] = str(_("已下达或又有变动，没有撤销；原来的内容可在任务里看到。"))
                continue
            rows.get().delete()
        return kept
