"""A person at a screen: taps, types, and is stopped by anything a page does wrong."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response, expect

from tests.cast import PASSWORD

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 1,
}
# The narrowest screen an office still has.
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
NARROWEST = 360  # px
NARROW = PHONE | {"viewport": {"width": NARROWEST, "height": 640}}
SHOTS = os.environ.get("BROWSER_SHOTS", "")
# Told to the page's own document before anything of ours runs.
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""
# What of ours stands inline in the document: style attributes and handlers.
INLINE = """() => [...document.querySelectorAll("*")].flatMap((el) =>
  [...el.attributes].filter((a) => a.value && (a.name === "style" || a.name.startsWith("on")))
    .map((a) => `<${el.localName} ${a.name}="${a.value}">`))
  .concat([...document.querySelectorAll("style, script:not([src])")].map((el) => el.outerHTML))"""
WIDER = """() => [document.documentElement.scrollWidth, window.innerWidth]"""


class Person:
    """Wraps one page; every page it comes to is looked over."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context, self.url = context, url
        context.add_init_script(WATCH)
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.refused: set[int] = set()  # statuses this person means to meet
        self.taps = 0
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        loud = message.type in ("error", "warning")
        if loud and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.refused:
            self.faults.append(f"{response.status} {response.url}")

    # What the person does

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        """By the sign-in page."""
        self.open("/")
        self.page.get_by_label("登录名").fill(name)
        self.page.get_by_label("密码", exact=True).fill(password)
        self.tap("登录")

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.url + path)
        self.look()

    def tap(self, words: str | Locator, *, inside: str = "body") -> None:
        """Tap the first visible link or button with these words and wait for the page."""
        aim = self.aim(words, inside) if isinstance(words, str) else words
        self.taps += 1
        aim.click()
        self.page.wait_for_load_state("load")
        self.look()

    def aim(self, words: str, inside: str = "body") -> Locator:
        """The first visible link or button whose name holds `words`."""
        area, name = self.page.locator(inside), re.compile(re.escape(words))
        links = area.get_by_role("link", name=name)
        return links.or_(area.get_by_role("button", name=name)).locator("visible=true").first

    def choose(self, words: str) -> None:
        """Tap a radio, a tile or a tick by its words, as a finger would: on the label."""
        self.taps += 1
        self.page.locator("label.tile, label.radio, label.tick").filter(
            has_text=words
        ).first.click()

    def write(self, label: str, text: str) -> None:
        """Fill a field by its label."""
        self.page.get_by_label(label).locator("visible=true").first.fill(text)

    def pick(self, field: str, words: str) -> None:
        """An option of a list by some of its words."""
        box = self.page.locator(f"select[name={field}]")
        box.select_option(
            label=next(w for w in box.locator("option").all_inner_texts() if words in w)
        )

    def send(self) -> None:
        """The one button that sends the form of this page."""
        self.tap(self.page.locator("form.form button").locator("visible=true").last)

    # What the person sees

    def sees(self, *words: str) -> None:
        """Words stand on the page, visible."""
        for each in words:
            expect(self.page.locator("body")).to_contain_text(each)

    def look(self) -> None:
        """Nothing wrong with this page."""
        page = self.page
        self.faults += [f"policy: {each}" for each in page.evaluate("() => window.violations")]
        self.faults += [f"inline: {each}" for each in page.evaluate(INLINE)]
        self._fits()
        self.shoot()
        assert not self.faults, f"{page.url}: {self.faults}"

    def _fits(self) -> None:
        size = self.page.viewport_size
        assert size
        least = NARROWEST if size["width"] < 600 else size["width"]
        narrow = size["width"] == least
        if not narrow:
            self.page.set_viewport_size({"width": least, "height": size["height"]})
        wide, inner = self.page.evaluate(WIDER)
        if wide > inner or inner != least:
            self.faults.append(f"sideways: {wide} px at {inner} px")
        if not narrow:
            self.page.set_viewport_size(size)

    def shoot(self) -> None:
        """With BROWSER_SHOTS=folder, a picture of every page passed."""
        if not SHOTS:
            return
        folder = Path(SHOTS)
        folder.mkdir(parents=True, exist_ok=True)
        path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "uid", self.page.url.removeprefix(self.url))
        name = re.sub(r"[^0-9a-zA-Z]+", "_", path).strip("_") or "home"
        width = self.page.viewport_size["width"] if self.page.viewport_size else 0
        number = len(list(folder.iterdir()))
        self.page.screenshot(
            path=str(folder / f"{number:03d}_{width}_{name[:60]}.png"), full_page=True
        )
