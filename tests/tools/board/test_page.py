"""The board in Chromium: a class that goes on while the page is open."""

import json
import threading

import classroom
import numpy as np
import pytest
from accessibility import faults

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")

from tools.board.server import board_server
from tools.collect.key import answer_key

KEY = answer_key()


def answer(folder, who, record):
    path = folder / who / "cnnlab_answers.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(record), encoding="utf-8")


@pytest.fixture
def show(page, tmp_path):
    """A function that opens the board on `tmp_path`; what the page throws or asks of others fails the test."""
    faults, running = [], []
    page.on("pageerror", lambda error: faults.append(f"{error}\n{error.stack}"))

    def go(names=False, scheme="light", width=1400):
        running.append(board_server(tmp_path, 0, names, every=1))
        threading.Thread(target=running[0].serve_forever, args=(0.05,), daemon=True).start()
        address = f"http://127.0.0.1:{running[0].server_port}/"
        own = (address, "data:")
        page.on("request", lambda asked: None if asked.url.startswith(own) else faults.append(asked.url))
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        return page, running[0]

    yield go
    for one in running:
        one.shutdown()
        one.server_close()
    assert faults == []


def numbers(page, place):
    texts = page.locator(".asked").nth(place).locator("li .figures").all_inner_texts()
    return [int(text.split(" ")[0]) for text in texts]


def test_the_lesson_that_the_class_is_in_is_open_and_its_answers_are_counted(show, tmp_path):
    for who, first in (("ada", 0), ("bo", 0), ("cy", 1)):
        done = {str(number): [1] for number in range(3)}
        exercises = {"count_inputs": {"attempts": 1, "ok": True}, "dense_params": {"attempts": 2, "ok": who == "cy"}}
        answer(tmp_path, who, {"00": done, "01": {"0": [first, 1]}, "exercises": exercises})
    page, _ = show()
    page.get_by_role("heading", name="01 Counting the parameters").wait_for()
    assert page.get_by_role("button", name="01 Counting").get_attribute("aria-pressed") == "true"
    assert numbers(page, 0)[:2] == [2, 1]
    assert "3 of 3 students answered" in page.locator(".asked").first.inner_text()
    assert "1 right, 2 not yet, 0 not tried" in page.locator(".exercise").inner_text()
    assert "100 %" in page.get_by_role("button", name="00 Start here").inner_text()
    page.get_by_role("button", name="Answers that stand now").click()
    assert numbers(page, 0)[:2] == [0, 3]
    text = page.locator("body").inner_text()
    assert [who for who in ("ada", "bo\n") if who in text] == []


def test_the_right_answer_is_marked_only_when_asked_for(show, tmp_path):
    answer(tmp_path, "ada", {"00": {"0": [0]}})
    page, _ = show()
    page.locator(".asked").first.wait_for()
    assert page.locator(".right").count() == 0
    page.get_by_role("button", name="Light or dark").focus()
    page.keyboard.press("r")  # wherever the focus is
    assert page.locator(".right").count() == 3
    right = KEY["lessons"][0]["questions"][0]["options"]
    assert page.locator(".right").first.inner_text().startswith(next(o["text"] for o in right if o["right"]))
    page.keyboard.press("R")
    assert page.locator(".right").count() == 0


def test_it_follows_the_class_without_drawing_anything_anew(show, tmp_path):
    answer(tmp_path, "ada", {"00": {"0": [0]}})
    page, _ = show()
    page.locator(".asked").first.wait_for()
    page.evaluate("""() => {
        window.added = 0;
        const elements = record => [...record.addedNodes].filter(node => node.nodeType === 1).length;
        const count = records => { for (const one of records) window.added += elements(one); };
        new MutationObserver(count).observe(document.body, { childList: true, subtree: true });
    }""")
    page.wait_for_timeout(1500)
    answer(tmp_path, "ada", {"00": {"0": [0], "1": [0]}})
    answer(tmp_path, "bo", {"00": {"0": [0]}})
    page.get_by_text("2 students", exact=True).wait_for()
    assert (numbers(page, 0)[0], numbers(page, 1)[0]) == (2, 1)
    assert page.evaluate("window.added") == 0


def test_a_file_that_cannot_be_read_is_said_and_so_is_a_board_that_is_gone(show, tmp_path):
    answer(tmp_path, "ada", {"00": {"0": [0]}})
    page, running = show()
    page.get_by_text("1 student", exact=True).wait_for()  # what was read once is kept
    (tmp_path / "ada" / "cnnlab_answers.json").write_text('{"00"', encoding="utf-8")
    page.get_by_text("1 file cannot be read just now").wait_for()
    assert numbers(page, 0)[0] == 1
    running.shutdown()
    running.server_close()
    page.get_by_text("The board does not answer").wait_for()
    assert numbers(page, 0)[0] == 1


def test_names_are_there_when_asked_for_and_are_text(show, tmp_path):
    answer(tmp_path, "<img src=x>", {"00": {"0": [0], "1": [0]}})
    page, _ = show(names=True)
    row = page.get_by_role("row", name="<img src=x>")
    row.wait_for()
    assert row.locator("td").first.inner_text() == "50"
    assert page.locator("img").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1400])
def test_it_passes_axe_and_nothing_sticks_out(show, tmp_path, scheme, width):
    rng = np.random.default_rng(2)
    for number in range(6):
        answer(tmp_path, classroom.who(number), classroom.record(rng, KEY, 0.4))
    page, _ = show(names=True, scheme=scheme, width=width)
    page.get_by_role("row").nth(3).wait_for()
    page.keyboard.press("r")
    page.wait_for_timeout(600)  # for the bars to stand
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert faults(page) == ""
