"""A file is replaced in one step, or not at all, and nothing is left beside it."""

import os

import pytest

from cnnlab._files import replace_file, write_text


def test_a_text_takes_the_place_of_what_was_there_in_utf_8(tmp_path):
    path = tmp_path / "page.html"
    for text in ("first", "größer"):
        write_text(path, text)
        assert path.read_text(encoding="utf-8") == text
    assert os.listdir(tmp_path) == ["page.html"]


def test_until_all_is_written_the_old_content_is_there(tmp_path):
    path = tmp_path / "page.html"
    path.write_text("old", encoding="utf-8")
    with replace_file(str(path)) as temporary:
        temporary.write_text("new", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old"
    assert path.read_text(encoding="utf-8") == "new"


def test_an_error_leaves_the_old_content_and_no_other_file(tmp_path):
    path = tmp_path / "page.html"
    path.write_text("old", encoding="utf-8")

    def fail_halfway():
        with replace_file(path) as temporary:
            temporary.write_text("half", encoding="utf-8")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert path.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["page.html"]


def test_a_text_that_cannot_be_written_leaves_nothing(tmp_path):
    with pytest.raises(UnicodeEncodeError):
        write_text(tmp_path / "page.html", "\ud800")
    assert os.listdir(tmp_path) == []
