"""The slides as a teacher has them: files from disk, in Chromium, without Python and without a network."""

import nbformat
import pytest
from short_lesson import write

pytest.importorskip("latex2mathml", reason="the extra `slides` is not installed")

from accessibility import faults
from decks import SHOW_ALL

from tools.every_widget import FORMS, MADE
from tools.places import ROOT
from tools.slides import deck


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    """The slides of lesson 03."""
    return deck.build(ROOT / "notebooks" / "03_convolution_5x5.ipynb", tmp_path_factory.mktemp("lesson"))


def current(page):
    return page.locator("section.present section.present")


def heading(page):
    return current(page).evaluate("page => page.querySelector('h1, h2')?.textContent ?? page.dataset.goesOn")


def test_arrow_keys_turn_the_pages_and_each_output_waits_for_a_key(short, show):
    page = show(short)
    assert current(page).locator("math").count() == 2
    page.keyboard.press("ArrowRight")
    assert heading(page) == "Watch it"
    page.goto(f"{short.as_uri()}#/2")
    assert heading(page) == "Predict"
    out, answer = current(page).locator(".out"), current(page).locator("summary")
    assert (out.is_visible(), answer.is_visible()) == (False, False)
    page.keyboard.press("ArrowRight")
    assert (out.inner_text().strip(), answer.is_visible()) == ("4", False)
    page.keyboard.press(" ")
    assert answer.is_visible()
    assert not current(page).get_by_text("four = 4").is_visible()
    answer.click()
    assert current(page).get_by_text("four = 4").is_visible()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    assert heading(page) != "Predict"


def test_a_stepper_plays_by_mouse_and_keeps_its_keys_until_escape(short, show):
    page = show(short, "#/1/0/0")
    widget = current(page).locator(".widget")
    widget.get_by_role("button", name="Step", exact=True).click()
    assert "Step 2 of 4" in widget.inner_text()
    assert page.locator(".keys").is_visible()
    for key in ("Enter", "End"):
        widget.get_by_role("button", name="Step", exact=True).press(key)
    assert heading(page) == "Watch it"
    widget.get_by_role("button", name="Play").press("Home")
    assert "Step 1 of 4" in widget.inner_text()
    widget.get_by_role("button", name="Play").press("ArrowRight")
    assert "Step 2 of 4" in widget.inner_text()
    page.keyboard.press("Escape")
    assert not page.locator(".keys").is_visible()
    assert not page.locator(".reveal.overview").count()
    page.keyboard.press("ArrowRight")
    assert heading(page) == "Predict"


def test_a_remote_control_turns_pages_while_a_widget_has_the_focus(short, show):
    page = show(short, "#/1/0/0")
    current(page).get_by_role("button", name="Step", exact=True).click()
    page.keyboard.press("PageDown")
    assert heading(page) == "Predict"


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768)], ids=str)
def test_the_mouse_hits_the_cell_it_points_at_on_any_screen(short, show, size):
    page = show(short, "#/1/0/0", size=size)
    cells = current(page).locator(".widget svg g").first.locator("rect")
    cells.nth(4).hover()
    assert "row 1, column 1 = 3" in current(page).inner_text()


def test_a_click_with_ctrl_shows_its_place_twice_as_large_until_escape(short, show):
    page = show(short, "#/1/0/0")
    high = current(page).get_by_role("button", name="Play").bounding_box()["height"]
    times = "([high, least, most]) => ((now) => least < now && now < most)"
    times += "(document.querySelector('.present .cl-main').getBoundingClientRect().height / high)"
    current(page).locator("h2").click(modifiers=["Control"])
    page.wait_for_function(times, arg=[high, 1.9, 2.1])
    page.keyboard.press("Escape")
    page.wait_for_function(times, arg=[high, 0.9, 1.1])
    assert not page.locator(".reveal.overview").count()


def test_a_quiz_in_a_box_answers(short, show):
    page = show(short, "#/3/0/0")
    current(page).get_by_label("2").check()
    assert "1 of 1 right" in current(page).inner_text()


