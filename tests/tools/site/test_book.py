"""The site as a reader has it: files behind any server, in Chromium, without Python and without another machine."""

import nbformat
import pytest

pytest.importorskip("myst_nb", reason="the extra `site` is not installed")
pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")

from accessibility import faults
from classroom import hand_in

from tools.bench.pages import WEIGHT
from tools.every_widget import FORMS, MADE, START
from tools.places import NOTEBOOKS
from tools.site import book
from tools.site.serve import serve, server

LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
PAGES = ["index", "GLOSSARY", "TEACHING", "search", "16_every_widget", *LESSONS]
PREDICT = "**Predict.** What comes out?"
LARGEST = 400_000  # bytes of a page, its sheets and scripts, without pictures: what a reader on a slow line waits for
# What is wider than the page, and what scrolls sideways by itself, but for code and what it printed.
SIDEWAYS = """() => {
    const scrolls = e => ['auto', 'scroll', 'hidden'].includes(getComputedStyle(e).overflowX);
    const around = e => e === document.body ? [] : [e, ...around(e.parentElement)];
    const sticks = e => e.getBoundingClientRect().right > innerWidth + 1 && !around(e).some(scrolls);
    const hides = e => e.scrollWidth > e.clientWidth + 1 && scrolls(e) && !e.closest('pre, .highlight, .cnnlab');
    return [...document.querySelectorAll('.bd-article *')]
        .filter(e => sticks(e) || hides(e)).map(e => e.outerHTML.slice(0, 80));
}"""


