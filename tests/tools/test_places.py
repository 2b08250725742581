"""How a notebook is named on the command line."""

import pytest

from tools.places import NOTEBOOKS, find_lesson, find_lessons


@pytest.mark.parametrize("name", ["3", "03", "03_convolution", "03_convolution_5x5.ipynb"])
def test_a_lesson_is_found_by_its_number_and_by_its_name(name):
    assert find_lesson(name) == NOTEBOOKS / "03_convolution_5x5.ipynb"


def test_a_notebook_is_found_by_its_path(tmp_path):
    own = tmp_path / "03_own.ipynb"
    own.write_text("", encoding="utf-8")
    assert find_lessons([own, "0"]) == [own, NOTEBOOKS / "00_start_here.ipynb"]


def test_without_names_it_is_all_lessons():
    assert [path.name[:2] for path in find_lessons([])] == [f"{number:02}" for number in range(16)]


@pytest.mark.parametrize("name", ["16", "", "x.ipynb", "--help", ".", "convolution"])
def test_what_is_no_lesson_is_said_in_a_sentence(name):
    with pytest.raises(
        ValueError, match=r"there is no lesson '.*': name a notebook, or a lesson by its number \(00, 01"
    ):
        find_lesson(name)
