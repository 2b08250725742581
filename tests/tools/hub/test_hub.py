"""A class at a JupyterHub: two students sign in, each works in a copy of their own, and the teacher sees both."""

import json
import threading
from urllib.request import urlopen

import pytest
from conftest import missing

from cnnlab.lessons import source
from cnnlab.record import Store
from tools.board.server import board_server
from tools.browser import CHROMIUM, NO_CHROMIUM
from tools.collect.key import answer_key
from tools.hub.student import Refused, Student

WORK = """
import numpy as np
from cnnlab import check, record
from cnnlab.widgets import Quiz

quiz = Quiz.from_file("questions/03.json")
quiz.answers = {answers}

def conv2d(image, kernel):
    rows, columns = (size - k + 1 for size, k in zip(image.shape, kernel.shape))
    k_h, k_w = kernel.shape
    sums = [(image[r : r + k_h, c : c + k_w] * kernel).sum() for r in range(rows) for c in range(columns)]
    return np.reshape(sums, (rows, columns))

def turned(image, kernel):
    return conv2d(image, kernel[::-1, ::-1])

for attempt in {attempts}:
    check.conv2d(attempt)
print(record.hand_in(".", "{name}").name)
"""
LESSON = "03_convolution_5x5.ipynb"
ANSWERS = {"ada": {"0": [1, 0]}, "ben": {"0": [0], "1": [1]}}
ATTEMPTS = {"ada": "[turned, conv2d]", "ben": "[turned]"}


@pytest.fixture(scope="module")
def handed_in(students, class_folder):
    """What each hands in after some work: the path of the file, by the student's name."""
    paths = {}
    for name, student in zip(ANSWERS, students, strict=True):
        work = WORK.format(answers=ANSWERS[name], attempts=ATTEMPTS[name], name=name.title())
        paths[name] = class_folder / name / student.run(student.kernel(), work).strip()
    return paths


@pytest.fixture
def board(class_folder):
    """What the teacher's board says of the class, once it is asked."""
    with board_server(class_folder, 0, names=True) as running:
        threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
        with urlopen(f"http://127.0.0.1:{running.server_port}/state.json") as answer:
            yield json.load(answer)
        running.shutdown()


def test_each_has_the_lessons_in_a_folder_of_their_own(students, class_folder):
    lessons = {path.name for path in source().glob("*.ipynb")}
    for student in students:
        with student.ask(f"{student.home}/api/contents/") as answer:
            assert lessons <= {entry["name"] for entry in json.load(answer)["content"]}
        assert lessons <= {path.name for path in (class_folder / student.name).iterdir()}


def test_what_one_changes_is_changed_in_no_other_copy(students, class_folder):
    ada, ben = students
    kernel = ada.kernel()
    assert ada.run(kernel, "import os; print(os.getcwd())").strip() == str(class_folder / "ada")
    ada.run(kernel, f"open({LESSON!r}, 'a').write(' ')")
    own, others = ((class_folder / student.name / LESSON).read_bytes() for student in (ada, ben))
    assert own == others + b" "


def test_what_each_has_done_is_kept_in_their_own_folder(handed_in, class_folder):
    kept = {name: Store(class_folder / name).read_all() for name in ANSWERS}
    assert {name: record["03"] for name, record in kept.items()} == ANSWERS
    done = {name: record["exercises"]["conv2d"] for name, record in kept.items()}
    assert [(one["attempts"], one["ok"]) for one in done.values()] == [(2, True), (1, False)]
    assert [one["misconceptions"] for one in done.values()] == [{"M8": 1}, {"M8": 1}]


def test_each_hands_in_a_file_of_their_own(handed_in, class_folder):
    for name, path in handed_in.items():
        content = json.loads(path.read_text(encoding="utf-8"))
        assert (content["format"], content["who"]) == ("cnnlab hand-in", name.title())
        assert content["answers"] == Store(class_folder / name).read_all()


def test_the_board_shows_both(handed_in, board):
    lesson = board["lessons"][3]
    assert board["students"] == len(board["names"]) == 2
    assert [one["who"] for one in board["names"]] == ["ada", "ben"]
    assert all(one["shares"][3] > 0 for one in board["names"])
    assert (board["skipped"], lesson["begun"]) == (0, 2)
    assert lesson["done"] == [[1, 1]]  # one right, one wrong
    place = sum(len(lesson["questions"]) for lesson in answer_key()["lessons"][:3])
    assert (board["first"][place], board["now"][place]) == ([1, 1, 0], [2, 0, 0])


@pytest.mark.parametrize("path", ["lab", f"api/contents/{LESSON}", f"files/{LESSON}", "api/kernels"])
def test_nobody_gets_into_the_server_of_another(students, path):
    ada, ben = students
    with pytest.raises(Refused) as refused:
        ben.ask(f"{ada.home}/{path}")
    assert refused.value.code in (403, 404)


def test_nobody_starts_anything_in_the_server_of_another(students):
    ada, ben = students
    with pytest.raises(Refused) as refused:
        ben.ask(f"{ada.home}/api/kernels", {"name": "python3"})
    assert refused.value.code in (403, 404)


@pytest.mark.parametrize("name", ["../x", "..", ".hub", "/etc", "a/../../x", "a b", "x" * 33, "größe", ""])
def test_a_name_that_could_lead_elsewhere_is_refused_in_words(hub, class_folder, name):
    with pytest.raises(Refused) as refused:
        Student(hub, name).sign_in()
    assert refused.value.code == 403
    assert "A name is 1 to 32 small letters" in refused.value.page
    assert {path.name for path in class_folder.iterdir()} <= {"ada", "ben"}


def test_jupyterlab_opens_on_the_students_lessons(hub, page):
    if CHROMIUM is None:
        missing(NO_CHROMIUM)
    page.goto(hub)
    page.get_by_label("Username").fill("ada")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("listitem", name=f"Name: {LESSON}").wait_for(timeout=90_000)
