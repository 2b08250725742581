"""Every lesson's deck, on a screen of 16:9 and on one of 4:3: all pages fit, no heading stands alone on one, each
answer has its question, no picture lacks words or is too small for its own. The lessons do not run for it; `--decks`
runs them, and the path of ninety minutes, which takes minutes.
"""

import re

import pytest

pytest.importorskip("latex2mathml", reason="the extra `slides` is not installed")

from decks import SHOW_ALL, write_deck, write_path

from tools.places import NOTEBOOKS
from tools.slides.deck import build
from tools.slides.path import build_path

SIZES = {"16:9": (1280, 720), "4:3": (1024, 768)}
PAGES = f"""async () => (await ({SHOW_ALL})()).map((page, index) => {{
    const {{ scrollHeight, clientHeight, scrollWidth, clientWidth }} = page;
    const parts = [...page.querySelectorAll(":is(.prose > *, .code, .out)")];
    const bare = parts.every((part) => part.matches("h1, h2, h3"));
    return {{ index, bare, heading: page.querySelector("h1, h2, h3")?.textContent ?? page.dataset.goesOn,
        tall: scrollHeight - clientHeight, wide: scrollWidth - clientWidth, size: [clientWidth, clientHeight] }};
}})"""
# The first result after each paragraph that asks, before another asks or a heading comes, or the answer that is folded
# in below it: is the question on its page?
ALONE = """() => {
    const parts = [...document.querySelectorAll(".slides :is(p, .out, summary, h2, h3)")];
    const lonely = [];
    let asked = null;
    const check = (result) => {
        if (asked && !result.closest("section").textContent.includes(asked.textContent)) lonely.push(asked.textContent);
        asked = null;
    };
    for (const part of parts) {
        if (part.matches(".asked")) continue;
        if (part.matches("p")) {
            if (/^Predict[.:]/.test(part.textContent) && part.querySelector("strong")) asked = part;
        } else if (part.matches("summary")) {
            if (asked && /^Answer/.test(part.textContent)) check(part);
        } else if (part.matches(".out")) check(part);
        else asked = null;
    }
    return lonely;
}"""
# A picture is drawn twice as sharp as its words need to be legible: those that are shown smaller than that, although
# the page is wide and high enough.
SMALL = f"""async () => (await ({SHOW_ALL})()).flatMap((page) => [...page.querySelectorAll(".out img")])
    .filter((image) => {{
        const {{ naturalWidth, naturalHeight, parentElement, clientHeight }} = image;
        const highest = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--page-height")) - 180;
        const widest = naturalHeight * parentElement.clientWidth / naturalWidth;
        return clientHeight < Math.min(naturalHeight / 2, widest, highest) - 1;
    }}).map(({{ alt }}) => alt)"""
ALTS = "() => [...document.querySelectorAll('.slides img')].map((image) => image.getAttribute('alt'))"
CODE = re.compile(r"\b(?:viz|np|plt|F|nn|data)\.\w|\bax(?:es)?\s*=|[\[\]{}]|Picture drawn")


def faults(page, deck, size):
    """What is wrong with a deck on a screen of this size."""
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    page.goto(deck.as_uri())
    page.locator(".reveal.ready").wait_for(timeout=120_000)
    pages = page.evaluate(PAGES)
    assert len(pages) > 10
    assert {tuple(found["size"]) for found in pages} == {(1280, 720) if size[0] / size[1] > 1.5 else (1280, 960)}
    faulty = [found for found in pages if found["tall"] > 1 or found["wide"] > 1 or found["bare"]]
    alts = page.evaluate(ALTS)
    assert alts
    wordless = [alt for alt in alts if not alt or CODE.search(alt)]
    return faulty, page.evaluate(ALONE), wordless, page.evaluate(SMALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("decks")


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_deck_fits_repeats_its_questions_and_says_what_is_seen(path, folder, page, request):
    deck = build(path, folder) if request.config.getoption("--decks") else write_deck(path, folder)
    assert {name: faults(page, deck, size) for name, size in SIZES.items()} == dict.fromkeys(SIZES, ([], [], [], []))


def test_the_deck_of_ninety_minutes_fits_repeats_its_questions_and_keeps_its_time(folder, page, request):
    deck = build_path("ninety", folder) if request.config.getoption("--decks") else write_path("ninety", folder)
    assert {name: faults(page, deck, size) for name, size in SIZES.items()} == dict.fromkeys(SIZES, ([], [], [], []))
    timings = page.evaluate(
        "[...document.querySelectorAll('.slides section section')].map((page) => +(page.dataset.timing ?? 0))"
    )
    assert timings[0] == 0
    assert sum(timings) == pytest.approx(90 * 60, abs=len(timings))
