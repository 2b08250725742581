"""HandIn on a page: what is shown, the file that is saved, and names that are none."""

import json

import pytest
from widgets.hand_in.records import RECORD, hand_in

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")
from accessibility import faults
from playwright.sync_api import expect

from cnnlab.widgets.hand_in.words import told

HOSTILE = "<img src=x onerror=fail()>"
WHO = "Your name, or the code that your teacher gave you"


def save(page):
    return page.get_by_role("button", name="Save the file")


def test_each_lesson_is_shown_and_the_file_is_saved_under_the_name(open_page):
    page = open_page(hand_in())
    for part in told(RECORD):
        for line in [part["title"], *part["lines"]]:
            assert page.get_by_text(line, exact=True).is_visible()
    page.get_by_label(WHO).fill("Zoë L.")
    with page.expect_download() as saved:
        save(page).click()
    assert saved.value.suggested_filename == "cnnlab_hand_in_Zoë_L.json"
    content = json.loads(saved.value.path().read_text(encoding="utf-8"))
    assert (content["format"], content["version"], content["who"]) == ("cnnlab hand-in", 1, "Zoë L.")
    assert content["answers"] == RECORD
    expect(page.get_by_role("status")).to_contain_text("cnnlab_hand_in_Zoë_L.json is where your browser puts what")
    assert page.get_by_text("Nothing leaves this machine by itself").is_visible()


def test_by_keyboard_alone_a_name_is_typed_saved_and_the_file_is_read(open_page):
    page = open_page(hand_in())
    page.keyboard.press("Tab")
    expect(page.get_by_label(WHO)).to_be_focused()
    page.keyboard.type("A7")
    with page.expect_download():
        page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    text = page.get_by_role("region", name="The file")
    expect(text).not_to_be_empty()  # a browser says a moment later that a part was opened
    shown = json.loads(text.inner_text())
    assert (shown["who"], shown["answers"]) == ("A7", RECORD)
    page.keyboard.press("Tab")
    expect(text).to_be_focused()


@pytest.mark.parametrize(
    ("who", "said"),
    [(" ", "Type your name, or the code"), ("x" * 61, "A name has at most 60 characters, and this one has 61")],
)
def test_what_is_no_name_is_a_sentence_and_no_file(open_page, who, said):
    page = open_page(hand_in())
    saved = []
    page.on("download", lambda download: saved.append(download))
    page.get_by_label(WHO).fill(who)
    save(page).click()
    expect(page.get_by_role("alert")).to_contain_text(said)
    expect(page.get_by_label(WHO)).to_be_focused()
    page.wait_for_timeout(200)
    assert saved == []


def test_a_name_that_is_mended_takes_the_sentence_away(open_page):
    page = open_page(hand_in())
    save(page).click()
    expect(page.get_by_role("alert")).to_contain_text("Type your name")
    page.get_by_label(WHO).fill("Ada")
    with page.expect_download():
        save(page).click()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_where_there_is_nothing_it_says_so_and_nothing_is_saved(open_page):
    page = open_page(hand_in({}))
    assert page.get_by_text("There is nothing to hand in yet").is_visible()
    expect(save(page)).to_have_attribute("aria-disabled", "true")


def test_a_page_from_a_file_deletes_nothing(open_page):
    page = open_page(hand_in())
    assert page.get_by_role("button", name="Delete").count() == 0
    assert page.get_by_role("button", name="Look again").count() == 0


def test_what_others_wrote_enters_the_page_as_text(open_page):
    record = {HOSTILE: {"0": [1]}, "exercises": {HOSTILE: {"attempts": 1, "misconceptions": {HOSTILE: 1}}}}
    page = open_page(hand_in(record))
    page.get_by_label(WHO).fill(HOSTILE)
    page.get_by_text("Show the file").click()
    with page.expect_download():
        save(page).click()
    assert page.locator(".cnnlab img").count() == 0
    assert page.get_by_text(f"Exercise {HOSTILE}: not right yet").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 732])
def test_with_everything_open_it_passes_axe_and_nothing_is_cut_off(open_page, scheme, width):
    page = open_page(hand_in(), scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.get_by_text("Show the file").click()
    save(page).click()
    expect(page.get_by_role("alert")).not_to_be_empty()
    assert faults(page, ".cnnlab") == ""
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
