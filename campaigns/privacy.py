"""Personal fields of campaigns (domain H ②)."""

from __future__ import annotations

from accounts.privacy import declare, impersonal

for _noun in ("campaigns.sheetfile", "campaigns.sheetrow"):
    declare(
        _noun, "content",
        purpose="上传的表格，核对后登记，一天内可以撤回",
        basis="履行法定职责（个人信息保护法第十三条第一款第三项）",
        seen_by="上传人", kept="登记或撤回后清除",
    )  # fmt: skip
impersonal("campaigns.sheet", "message", "error", "kind", "name", "notices")
impersonal("campaigns.sheetrow", "note")
