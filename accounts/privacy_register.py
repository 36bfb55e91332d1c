"""Personal fields of accounts."""

from __future__ import annotations

from accounts.privacy import declare, impersonal

_WORK = "履行工作职责（个人信息保护法第十三条第一款第二项、第三项）"
_SECURITY = "网络安全法关于网络日志留存的规定；网络安全等级保护三级"

declare(
    "accounts.user", "name", "username", "phone", "sex",
    purpose="登录、署名、联系工作；性别只用于包户人里要有女同志的规则",
    basis=_WORK, seen_by="同一县内的工作人员；系统管理员", kept="账号存续期间",
)  # fmt: skip
declare(
    "accounts.user", "id_hash",
    purpose="本人是家庭成员的，档案对本人关闭（回避）", basis=_WORK,
    seen_by="无人可见，只用于比对", kept="账号存续期间",
)  # fmt: skip
declare(
    "accounts.reading", "address",
    purpose="查看记录：谁、何时、从哪里看过哪些记录", basis=_SECURITY,
    seen_by="审计管理员；档案所属村和乡镇看得到谁看过", kept="不少于 6 个月，归档 3 年",
)  # fmt: skip
declare(
    "accounts.export", "address", "reason", "filter_words",
    purpose="导出登记：谁、何时、为什么导出", basis=_SECURITY,
    seen_by="导出人；审计管理员", kept="不少于 6 个月，归档 3 年",
)  # fmt: skip
declare(
    "accounts.signinattempt", "account", "device",
    purpose="限制猜测密码", basis=_SECURITY, seen_by="无人可见", kept="90 天",
)  # fmt: skip
declare(
    "accounts.exportfile", "content",
    purpose="导出文件，10 分钟内下载", basis=_WORK, seen_by="导出人", kept="10 分钟",
)  # fmt: skip
impersonal("accounts.user", "password")
impersonal("accounts.reading", "page", "noun", "purpose")
impersonal("accounts.export", "kind", "title", "noun", "file_name", "sha256")
impersonal("accounts.trail", "act", "noun", "key", "before", "after", "reason")
