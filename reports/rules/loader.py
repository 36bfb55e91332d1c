"""From TOML or a stored dict to a Rubric, or every reason why not, in Chinese."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from ..metrics.catalogue import METRICS
from .bonus import read_bonus
from .few import read_few
from .kinds import KINDS, Rule, Scale
from .kinds.checklist import Checklist
from .kinds.counts import Manual, Shortfall
from .kinds.deduct import Deduct
from .kinds.events import read_events
from .kinds.ratio import Ratio
from .numbers import plain
from .reader import Fault, Reader, RubricError
from .rubric import LEVELS, Category, Grade, Indicator, Rubric, VetoGround
from .whole import whole_faults

__all__ = ["EXAMPLES", "SHIPPED", "load_file", "load_shipped", "load_text", "rubric_from_dict"]

SHIPPED = ("RC1", "RC2")
EXAMPLES = ("A1", "A2", "A3", "A4", "A5")
"""Published rubrics as far as they could be read, to learn the language by; nobody is scored by
them."""
_FOLDER = Path(__file__).resolve().parent.parent / "rubrics"
COUNTED = (Deduct, Shortfall, Checklist)


@cache
def load_shipped(code: str) -> Rubric:
    """A shipped rubric, "RC1" (county → township) or "RC2" (township → village), or one of the
    examples."""
    if code not in (*SHIPPED, *EXAMPLES):
        raise RubricError([f"没有随附的细则“{code}”。"])
    return load_file(_FOLDER / f"{code}.toml")


def load_file(path: Path) -> Rubric:
    """Read a TOML file in UTF-8; raises RubricError with all faults."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise RubricError([f"{path.name}：文件不是UTF-8编码。"]) from None
    return load_text(text)


def load_text(text: str) -> Rubric:
    """Read TOML text; decimals are taken exactly as written."""
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError, ArithmeticError) as error:
        raise RubricError([f"细则文件格式有误，不能读取（{error}）。"]) from None
    return rubric_from_dict(data)


def rubric_from_dict(data: Mapping[str, object]) -> Rubric:
    """Check and build a rubric from plain data; raises RubricError naming each place."""
    errors: list[str] = []
    reader = Reader(data, "细则", errors)
    categories = tuple(_category(entry) for entry in reader.tables("category", "细则大类"))
    deduction = reader.table("deduction", "扣分项")
    veto = reader.table("veto", "一票否决")
    rank = reader.table("rank", "名次")
    rubric = Rubric(
        code=reader.text("code"),
        name=reader.text("name"),
        version=reader.text("version"),
        effective=reader.day("effective"),
        level=reader.choice("level", LEVELS),
        total=reader.positive("total", places=2),
        basis=reader.text("basis"),
        categories=categories,
        bonus=read_bonus(reader.table("bonus", "加分项")),
        deductions=read_events(deduction.tables("event", "扣分项"), deduction, outside=True),
        deduction_clause=deduction.text("clause"),
        grades=tuple(_grade(entry) for entry in reader.tables("grade", "等次")),
        rank_order=rank.words("order"),
        vetoes=tuple(_ground(entry) for entry in veto.tables("ground", "一票否决情形")),
        veto_effect=veto.text("effect"),
        tie_rule=rank.text("clause"),
    )
    for section in (deduction, veto, rank, reader):
        section.done()
    errors += whole_faults(rubric)
    if errors:
        raise RubricError(dict.fromkeys(errors))
    return rubric


def _category(reader: Reader) -> Category:
    code, title = reader.text("code"), reader.text("title")
    reader.place = f"“{title or code}”"
    cap = reader.positive("cap", places=2)
    lines = tuple(_indicator(entry, title) for entry in reader.tables("indicator", reader.place))
    reader.done()
    total = sum((line.cap for line in lines), Decimal(0))
    if total != cap:
        reader.fault(f"各指标分值之和为{plain(total)}分，与本类分值{plain(cap)}分不符。")
    for line in lines:
        if not line.code.startswith(f"{code}."):
            reader.fault(f"指标编码“{line.code}”应以“{code}.”开头。")
    return Category(code, title, cap, lines)


