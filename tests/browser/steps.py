"""Steps several stories share."""

from __future__ import annotations

from tests.browser.person import Person


def safe(me: Person) -> None:
    """The safety asking of a mediation: nothing of danger was said."""
    me.tap("安全询问", inside=".acts")
    for name in ("violence_now", "violence_known", "injury_appraisal", "crime_suspected"):
        me.page.locator(f"label:has(input[name={name}])").filter(has_text="没有").first.click()
    me.choose("赡养、抚养")
    me.send()
    me.sees("没有发现危险")


def visited(me: Person, who: str) -> None:
    """A return visit at the home of one party, who says the promise is kept and is content."""
    me.tap("登记回访", inside=".acts")
    me.choose(who)
    me.choose("上门")
    me.choose("已履行")
    me.page.get_by_role("group", name="满意吗").get_by_text("满意", exact=True).click()
    me.send()