def test_prose_too_long_for_a_page_goes_on_on_the_next(short, show):
    heights = show(short, "#/4/2").evaluate("""() => [...document.querySelectorAll(".slides section section")]
        .filter((page) => page.textContent.includes("A long page."))
        .map((page) => {
            page.parentNode.style.display = page.style.display = "block";
            return [page.scrollHeight, page.textContent.match(/A long page/g).length];
        })""")
    assert sum(count for _, count in heights) == 30
    assert len(heights) > 1
    assert {height for height, _ in heights} == {720}


def test_a_page_too_long_for_the_screen_is_read_before_it_is_turned(short, show):
    page = show(short, "#/4/2")
    long = page.locator("section.present section", has_text="A long output.").last
    index = long.evaluate("page => [...page.parentNode.children].indexOf(page)")
    page.goto(f"{short.as_uri()}#/4/{index}")
    assert current(page).evaluate("page => page.scrollTop") == 0
    page.keyboard.press("ArrowDown")
    assert current(page).evaluate("page => page.scrollTop") > 300


def test_a_sentence_before_code_is_on_the_page_of_the_code(show, tmp_path):
    tall = "## A tall page\n\n" + "\n\n".join(["A line."] * 9)
    cells = [("slide", tall), ("-", "How many lines?"), ("-", "print(*range(12), sep='\\n')")]
    page = show(deck.build(write(tmp_path / "tall.ipynb", cells), tmp_path / "slides"))
    where = "page => [...document.querySelectorAll('.slides section section')].map((page) => page.textContent)"
    first, second = page.evaluate(where)
    assert "A line." in first
    assert "How many lines?" in second
    assert "range" in second


def test_printed_lines_are_smaller_before_they_are_broken(show, tmp_path):
    cells = [("slide", f"print({length} * 'm')") for length in (80, 100, 200)]
    page = show(deck.build(write(tmp_path / "printed.ipynb", cells), tmp_path / "slides"))
    found = page.evaluate(f"""async () => (await ({SHOW_ALL})()).map((page) => {{
        const style = getComputedStyle(page.querySelector(".out pre"));
        const words = document.createRange();
        words.selectNodeContents(page.querySelector(".out pre"));
        const lines = new Set([...words.getClientRects()].map((box) => box.top));
        return [parseFloat(style.fontSize) < 20, lines.size];
    }})""")
    assert found == [[False, 1], [True, 1], [False, 3]]


def test_a_heading_alone_is_no_step(show, tmp_path):
    cells = [("slide", "## Draw"), ("-", "ConvStepper([[1, 2]], [[3]])"), ("-", "And then.")]
    cells = [("skip", "-"), ("-", "from cnnlab.widgets import ConvStepper"), *cells]
    page = show(deck.build(write(tmp_path / "bare.ipynb", cells), tmp_path / "slides"))
    assert page.locator("section.present .widget").is_visible()
    assert page.locator(".fragment").count() == 0


def test_a_long_list_of_claims_stands_in_columns_in_which_none_is_divided(show, tmp_path):
    claim = {
        "claim": "A sentence of some length, which may be true, or false, or neither.",
        "verdict": "true",
        "why": "So.",
    }
    source = f"from cnnlab.widgets import Claims\nClaims([{claim}] * 12)"
    page = show(deck.build(write(tmp_path / "claims.ipynb", [("slide", source)]), tmp_path / "slides"))
    boxes = [card.bounding_box() for card in page.locator("section.present .cl-card").all()]
    assert len({round(box["x"]) for box in boxes}) == 2
    assert page.evaluate(
        "[...document.querySelectorAll('.cl-card')].every((card) => card.getClientRects().length === 1)"
    )
    assert float(page.locator(".widget").evaluate("widget => widget.style.zoom")) > 0.7


def test_on_paper_each_step_has_a_page_with_margins(short, show):
    page = show(short, query="?print-pdf")
    pages = page.locator(".pdf-page > section")
    assert pages.count() > 8
    assert {section.evaluate("page => getComputedStyle(page).paddingLeft") for section in pages.all()} == {"64px"}


