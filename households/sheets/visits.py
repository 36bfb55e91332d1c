"""走访记录 from a sheet: a keeper's notebook of the month (domain J2). The rules are the verb's
own: each row is tried on it and rolled back, then written by it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import trail
from accounts.acts import Act
from accounts.refusals import Invalid, Refusal
from accounts.roles import Role
from accounts.templatetags.words import mask_name
from campaigns.sheets import values
from campaigns.sheets.kinds import Desk, SheetKind
from campaigns.sheets.table import Column, Line
from households.models import ListedFamily, Visit, VisitDuty
from households.sheets.common import refers_to, village_of
from households.transitions.visit import record_visit

WAYS = {str(w.label): w.value for w in Visit.Way} | {"上门": "home", "打电话": "phone"}
CHANGES = {str(c.label): c.value for c in Visit.Change} | {"无变化": "same", "变好": "better"}
TYPED = ("visited_on", "way", "met", "state", "needs", "change", "measures")
TOUCHED = gettext_lazy("导入后又有变动，没有撤销。")


class Visits(SheetKind):
    """Visits of listed families, in the name of whoever sends the sheet."""

    name = "visits"
    title = gettext_lazy("走访记录")
    version = "V1"
    roles = frozenset({Role.VILLAGE_MEDIATOR, Role.TOWNSHIP_FEDERATION})
    notes = (
        gettext_lazy("一行是一次走访；走访人是导入的人，别人的走访请由本人导入。"),
        gettext_lazy("按“村＋户号”找在册家庭；已经登记过的同一天同样内容的走访不会重复。"),
        gettext_lazy("现状、诉求只写事实，不写宗教、政治、信访、病名和处罚。"),
    )

    @cached_property
    def columns(self) -> Sequence[Column]:
        text = values.text
        ways, changes = tuple(WAYS)[:3], tuple(CHANGES)[:3]
        return (
            Column("serial", _("序号"), text(20), width=8, frame=True, sample=_("示例")),
            Column("township", _("乡镇"), text(40), ("镇", "乡"), width=14, frame=True),
            Column(
                "village", _("村（社区）"), text(40), ("村", "社区", "村名"), width=16, frame=True
            ),
            Column("number", _("户号"), text(20), required=True, sample="0012"),
            Column("name", _("户主"), values.name(40), ("户主姓名",), hint=_("核对用，可空。")),
            Column(
                "visited_on",
                _("走访日期"),
                values.day(),
                ("日期", "走访时间"),
                required=True,
                width=14,
                sample="2026-03-02",
            ),
            Column(
                "way",
                _("方式"),
                values.choice(WAYS, shown_as=ways),
                ("走访方式",),
                required=True,
                choices=ways,
                sample=_("入户"),
            ),
            Column("met", _("见到谁"), text(80), required=True, width=18, sample=_("户主本人")),
            Column(
                "state",
                _("现状"),
                text(2000),
                ("家庭现状",),
                required=True,
                width=36,
                sample=_("情绪平稳。"),
            ),
            Column("needs", _("诉求"), text(2000), width=24),
            Column(
                "change",
                _("风险变化"),
                values.choice(CHANGES, shown_as=changes),
                ("变化",),
                required=True,
                choices=changes,
                sample=_("平稳"),
            ),
            Column("measures", _("措施"), text(2000), width=24),
        )

    def compare(self, lines: list[Line], desk: Desk) -> None:
        families = self._families(lines, desk)
        known = self._known(families, desk)
        for done, line in enumerate(lines, 1):
            family = families.get(id(line))
            if family is not None and not line.problems:
                self._try(line, family, known, desk)
            line.label = f"{line.values.get('village', '')} {line.values.get('number', '')}"
            if family is not None:
                line.label += f" {mask_name(family.household.head_name)}"
            if line.problems:
                line.verdict, line.plan = "wrong", {}
            desk.tell(done, len(lines), _("核对 %(done)d 行") % {"done": done})

    def _families(self, lines: list[Line], desk: Desk) -> dict[int, ListedFamily]:
        """The listed family each line means. One that does not exist, is not listed or may not
        be seen is the same to its sender."""
        keys = {id(line): village_of(line, desk) for line in lines}
        numbers = {str(line.values.get("number", "")) for line in lines}
        rows = ListedFamily.objects.visible_to(desk.by).listed().select_related("household")
        found = {
            (row.village_id, row.household.number): row
            for row in rows.filter(
                village_id__in={code for code in keys.values() if code},
                household__number__in=numbers,
            )
        }
        out: dict[int, ListedFamily] = {}
        for line in lines:
            row = found.get((keys[id(line)] or 0, str(line.values.get("number", ""))))
            if row is not None:
                out[id(line)] = row
                name = line.values.get("name")
                if name and name != row.household.head_name:
                    line.wrong("name", _("户主姓名与登记的不同，请核对户号。"))
            elif keys[id(line)]:
                line.wrong("number", _("没有找到这个户号的在册家庭。"))
        return out

    def _known(self, families: dict[int, ListedFamily], desk: Desk) -> set[tuple[Any, ...]]:
        pks = {family.pk for family in families.values()}
        rows = Visit.objects.visible_to(desk.by).filter(family__in=pks, visitor=desk.by)
        return {(v.family_id, v.visited_on, v.way, v.state) for v in rows}

    def _try(self, line: Line, family: ListedFamily, known: set[Any], desk: Desk) -> None:
        typed = {name: line.values[name] for name in TYPED if name in line.values}
        if (family.pk, typed["visited_on"], typed["way"], typed["state"]) in known:
            line.verdict = "same"
            return
        uid = str(line.plan.get("visit") or uuid4())
        try:
            with transaction.atomic():
                record_visit(family, by=desk.by, client_uuid=UUID(uid), **typed)
                transaction.set_rollback(True)
        except Invalid as refusal:
            for name, said in refusal.errors.items():
                line.wrong(name, said)
        except Refusal as refusal:
            line.wrong("number", refusal.sentence)
        line.verdict = "added"
        line.plan = {"visit": uid, "family": str(family.uid)}

    def write(self, lines: list[Line], desk: Desk) -> None:
        for done, line in enumerate(lines, 1):
            family = ListedFamily.objects.fetch(desk.by, uid=line.plan["family"])
            typed = {name: line.values[name] for name in TYPED if name in line.values}
            record_visit(family, by=desk.by, client_uuid=UUID(line.plan["visit"]), **typed)
            desk.tell(done, len(lines), _("写入 %(done)d 行") % {"done": done})

    def take_back(self, lines: list[Line], desk: Desk) -> dict[int, str]:
        kept: dict[int, str] = {}
        for position, line in enumerate(lines):
            if not self._take_back(line, desk):
                kept[position] = str(TOUCHED)
        return kept

    def _take_back(self, line: Line, desk: Desk) -> bool:
        """The visit goes and what it answered is open again, unless something else stands on it
        or its family is no longer listed."""
        try:
            family = ListedFamily.objects.locked(desk.by, uid=line.plan["family"])
        except Http404:
            return False
        visit = Visit.objects.visible_to(desk.by).filter(client_uuid=line.plan["visit"]).first()
        if visit is None or family.status != ListedFamily.Status.LISTED:
            return False
        if refers_to(Visit, [visit.pk], {"households.visitduty"}):
            return False
        VisitDuty.objects.filter(visit=visit).update(visit=None)
        trail.record(
            Act.SHEET_RETURN,
            by=desk.by,
            on=family,
            place=family.village_id,
            before={"visit": str(visit.uid), "visited_on": visit.visited_on.isoformat()},
            reason=desk.label,
        )
        visit.delete()
        return True
