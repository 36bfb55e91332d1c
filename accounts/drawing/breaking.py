"""Where a long title may be broken: between words, in lines of about equal length (domain F).

Chinese is written without spaces, so words are told by a short list of those that stand in the
titles of this house, by names of places and by signs. What the list does not know may be broken
anywhere, but is not where there is a better place."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

LINE = 20  # characters of 2号 that a line of 156 mm holds
LIST = """
    平安 家庭 平安家庭 创建 工作 集中 走访 宣传 排查 启动 开展 矛盾 纠纷 调解 化解 调解员 人民
    妇女 妇联 儿童 权益 保护 维护 维权 反对 暴力 关于 情况 通报 通知 督查 检查 抽查 随机 双随机
    整改 问题 进展 年度 上半年 下半年 季度 一季度 二季度 三季度 四季度 年中 年终 总结 小结 报告
    方案 计划 活动 培训 业务 示范 示范户 家教 家风 家训 好家风 文明 和谐 社会 治理 基层 网格
    网格员 社区 乡镇 街道 群众 满意 满意率 知晓 知晓率 参与 安全 安全感 考核 责任 责任状 目标
    管理 领导 小组 会议 座谈 推进 推进会 现场 现场会 现场观摩 做法 几点 经验 交流 典型 先进 集体
    表扬 批评 春季 夏季 秋季 冬季 春节 节前 节后 暑期 寒假 返乡 务工 外出 留守 困难 结对 帮扶
    入户 逐户 进村 入户走访 进万家 全覆盖 覆盖 建设 建立 机制 制度 服务 中心 服务站 工作站 志愿者
    志愿 队伍 法律 法治 普法 司法 公安 民政 部门 联动 联席 联合 行动 专项 重点 主题 系列 我们
    我家 故事 征文 比赛 竞赛 演出 文艺 讲座 宣讲 咨询 发放 资料 告知书 开到 家门口 门口 召开
    举行 举办 组织 落实 深入 扎实 认真 全面 全县 全镇 全市 全区 县级 镇级 村级 以及 的 和 与 及 在
    对 为 把 从 向 等"""
WORDS = frozenset(LIST.split())
LONGEST = max(map(len, WORDS))
NAME = re.compile(r"[\u4e00-\u9fff]{1,3}?(?:县|镇|乡|村|街道|社区|市|区)")
RUN = re.compile(r"[0-9A-Za-z.%〔〕\u3007]+[年月日号期个届次]?")
CLOSING, OPENING = set("，。；：、！？）》”’」』〕】"), set("（《“‘「『〔【")
FREE, SIDE, UNKNOWN, AFTER_JOINT = 2, 5, 12, 0
JOINTS = set("、，；： 的")


def broken(title: str, most: int = LINE) -> list[str]:
    """The title in as few lines as hold it, `most` characters each, broken between words."""
    if len(title) <= most:
        return [title]
    costs = _costs(title)
    least = -(-len(title) // most)
    for count in (least, least + 1):
        found = _split(title, costs, count, most)
        if found:
            return [part.strip() for part in found]
    each = -(-len(title) // least)
    return [title[i : i + each] for i in range(0, len(title), each)]


def _costs(title: str) -> list[int | None]:
    """What a break before each character costs; None where there must be none."""
    words = _words(title)
    starts = {at for at, _end, _known in words}
    known = {at for at, _end, sure in words if sure} | {end for _at, end, sure in words if sure}
    both = {at for at, _end, sure in words if sure} & {end for _at, end, sure in words if sure}
    out: list[int | None] = [None] * (len(title) + 1)
    for at in range(1, len(title)):
        before, after = title[at - 1], title[at]
        if at not in starts or after in CLOSING or before in OPENING:
            continue
        cost = FREE if at in both else SIDE if at in known else UNKNOWN
        if before in JOINTS or after in OPENING:
            cost = AFTER_JOINT
        elif after in "的和与及等":
            cost = UNKNOWN * 2  # a line does not begin with a joint
        out[at] = cost
    return out


def _words(title: str) -> list[tuple[int, int, bool]]:
    """(start, end, whether the list knows it) of each piece, the longest known word first."""
    out, at = [], 0
    while at < len(title):
        run = RUN.match(title, at)
        if run:
            out.append((at, run.end(), True))
            at = run.end()
            continue
        sizes = range(min(LONGEST, len(title) - at), 0, -1)
        size = next((n for n in sizes if title[at : at + n] in WORDS), 0)
        name = NAME.match(title, at) if size < 2 else None
        end = max(at + size, name.end() if name else 0, at + 1)
        out.append((at, end, bool(size or name)))
        at = end
    return out


def _split(title: str, costs: list[int | None], count: int, most: int) -> list[str]:
    """The cheapest way into `count` lines, [] where there is none."""
    mean, whole = len(title) / count, len(title)

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]] | None:
        if left == 1:
            size = whole - start
            return ((size - mean) ** 2, ()) if size <= most else None
        found: tuple[float, tuple[int, ...]] | None = None
        for at in range(start + 1, min(start + most, whole - 1) + 1):
            cost, rest = costs[at], best(at, left - 1)
            if cost is None or rest is None:
                continue
            sum_ = (at - start - mean) ** 2 + cost + rest[0]
            if found is None or sum_ < found[0]:
                found = (sum_, (at, *rest[1]))
        return found

    cheapest = best(0, count)
    if cheapest is None:
        return []
    cuts = (0, *cheapest[1], whole)
    return [title[a:b] for a, b in pairwise(cuts)]
