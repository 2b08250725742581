"""Random clicks, keys, drags and numbers on every widget, as somebody who tries everything at once.

`python -m tools.random_actions` tries 10,000 on pages without Python and 10,000 in JupyterLab; `--actions 500
--seed 7` tries others, `--only page` or `--only lab` one of the two. What goes wrong is printed with the last actions.
"""

import argparse
import random
import sys
import tempfile
from collections import deque
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.browser import CHROMIUM, IDLE, NO_CHROMIUM, RUN_ALL, launch_options, running_lab, write_notebook
from tools.every_widget import SOURCES, every_widget, views

KEYS = [
    *("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown", "Tab", "Shift+Tab"),
    *("Enter", "Escape", "Space", "Backspace", "Delete", "Shift+ArrowLeft", "[", "]", "x", "d", "a", "m", "y"),
]
NUMBERS = ["0", "1", "2", "3", "-1", "7", "0.5", "-2.25", "9999", "1e9", "1e308", "", "-", "64", "100000"]
REMEMBERED = 12  # actions that are printed with what they led to
# What a widget must never come to, whatever is done to it: sentences, and none where all is well.
COMPLAINTS = """([root, cells]) => {
    const said = [];
    if (!root.isConnected || root.getClientRects().length === 0) said.push('the widget is gone');
    const text = root.innerText ?? '';
    if (text.trim() === '') said.push('the widget is blank');
    const strange = text.match(/.{0,30}(NaN|undefined|null|Infinity|\\[object).{0,30}/);
    if (strange) said.push(`it says ${strange[0]}`);
    if (%s !== cells) said.push('the notebook has other cells');
    return said;
}"""
CELLS = "(window.jupyterapp?.shell.currentWidget?.content?.model?.cells.length ?? 0)"
HITS = "(root, [x, y]) => root.contains(document.elementFromPoint(x, y))"


class Trial:
    """Actions on one widget of a page, until all are done or something is wrong."""

    def __init__(self, page, root, rng):
        self.page, self.root, self.rng = page, root, rng
        self.done = deque(maxlen=REMEMBERED)
        self.wrong = []
        self.actions = [self.click, self.click, self.click, self.press, self.press, self.drag, self.type]

    def run(self, count):
        """Returns what went wrong, as sentences."""
        hear = lambda error: self.wrong.append(f"an error of the page: {error}")  # noqa: E731 (to be taken off again)
        self.page.on("pageerror", hear)
        handle, cells = self.root.element_handle(), self.page.evaluate(CELLS)
        handle.scroll_into_view_if_needed()
        for _ in range(count):
            action = self.rng.choice(self.actions)
            self.done.append(f"{action.__name__} {action()}")
            handle.scroll_into_view_if_needed()  # JupyterLab empties what is far away
            self.wrong += self.page.evaluate(COMPLAINTS.replace("%s", CELLS), [handle, cells])
            if self.wrong:
                break
        self.page.remove_listener("pageerror", hear)
        return self.wrong

    def place(self):
        """A point of the widget that is on the screen and not under anything else; the middle where none is found."""
        box = self.root.bounding_box()
        for _ in range(20):
            place = box["x"] + self.rng.random() * box["width"], box["y"] + self.rng.random() * box["height"]
            if self.root.evaluate(HITS, place):
                return place
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def click(self):
        place = self.place()
        self.page.mouse.click(*place)
        return "at {:.0f}, {:.0f}".format(*place)

    def press(self):
        """A key, if the focus is on the widget: elsewhere it is the notebook's."""
        key = self.rng.choice(KEYS)
        if not self.root.evaluate("root => root.contains(document.activeElement)"):
            self.root.evaluate("root => root.querySelector('button, input, [tabindex=\"0\"]')?.focus()")
        if self.root.evaluate("root => root.contains(document.activeElement)"):
            self.page.keyboard.press(key)
        return key

    def drag(self):
        start, end = self.place(), self.place()
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(*end, steps=4)
        self.page.mouse.up()
        return "from {:.0f}, {:.0f} to {:.0f}, {:.0f}".format(*start, *end)

    def type(self):
        """A number into one of the widget's fields."""
        fields = self.root.locator("input[type=number]:visible")
        if not (count := fields.count()):
            return "nothing, for there is no field"
        number, field = self.rng.choice(NUMBERS), fields.nth(self.rng.randrange(count)).element_handle()
        field.focus()  # which closes the editor of a cell, where one is open
        if not field.evaluate("field => field.isConnected"):
            return "nothing, for the field has closed"
        field.select_text()
        self.page.keyboard.type(number)
        self.page.keyboard.press(self.rng.choice(["Enter", "Tab", "Escape"]))
        return repr(number)


def on_pages(browser, folder, actions, seed):
    """Every widget on a page of its own, without Python; gives each name and what went wrong."""
    made = every_widget()
    for name, widget in made.items():
        widget.to_html(folder / "page.html")
        page = browser.new_page(viewport={"width": 900, "height": 800})
        page.goto((folder / "page.html").as_uri())
        trial = Trial(page, page.locator(".cnnlab").first, random.Random(f"{seed} {name}"))
        yield f"{name}, on a page", trial, trial.run(-(-actions // len(made)))
        page.close()


def in_lab(browser, folder, actions, seed):
    """The same in one notebook, in JupyterLab."""
    (folder / "notebooks").mkdir(exist_ok=True)
    write_notebook(folder / "notebooks" / "actions.ipynb", *SOURCES)
    with running_lab(folder) as (address, token):
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        page.goto(f"{address}/lab/tree/actions.ipynb?token={token}&reset")
        page.wait_for_function(IDLE, timeout=90_000)
        page.evaluate(RUN_ALL)
        roots = views(page)
        for name, root in zip(every_widget(), roots, strict=True):
            trial = Trial(page, root, random.Random(f"{seed} {name} lab"))
            yield f"{name}, in JupyterLab", trial, trial.run(-(-actions // len(roots)))


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--actions", type=int, default=10_000, help="how many, of all widgets together")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--only", choices=["page", "lab"])
    chosen = parser.parse_args(arguments)
    if CHROMIUM is None:
        raise SystemExit(NO_CHROMIUM)
    print(f"--actions {chosen.actions} --seed {chosen.seed}", flush=True)
    failed = 0
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        for kind, tries in (("page", on_pages), ("lab", in_lab)):
            if chosen.only in (None, kind):
                for where, trial, wrong in tries(browser, Path(name), chosen.actions, chosen.seed):
                    failed += bool(wrong)
                    print(f"{where}: {'; '.join(wrong) or 'nothing went wrong'}", flush=True)
                    if wrong:
                        print("".join(f"    {done}\n" for done in trial.done), end="", flush=True)
        browser.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
