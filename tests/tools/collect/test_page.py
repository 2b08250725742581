"""The page about a class, in Chromium: from the command, and from files that are dropped on it."""

import classroom
import numpy as np
import pytest
from accessibility import faults
from classroom import hand_in

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")

from tools.collect.__main__ import collect
from tools.collect.key import answer_key
from tools.collect.page import class_page
from tools.collect.table import csv_text

EVIL = "<img src=x onerror=document.title=1>"
DROP = """([zone, files]) => {
    const given = new DataTransfer();
    for (const [name, text] of files) given.items.add(new File([text], name));
    zone.dispatchEvent(new DragEvent('drop', { dataTransfer: given, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def watched(page):
    """The page; whatever it throws, complains of or asks for fails the test."""
    faults = []
    page.on("pageerror", lambda error: faults.append(f"{error}\n{error.stack}"))
    page.on("console", lambda message: faults.append(message.text))
    page.on(
        "request", lambda request: None if request.url.startswith(("file:", "blob:")) else faults.append(request.url)
    )
    yield page
    assert faults == []


@pytest.fixture
def show(watched, tmp_path):
    """A function that opens the page about a class of so many, with some hostile files among theirs."""

    def go(students=9, scheme="light", width=1400):
        folder = tmp_path / "in"
        classroom.write_class(folder, np.random.default_rng(1), answer_key(), students)
        (folder / f"{EVIL}.json".replace("/", "")).write_bytes(
            hand_in(f"{EVIL} {classroom.who(0)}", {"00": {"0": [9]}})
        )
        (folder / "cut.json").write_bytes(b"{")
        result = collect(folder, tmp_path / "out", [classroom.who(0), f"{EVIL} Bo"])
        watched.emulate_media(color_scheme=scheme)
        watched.set_viewport_size({"width": width, "height": 900})
        watched.goto((tmp_path / "out" / "class.html").as_uri())
        watched.get_by_role("heading", name="Who has answered what").wait_for()
        return watched, result

    return go


@pytest.fixture
def empty(watched, tmp_path):
    """The page that reads files itself, as the site has it."""
    (tmp_path / "collect.html").write_text(class_page(answer_key(), home="TEACHING.html"), encoding="utf-8")
    watched.goto((tmp_path / "collect.html").as_uri())
    return watched


def test_the_table_has_a_sign_and_a_word_for_each_state(show):
    page, result = show()
    table = page.locator("table.marks")
    rows = table.locator("tbody tr")
    assert rows.count() == len(result["students"]) == 10
    words = {"r": "right", "l": "right later", "w": "wrong", ".": "not tried"}
    signs = {"r": "✓", "l": "✗✓", "w": "✗", ".": "·"}
    marks = (
        "row => [...row.querySelectorAll('.mark [role=img]')].map(e => [e.getAttribute('aria-label'), e.textContent])"
    )
    for place, row in enumerate(result["students"]):
        assert rows.nth(place).locator("th").inner_text() == row["who"]
        assert rows.nth(place).evaluate(marks) == [[words[state], signs[state]] for state in row["states"]]


def test_the_misconception_of_most_students_comes_first_with_what_to_say(show):
    page, result = show()
    first = page.locator(".misconceptions li").first
    one = result["misconceptions"][0]
    about = answer_key()["misconceptions"][one["tag"]]
    assert f"{one['students']} of {len(result['students'])}" in first.inner_text().replace("\n", " ").replace("  ", " ")
    assert about["say"] in first.inner_text()
    assert f"lesson {about['lesson']}" in first.inner_text()
    assert page.locator(".misconceptions li").count() == len(result["misconceptions"])


def test_what_students_write_is_text(show):
    page, _ = show()
    assert page.locator("img").count() == 0
    assert page.title() == "What the class has handed in"
    assert page.get_by_text(EVIL).count() == 4  # a student who is not on the list, one who is missing, and a file


def test_the_names_can_be_hidden_by_a_key(show):
    page, result = show()
    page.keyboard.press("n")
    text = page.locator("main").inner_text()
    assert [row["who"] for row in result["students"] if row["who"] in text] == []
    assert EVIL not in text
    assert "Student 10" in text
    page.get_by_label("Show").select_option("03")  # what is drawn anew has none either
    assert page.locator("table.marks tbody th").first.inner_text() == "Student 1"
    page.get_by_role("button", name="Hide names").click()
    assert page.locator("table.marks tbody th").first.inner_text() == result["students"][0]["who"]


def test_one_lesson_shows_its_columns_and_what_was_chosen_first(show):
    page, result = show()
    page.get_by_label("Show").select_option("05")
    assert page.locator("table.marks tbody tr").first.locator(".mark").count() == 5
    begin = sum(len(lesson["questions"]) for lesson in answer_key()["lessons"][:5])
    for place in range(3):
        numbers = page.locator(".asked").nth(place).locator("li .figures").all_inner_texts()
        assert [int(text.split(" ")[0]) for text in numbers] == result["votes"]["first"][begin + place]


def test_the_table_is_saved_as_the_command_writes_it(show):
    page, result = show()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as CSV").click()
    assert saved.value.path().read_bytes().decode() == csv_text(answer_key(), result)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 768, 1400])
def test_it_passes_axe_and_nothing_sticks_out(show, scheme, width):
    page, _ = show(scheme=scheme, width=width)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    captions = [caption.bounding_box() for caption in page.locator("caption").all()]
    assert len(captions) == 2
    assert max(box["x"] + box["width"] for box in captions) <= width
    assert faults(page) == ""
    page.get_by_label("Show").select_option("03")
    assert faults(page) == ""


def test_the_head_and_the_names_stay_in_sight(show):
    page, _ = show(40, width=768)
    box = page.locator(".box").first
    box.scroll_into_view_if_needed()
    frame = box.bounding_box()
    box.evaluate("e => e.scrollTo(300, 500)")
    name, lesson = page.locator("table.marks tbody th").nth(20), page.locator("table.marks thead th").nth(8)
    assert abs(name.bounding_box()["x"] - frame["x"]) < 3
    assert abs(lesson.bounding_box()["y"] - frame["y"]) < 3


def test_on_paper_the_table_comes_in_parts_that_can_be_read(show):
    page, result = show(30, width=1047)  # the 277 mm between the margins of A4, on its long side
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    sheets = page.locator("table.marks").all()
    assert len(sheets) == 2
    heads = [name for sheet in sheets for name in sheet.locator("thead th[colspan]").all_inner_texts()]
    assert heads == [lesson["id"] for lesson in answer_key()["lessons"]]
    marks = "row => [...row.querySelectorAll('.mark [role=img]')].map(e => e.textContent)"
    signs = {"r": "✓", "l": "✗✓", "w": "✗", ".": "·"}
    for place in (0, 30):
        rows = [sheet.locator("tbody tr").nth(place) for sheet in sheets]
        assert {row.locator("th").inner_text() for row in rows} == {result["students"][place]["who"]}
        states = result["students"][place]["states"]
        assert [sign for row in rows for sign in row.evaluate(marks)] == [signs[state] for state in states]
    size = "table => Math.min(...[...table.querySelectorAll('td')].map(e => parseFloat(getComputedStyle(e).fontSize)))"
    assert min(sheet.evaluate(size) for sheet in sheets) >= 12  # 9 points
    assert all(1000 < sheet.bounding_box()["width"] <= 1047 for sheet in sheets)
    assert page.locator(".claims table").evaluate(size) >= 12
    assert page.locator("section:has(.claims)").last.bounding_box()["height"] < 718  # 190 mm: one sheet
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("table.marks").count() == 1


def files_of(students):
    key, rng = answer_key(), np.random.default_rng(5)
    made = {f"{n}.json": hand_in(classroom.who(n), classroom.record(rng, key)).decode() for n in range(students)}
    return {**made, "broken.json": "{", "notes.txt": "nothing"}


def test_dropped_files_are_read_here_and_sent_nowhere(empty):
    files = files_of(4)
    zone = empty.get_by_role("region", name="Files")
    empty.evaluate(DROP, [zone.element_handle(), list(files.items())])
    empty.locator("table.marks").wait_for()
    assert empty.locator("table.marks tbody tr").count() == 4
    assert "broken.json is damaged" in empty.locator(".lines").inner_text()
    assert "notes.txt" not in empty.locator("main").inner_text()
    assert "4 students handed in" in empty.locator("header").inner_text()


def test_chosen_files_are_added_and_a_list_says_who_is_missing(empty, tmp_path):
    for name, text in files_of(2).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    choose = empty.get_by_label("Choose files")
    choose.set_input_files(tmp_path / "0.json")
    empty.locator("table.marks").wait_for()
    choose.set_input_files([tmp_path / "1.json", tmp_path / "broken.json"])
    empty.locator("table.marks tbody tr").nth(1).wait_for()
    empty.get_by_text("Who is in the class").click()
    empty.get_by_label("A name on each line").fill(f"{classroom.who(0)}\nZed")
    empty.get_by_label("A name on each line").blur()
    empty.get_by_role("heading", name="Not handed in").wait_for()
    assert empty.locator(".lines").first.inner_text() == "Zed"
    assert empty.locator(".lines").nth(1).inner_text() == classroom.who(1)


def test_of_a_students_copy_only_what_was_handed_in_is_read(empty, tmp_path):
    for name in ("ben.json", "ada/cnnlab_copy.json", "ada/questions/03.json", "ada/cnnlab_hand_in_Ada.json"):
        (tmp_path / "class" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "class" / name).write_text("{}", encoding="utf-8")
    empty.get_by_label("or a folder").set_input_files(tmp_path / "class")
    empty.get_by_text("is no hand-in of cnnlab").first.wait_for()
    said = empty.get_by_text("is no hand-in of cnnlab").all_inner_texts()
    assert [line.split()[0] for line in said] == ["class/ada/cnnlab_hand_in_Ada.json", "class/ben.json"]


def test_a_large_file_is_not_read_here_either(empty, tmp_path):
    (tmp_path / "big.json").write_bytes(b" " * 2_000_001)
    empty.get_by_label("Choose files").set_input_files(tmp_path / "big.json")
    empty.get_by_text("is larger than 2 MB").wait_for()


def test_even_a_script_in_it_could_send_nothing(page, tmp_path):
    """Without `watched`: the browser itself complains of what the page's policy forbids."""
    (tmp_path / "collect.html").write_text(class_page(answer_key()), encoding="utf-8")
    left = []
    page.route("**/*", lambda route: (left.append(route.request.url), route.continue_()))
    page.goto((tmp_path / "collect.html").as_uri())
    tries = """async () => {
        new Image().src = 'https://example.org/a.png';
        navigator.sendBeacon('https://example.org/b', 'x');
        try { await fetch('https://example.org/c'); return 'sent'; } catch { return 'refused'; }
    }"""
    assert page.evaluate(tries) == "refused"
    assert [url for url in left if not url.startswith("file:")] == []