def _indicator(reader: Reader, title: str) -> Indicator:
    code, name = reader.text("code"), reader.text("name")
    reader.place = f"“{title}”{code}{name}"
    cap = reader.positive("cap", places=2)
    source = reader.choice("source", ("computed", "manual"))
    metric_key = reader.text("metric", "")
    metric = METRICS.get(metric_key)
    labels = (metric.numerator, metric.denominator, metric.unit) if metric else ("", "", "")
    scale = Scale(
        name,
        cap,
        reader.text("numerator", labels[0]),
        reader.text("denominator", labels[1]),
        reader.text("unit", labels[2]),
    )
    rule = _rule(reader.table("rule", f"{reader.place}的计分规则"), scale)
    if metric is not None and isinstance(rule, Checklist):
        rule = rule.counted_by(metric, reader.fault)
    line = Indicator(
        code=code,
        name=name,
        cap=cap,
        clause=reader.text("clause"),
        source=source,
        na=reader.choice("na", ("full", "redistribute"), "redistribute"),
        metric=metric_key,
        department=reader.text("department"),
        assisting=reader.words("assisting"),
        evidence=reader.text("evidence"),
        basis=reader.text("basis"),
        numerator=scale.numerator,
        denominator=scale.denominator,
        unit=scale.unit,
        rule=rule,
        own=reader.flag("own"),
        few=read_few(reader.table("few", f"{reader.place}的小样本规则"))
        if reader.has("few")
        else None,
    )
    reader.done()
    _check_metric(reader, line)
    _check_few(reader, line)
    _check_labels(reader, line)
    return line


def _rule(reader: Reader, scale: Scale) -> Rule:
    kind = reader.text("kind")
    if kind not in KINDS:
        if kind:
            reader.fault(f"未知的计分方式“{kind}”，可用：{'、'.join(KINDS)}。")
        return Manual()
    rule = KINDS[kind].read(reader, scale)
    reader.done()
    return rule


def _check_metric(reader: Reader, line: Indicator) -> None:
    if line.source == "manual":
        if line.metric:
            reader.fault("人工评定的指标不能带数据指标“metric”。")
        if line.own:
            reader.fault("只计本单位“own”只用于系统计算的指标。")
        return
    if not line.metric:
        reader.fault("系统计算的指标缺少数据指标“metric”。")
        return
    metric = METRICS.get(line.metric)
    if metric is None:
        reader.fault(f"未知的数据指标“{line.metric}”。")
        return
    unknown = line.rule.event_keys() - metric.event_keys()
    if unknown and not isinstance(line.rule, Checklist):
        for key in sorted(unknown):
            said = f"{reader.place}：数据指标“{line.metric}”不统计“{key}”。"
            reader.errors.append(Fault.at(said, *_place_of(line.rule, key, reader.path)))
    if not line.rule.by_rate and not isinstance(line.rule, COUNTED):
        reader.fault(f"计分方式“{line.rule.kind}”不能由系统计算。")


def _place_of(
    rule: Rule, key: str, path: tuple[str | int, ...]
) -> tuple[tuple[str | int, ...], str]:
    """Where in a line's rule a count is named: the path to its table, and its entry."""
    lists: dict[str, list[str]] = {}
    if isinstance(rule, Deduct):
        lists["event"] = [event.key for event in rule.events]
    if isinstance(rule, Ratio):
        lists["share"] = [share.event for share in rule.shares]
    for name, keys in lists.items():
        if key in keys:
            return (*path, "rule", name, keys.index(key)), "event"
    return (*path, "rule"), ""


def _check_few(reader: Reader, line: Indicator) -> None:
    if line.few is not None and not (line.rule.by_rate and line.source == "computed"):
        reader.fault("小样本规则“few”只用于系统计算、按率计分的指标。")


def _check_labels(reader: Reader, line: Indicator) -> None:
    if line.rule.by_rate and not (line.numerator and line.denominator):
        reader.fault("按率计分的指标应写明“numerator”和“denominator”的名称。")
    if isinstance(line.rule, Shortfall) and not line.numerator:
        reader.fault("缺次扣分的指标应写明“numerator”的名称。")


def _grade(reader: Reader) -> Grade:
    share = reader.number("max_share") if reader.has("max_share") else None
    grade = Grade(
        reader.text("name"), reader.number("from", places=2), share, reader.words("needs")
    )
    if share is not None and share > 100:
        reader.fault("“max_share”是百分比，不能大于100。")
    reader.done()
    return grade


def _ground(reader: Reader) -> VetoGround:
    ground = VetoGround(reader.name("key"), reader.text("item"), reader.text("text"))
    reader.done()
    return ground