def test_both_themes_by_system_address_and_key(short, show):
    page = show(short, query="?theme=dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    controls = "getComputedStyle(document.querySelector('.cl-quiz input')).colorScheme"
    assert (page.evaluate(ground), page.evaluate(controls)) == ("rgb(17, 20, 24)", "dark")
    page.keyboard.press("t")
    assert (page.evaluate(ground), page.evaluate(controls)) == ("rgb(255, 255, 255)", "light")
    page.emulate_media(color_scheme="dark")
    show(short)
    assert page.evaluate(ground) == "rgb(17, 20, 24)"


def test_the_notes_are_with_their_page_and_hidden(short, show):
    page = show(short, "#/1/0/0")
    notes = page.locator("section.present aside.notes")
    assert notes.count() == 1
    assert not notes.is_visible()


PAGES = f"""async () => {{
    const pages = await ({SHOW_ALL})();
    return pages.map((page) => {{
        const widgets = [...page.querySelectorAll(".widget")].map((widget) => widget.querySelectorAll("button").length);
        return [page.scrollHeight, page.scrollWidth, widgets];
    }});
}}"""


def test_every_page_of_a_lesson_fits_and_every_widget_is_drawn(lesson, show):
    pages = show(lesson).evaluate(PAGES)
    assert len(pages) > 15
    assert {(height, width) for height, width, _ in pages} == {(720, 1280)}
    widgets = [buttons for _, _, found in pages for buttons in found]
    assert len(widgets) == 4
    assert min(widgets) > 0


@pytest.mark.parametrize(("size", "high"), [((1280, 720), 720), ((1024, 768), 960)], ids=["16:9", "4:3"])
def test_every_widget_fits_on_its_page(every_widget, show, size, high):
    pages = [page for page in show(every_widget, size=size).evaluate(PAGES) if page[2]]
    assert {width for _, width, _ in pages} == {1280}
    heights = dict(zip(MADE | FORMS, [height for height, _, _ in pages], strict=True))
    assert heights == dict.fromkeys(heights, high)


def test_a_question_stands_once_more_above_an_answer_on_another_page(show, tmp_path):
    first = "## A\n\n" + "A line.\n\n" * 8 + "**Predict.** How many lines?\n\n**Predict.** And how long?"
    cells = [
        ("slide", first),
        ("-", "print(*range(12), sep='\\n')"),
        ("fragment", "Twelve, because\nthey are counted from 0."),
        ("-", "print(3)"),
    ]
    page = show(deck.build(write(tmp_path / "asked.ipynb", cells), tmp_path / "slides"))
    asked = page.locator(".asked")
    assert asked.all_text_contents() == ["Predict. How many lines?", "Predict. And how long?"]
    answered = page.locator(".slides section section", has=asked)
    assert answered.count() == 1
    assert "11" in answered.text_content()


def test_a_question_on_the_page_of_its_answer_is_not_repeated(show, tmp_path):
    cells = [("slide", "## A\n\n**Predict.** How many?"), ("-", "print(12)")]
    page = show(deck.build(write(tmp_path / "asked.ipynb", cells), tmp_path / "slides"))
    assert page.locator(".asked").count() == 0


def test_a_note_behind_prose_that_leads_on_stays_on_its_page(show, tmp_path):
    cells = [("slide", "## A"), ("-", "How many?"), ("notes", "Ask them."), ("-", "print(12)")]
    page = show(deck.build(write(tmp_path / "noted.ipynb", cells), tmp_path / "slides"))
    [noted] = page.locator(".slides section section", has=page.locator("aside")).all()
    assert "How many?" in noted.text_content()
    assert "12" in noted.text_content()


def test_the_minutes_of_a_plan_are_shared_out_over_its_pages(show, tmp_path):
    path = write(tmp_path / "plan.ipynb", [("slide", "# A plan"), *[("slide", f"## {name}") for name in "ABC"]])
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].metadata |= {"plan": "minute 0 of 5", "seconds": 240}
    notebook.cells[3].metadata |= {"plan": "minute 4 of 5", "seconds": 60}
    page = show(deck.write(notebook, path, tmp_path / "plan.html"))
    pages = page.locator(".slides section section")
    found = [(it.get_attribute("data-timing"), it.get_attribute("data-plan")) for it in pages.all()]
    assert found == [(None, None), ("120", "minute 0 of 5"), ("120", None), ("60", "minute 4 of 5")]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_page_with_text_and_code_is_accessible(short, show, theme):
    page = show(short, "#/2/0/1", query=f"?theme={theme}")
    assert faults(page, "section.present section.present") == ""
