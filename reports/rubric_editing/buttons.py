"""What the buttons of the editor do to a draft beside saving what was typed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.rubric_editing import tree
from reports.rubric_editing.shape import Content


@dataclass(frozen=True, slots=True)
class Pressed:
    """The content after it, the part to show then ("": the table of points), the row of the table
    to stay at, and what to say."""

    content: Content
    told: str
    part: str = ""
    row: str = ""


def pressed(content: Content, part: str, do: str, to: str = "") -> Pressed:
    """do: a verb, with the address it is about where that is not the open part (up c2l0); to: the
    number of the category a line goes to. Raises LookupError for a part that is not there."""
    verb, _space, target = do.partition(" ")
    target = target or part
    if verb in ("up", "down", "to"):
        return _moved(content, part, target, verb, to)
    if verb == "add":
        return _added(content, part, target)
    if verb == "remove":
        name = tree.title_of(content, target)
        return Pressed(tree.remove(content, target), _("已删去“%(name)s”。") % {"name": name})
    if verb == "number":
        return Pressed(tree.number_anew(content), _("已重新编号。"), part)
    return Pressed(content, _("草稿已保存。"), part)


def _added(content: Content, part: str, target: str) -> Pressed:
    if not target:
        made, at = tree.add_category(content)
        return Pressed(made, _("已加一个大类。") if at else _("大类已经够多，不能再加。"), at)
    place = tree.address(target)
    made, at = tree.add_line(content, place[0] if place else 0)
    told = _("已加一项。") if at else _("这一类的指标已经够多，不能再加。")
    return Pressed(made, told, at or part)


def _moved(content: Content, part: str, target: str, verb: str, to: str) -> Pressed:
    """What is open stays open; on the table the row keeps its place in view."""
    if verb == "to":
        moved, at = tree.move_to(content, target, int(to) if to.isdecimal() else -1)
    else:
        moved, at = tree.move(content, target, -1 if verb == "up" else 1)
    before, after = tree.address(target), tree.address(at)
    if moved == content:
        told = _("没有移动：已经在头上或者末尾，或者那一类的指标已经够多。")
    elif before and after and after[1] is not None and before[0] != after[0]:
        name = tree.title_of(moved, f"c{after[0]}")
        told = _("已移到“%(name)s”。编码没有变，可以到总表点“重新编号”。") % {"name": name}
    else:
        told = _("已上移。") if verb == "up" else _("已下移。")
    return Pressed(moved, told, at if part else "", "" if part else at)