def write_lesson(path, *cells):
    """A notebook: what begins with a letter or an asterisk and a space in it is text."""
    made = [
        nbformat.v4.new_markdown_cell(source) if source.startswith(("#", "**")) else nbformat.v4.new_code_cell(source)
        for source in cells
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    nbformat.write(nbformat.v4.new_notebook(cells=made, metadata={"kernelspec": kernel}), path)
    return path


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site in which one lesson has run, that with every widget."""
    folder = tmp_path_factory.mktemp("site")
    widgets = [cell for made in (MADE | FORMS).items() for cell in (f"## {made[0]}", made[1])]
    text = ["# 16. Every widget\n\nA side is $n - k + 1$, and\n\n$$\\frac{a}{b}$$", START, PREDICT, "print(6 * 7)"]
    asked = ["## A widget asks", PREDICT, MADE["Quiz"].replace("sums", "more"), "print(8 * 9)"]
    asked += ["## A stepper asks", "TapeStepper([1, 2, 4], [1, -1], predict=True)", "print(9 * 9)"]
    lesson = write_lesson(folder / "16_every_widget.ipynb", *text, *asked, *widgets)
    book.build([lesson], folder / "under" / "a" / "prefix")
    return folder


@pytest.fixture(scope="module")
def address(site, serve_files):
    """Where a server of files shows it, not at its root."""
    with serve_files(site) as root:
        yield f"{root}/under/a/prefix"


@pytest.fixture
def show(page, address):
    """A function that opens a page; whatever it complains of, or asks of another machine, fails the test."""
    faults = []
    page.on(
        "request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else faults.append(f"asks {r.url}")
    )
    page.on("response", lambda answer: faults.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    page.on("pageerror", lambda error: faults.append(str(error)))

    def go(name, width=1400, scheme="light"):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{address}/{name}.html")
        return page

    yield go
    assert faults == []


def widget(page, name):
    """The widget of this name, once it was fetched."""
    for place in page.locator(".widget").all():
        place.scroll_into_view_if_needed()
    return page.get_by_role("group", name=name, exact=True).and_(page.locator(".cnnlab"))


def test_every_page_is_there(site):
    pages = site / "under" / "a" / "prefix"
    assert sorted(path.stem for path in pages.glob("*.html")) == sorted(
        [*PAGES, "collect"]
    )  # looked at below, and in test_collect.py
    assert (pages / "slides" / "16_every_widget.slides.html").exists()
    assert not (pages / "slides" / f"{LESSONS[0]}.slides.html").exists()  # for it has not run


@pytest.mark.parametrize("name", [name for name in PAGES if name != "16_every_widget"])  # no lesson has all the widgets
def test_what_opening_a_page_fetches_is_small(show, name):
    page = show(name)
    page.wait_for_load_state("networkidle")
    assert 100_000 < page.evaluate(WEIGHT) < LARGEST


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_passes_axe_and_is_read_on_a_phone(show, name, scheme):
    page = show(name, 375, scheme)
    if name == "16_every_widget":
        widget(page, "Claims").wait_for()
    page.wait_for_timeout(200)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 375
    assert page.evaluate(SIDEWAYS) == []
    assert faults(page) == ""


def test_the_front_page_reads_a_digit(show):
    page = show("index")
    canvas = page.get_by_label("Canvas to draw on")
    canvas.wait_for()
    box = canvas.bounding_box()
    middle = box["x"] + box["width"] / 2
    page.mouse.move(middle, box["y"] + 0.15 * box["height"])
    page.mouse.down()
    page.mouse.move(middle, box["y"] + 0.85 * box["height"], steps=9)
    page.mouse.up()
    assert page.locator(".cnnlab .cl-say").inner_text().startswith("The net says 1")


def test_every_widget_of_a_page_lives(show):
    page = show("16_every_widget")
    assert page.locator(".widget").count() == len(MADE) + len(FORMS) + 2
    stepper = widget(page, "Convolution stepper")
    stepper.get_by_label("padding").fill("1")
    stepper.get_by_label("padding").press("Enter")
    assert "4 x 4 positions" in stepper.inner_text()
    widget(page, "Quiz").last.get_by_label("two").check()
    assert "One and one." in widget(page, "Quiz").last.inner_text()
    page.locator(".widget .cnnlab").nth(len(MADE) + len(FORMS) + 1).wait_for()


def test_a_widget_follows_the_theme_of_the_book(show):
    page = show("16_every_widget", scheme="dark")
    assert widget(page, "Shape explorer").get_attribute("data-theme") == "dark"


def test_a_result_waits_behind_its_prediction(show):
    page = show("16_every_widget")
    result = page.get_by_text("42", exact=True)
    assert not result.is_visible()
    page.get_by_text("Show the result").first.click()
    assert result.is_visible()


def test_a_committed_answer_opens_its_result_and_no_other(show):
    page = show("16_every_widget")
    field, button = (
        page.get_by_label("Your prediction", exact=True),
        page.get_by_role("button", name="Compare with the result"),
    )
    assert field.count() == 1  # the other prediction is asked for by a widget
    field.fill("  ")
    button.click()
    assert "first" in page.locator(".prediction").inner_text()
    assert page.evaluate("document.activeElement.tagName") == "INPUT"
    assert not page.get_by_text("42", exact=True).is_visible()
    field.fill("forty <b>two</b>")
    field.press("Enter")
    assert "You predicted: forty <b>two</b>" in page.locator(".prediction").inner_text()
    assert page.get_by_text("42", exact=True).is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert not page.locator("pre", has_text="72").is_visible()


def test_a_widget_that_was_answered_opens_the_result_of_its_prediction_alone(show):
    page = show("16_every_widget")
    quizzes, result = widget(page, "Quiz"), page.locator("pre", has_text="72")
    quizzes.last.get_by_label("two").check()  # that of another section
    assert not result.is_visible()
    quizzes.first.get_by_label("three").check()
    assert result.is_visible()
    assert not page.get_by_text("42", exact=True).is_visible()


def test_a_stepper_opens_what_follows_once_each_of_its_steps_was_answered(show):
    page = show("16_every_widget")
    stepper, result = page.locator("#a-stepper-asks .widget"), page.locator("pre", has_text="81")
    stepper.scroll_into_view_if_needed()
    for _ in range(2):
        stepper.get_by_label("Your prediction").fill("7")
        stepper.get_by_role("button", name="Check").click()
    stepper.get_by_role("button", name="Show me").click()
    assert not result.is_visible()
    stepper.get_by_role("button", name="Step").click()
    stepper.get_by_label("Your prediction").fill("-2")
    stepper.get_by_role("button", name="Check").click()
    assert result.is_visible()


def test_the_pages_and_the_headings_of_one_are_reached_on_a_phone(show):
    page = show("16_every_widget", 375)
    page.get_by_role("button", name="On this page").click()
    page.get_by_role("link", name="A widget asks").click()
    assert page.url.endswith("#a-widget-asks")
    page.get_by_role("button", name="All pages").click()
    page.get_by_role("link", name="Glossary", exact=True).click()
    page.wait_for_url("**/GLOSSARY.html")


def test_teachers_are_led_to_the_page_that_reads_hand_ins_and_back(show):
    page = show("TEACHING")
    page.get_by_role("link", name="Read your class's hand-ins").click()
    given = {"name": "a.json", "mimeType": "application/json", "buffer": hand_in("Ada", {"03": {"0": [0]}})}
    page.get_by_label("Choose files").set_input_files(given)
    page.get_by_text("1 student handed in").wait_for()
    assert page.locator("table.marks .mark.r").count() == 1
    page.get_by_role("link", name="For teachers").click()
    page.wait_for_url("**/TEACHING.html")


def test_the_colours_are_chosen_by_keyboard_and_kept(show):
    page = show("16_every_widget", scheme="light")
    page.get_by_label("Colours").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Dark").press("Enter")
    assert widget(page, "Shape explorer").get_attribute("data-theme") == "dark"
    assert not page.get_by_role("button", name="Dark").is_visible()
    assert show("index").evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_picture_opens_at_its_own_size(show):
    page = show(LESSONS[1])
    page.locator(".cell_output img").first.click()
    assert page.url.endswith(".png")


def test_formulas_are_drawn_by_the_browser_and_words_are_found(show):
    page = show("16_every_widget")
    assert page.locator("math").count() == 2
    page = show("search")
    page.locator("main input[type=search], form input[name=q]").last.fill("receptive")
    page.keyboard.press("Enter")
    page.locator("#search-results li a").first.wait_for()


def test_a_lesson_that_fails_leaves_the_earlier_site_and_is_named(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("earlier", encoding="utf-8")
    lesson = write_lesson(tmp_path / "wrong.ipynb", "one = 1", "one / 0")
    with pytest.raises(RuntimeError, match=r"(?s)wrong\.ipynb.*one / 0.*ZeroDivisionError: division by zero"):
        book.build([lesson], folder)
    assert [path.name for path in tmp_path.iterdir() if path.name != "wrong.ipynb"] == ["site"]
    assert (folder / "index.html").read_text(encoding="utf-8") == "earlier"


def test_a_port_that_somebody_has_is_said(tmp_path):
    said = "choose another with --port"
    with server(tmp_path, "127.0.0.1", 0) as running, pytest.raises(SystemExit, match=said) as exit:
        serve(tmp_path, "127.0.0.1", running.server_port)
    assert f"port {running.server_port} " in str(exit.value)


def test_a_lesson_that_is_not_there_is_named(tmp_path):
    with pytest.raises(OSError, match=r"nowhere\.ipynb"):
        book.build([tmp_path / "nowhere.ipynb"], tmp_path / "site")
    assert not (tmp_path / "site").exists()
