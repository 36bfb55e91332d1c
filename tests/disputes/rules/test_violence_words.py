"""How people tell of violence at home, and what only sounds like it."""

from __future__ import annotations

import pytest

from disputes.violence_words import violent_words

TOLD = """
女的说丈夫喝酒后打她，身上有伤，孩子也在场。
他又打我了
老公打得我不敢回家
男的动手打了老婆一巴掌
媳妇挨打好几回
被丈夫打了，眼睛肿了
儿子喝醉了打老人
扇了她两个耳光
抽她嘴巴
掐脖子，差点断气
踹了一脚
揪着头发往墙上撞
拿菜刀追着砍
浑身青紫
脸上有伤
把她关在屋里不让出门
手机收走，不让她打电话
把孩子锁在家里
说要是离婚就杀她全家
扬言同归于尽
天天骂她侮辱她
老人被儿媳虐待，不给饭吃
强迫她发生关系
离婚以后他一直跟踪骚扰
孩子被继父猥亵
她躲在外面不敢回家
她想喝药
家 暴
拳 打 脚 踢
打了媳妇一顿，去卫生院验伤
喝酒后常打起来
要放火烧房子
他把我推倒在地上
限制人身自由
""".strip().splitlines()

QUIET = """
两个儿子不肯出赡养费，吵了两次
他打电话来问
在外地打工，过年才回
要打官司分家产
让他打听一下宅基地的事
给她打了欠条
为了打牌输钱吵架
被雨水打湿了墙，和邻居争滴水
打算离婚，财产怎么分
孩子打疫苗的钱谁出
手术费由谁负担，动手术花了两万
打扫卫生的事争起来
常打交道，为欠款有分歧
打印材料
让她打理店铺
做手工活的钱没给
彩礼要不要退
老人跟谁住
打工的人员工资没给
想要回嫁妆
离婚后前夫不让见孩子
""".strip().splitlines()


@pytest.mark.parametrize("words", TOLD)
def test_told(words: str) -> None:
    assert violent_words(words)


@pytest.mark.parametrize("words", QUIET)
def test_quiet(words: str) -> None:
    assert violent_words(words) == []


def test_each_once_in_order() -> None:
    assert violent_words("他打我，又打我", "威胁") == ["打我", "威胁"]
