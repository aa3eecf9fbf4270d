"""Somebody in front of a browser: what they press and type, and all that their browser tells."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from tests.journeys.browser.cast_there import key_of
from tests.journeys.browser.looks import sideways

NAME = "Robin Namesecret"
PERSONAL = re.compile(
    "invented.?words|robin|namesecret|2012.?0?3.?0?4|0?4.0?3.2012|march.2012|900.?123|bs13",
    re.IGNORECASE,
)
"""What is typed of the young person of the journeys, or of how to reach them."""

OPEN_BOXES = """[...document.querySelectorAll("main form[method=post] :is(textarea, "
  + "input:not([type=hidden], [type=radio], [type=checkbox]))")]
  .map((box) => [box.name, box.autocomplete || box.form.autocomplete])"""
KEPT = """async () => JSON.stringify([{...localStorage}, {...sessionStorage},
  (await indexedDB.databases()).map((each) => each.name), await caches.keys()])"""
NOTHING_KEPT = "[{},{},[],[]]"


@dataclass
class Witness:
    """
    Where a name must never stand: every address asked for or led to, title, and console line.

    ``boxes``: what could be typed into, and what the browser may remember of it.
    """

    said: list[str] = field(default_factory=list)
    boxes: dict[str, str] = field(default_factory=dict)

    def watch(self, page: Page) -> None:
        page.on("request", lambda asked: self.hear(asked.url, asked.headers.get("referer", "")))
        page.on("response", lambda given: self.hear(given.headers.get("location", "")))
        page.on("console", lambda line: self.hear(line.text))
        page.on("pageerror", lambda error: self.hear(str(error)))

    def hear(self, *said: str) -> None:
        self.said += filter(None, said)

    @property
    def personal(self) -> list[str]:
        return [said for said in self.said if PERSONAL.search(said)]


class Visitor:
    """``presses`` counts what leads on to another page, ``typed`` the boxes that are filled in."""

    def __init__(self, page: Page, witness: Witness) -> None:
        self.page, self.witness = page, witness
        self.presses, self.typed = 0, 0
        witness.watch(page)

    def open(self, address: str) -> int:
        answer = self.page.goto(address)
        self._look()
        return answer.status if answer else 0

    def press(self, name: str) -> None:
        """A button, or a link where there is no such button."""
        found = self.page.locator("main").get_by_role("button", name=name, exact=True)
        found = found if found.count() else self.page.get_by_role("link", name=name, exact=True)
        with self.page.expect_navigation():
            found.first.click()
        self.presses += 1
        self._look()

    def choose(self, *labels: str) -> None:
        for each in labels:
            self.page.get_by_label(each, exact=True).first.check()

    def type(self, **boxes: str) -> None:
        for name, text in boxes.items():
            self.page.fill(f"#{name}", text)
            self.typed += 1

    @property
    def sees(self) -> str:
        return self.page.locator("main").inner_text()

    @property
    def in_hands(self) -> str:
        """What the page says of who has the referral now."""
        return self.page.locator(".app-referral__hands").inner_text()

    def _look(self) -> None:
        self.witness.hear(self.page.title())
        self.witness.boxes |= dict(self.page.evaluate(OPEN_BOXES))
        assert sideways(self.page) <= 0, self.page.url

    def leave(self) -> str:
        """Close the browser; return what it would have kept."""
        has_come = self.page.url != "about:blank"
        kept: str = self.page.evaluate(KEPT) if has_come else NOTHING_KEPT
        self.page.context.close()
        return kept


class Visits:
    """Everybody who comes to one server, each with a browser of their own, watched by one."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.witness, self.here = Witness(), list[Visitor]()

    def come(self, who: str, *, width: int = 1280, is_known: bool = True, **options) -> Visitor:
        """:param is_known: False for who has still to sign in"""
        context = self.browser.new_context(
            base_url=self.address, viewport={"width": width, "height": 740}, **options
        )
        if is_known:
            cookie = {"name": "navigator", "value": key_of(who), "url": self.address}
            context.add_cookies([cookie])
        self.here.append(Visitor(context.new_page(), self.witness))
        return self.here[-1]

    def leave(self) -> set[str]:
        return {visitor.leave() for visitor in self.here}


def send(teacher: Visitor, service_id: str) -> Visitor:
    """Refer to a service, through the form."""
    teacher.open(f"/services/{service_id}")
    teacher.press("Refer to this service")
    for who in ("young_person", "parent"):
        teacher.page.locator(f"label[for^='{who}-'][for$='-agrees']").click()
    teacher.press("Save and go on")
    teacher.type(name=NAME, birth_date="4 3 2012", home="BS13 0AA")
    teacher.press("Save and go on")
    teacher.type(wants="To row, in invented words.")
    teacher.page.locator("input[value=young_carer]").evaluate("(box) => { box.checked = true }")
    teacher.press("Save and go on")
    teacher.type(reach="Text 07700 900123.", call_back="07700 900123")
    teacher.press("Save and go on")
    teacher.press("Send this referral")
    return teacher
