"""A class at a JupyterHub: two students sign in, each works in a copy of their own, and the teacher sees both."""

import json

import pytest
from conftest import missing

from cnnlab.lessons import source
from tools.browser import CHROMIUM, NO_CHROMIUM
from tools.hub.student import Refused, Student

ANSWER = """
from cnnlab.widgets import Quiz
quiz = Quiz.from_file("questions/03.json")
quiz.answers = {answers!r}
"""
LESSON = "03_convolution_5x5.ipynb"


def record(class_folder, student):
    return json.loads((class_folder / student.name / "cnnlab_answers.json").read_text(encoding="utf-8"))


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


def test_answers_are_kept_in_the_folder_of_whoever_gave_them(students, class_folder):
    given = [{"0": [1, 0]}, {"0": [0], "1": [2]}]
    for student, answers in zip(students, given, strict=True):
        student.run(student.kernel(), ANSWER.format(answers=answers))
    assert [record(class_folder, student)["03"] for student in students] == given


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
