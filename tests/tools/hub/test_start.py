"""A student's own folder: made once, for them and their teacher, and nowhere but in the class folder."""

import os
import stat

import pytest

from cnnlab.__main__ import main
from tools.hub import start


def test_a_folder_is_made_once_and_closed_to_other_students(tmp_path):
    folder = start.own_folder(tmp_path, "ada")
    assert folder == tmp_path / "ada"
    assert stat.S_IMODE(folder.stat().st_mode) & 0o007 == 0
    (folder / "mine").touch()
    assert start.own_folder(tmp_path, "ada") == folder
    assert (folder / "mine").exists()


@pytest.mark.parametrize("name", ["../x", "..", ".", "", ".hub", "/etc", "a/b", "a/../../x"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    own = tmp_path / "class"
    own.mkdir()
    with pytest.raises(ValueError, match="cannot be the name of a student"):
        start.own_folder(own, name)
    assert [*tmp_path.rglob("*")] == [own]


def test_a_folder_that_another_has_made_is_refused(tmp_path, monkeypatch):
    (tmp_path / "ada").mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: (tmp_path / "ada").stat().st_uid + 1)
    with pytest.raises(PermissionError, match="belongs to another account"):
        start.own_folder(tmp_path, "ada")


def test_a_link_to_another_folder_is_refused(tmp_path):
    (tmp_path / "ben").mkdir()
    (tmp_path / "ada").symlink_to(tmp_path / "ben")
    with pytest.raises(PermissionError, match="belongs to another account"):
        start.own_folder(tmp_path, "ada")


def test_the_group_of_the_class_folder_can_read_what_is_in_it(tmp_path):
    tmp_path.chmod(0o3777)
    start.give(tmp_path, folder := start.own_folder(tmp_path, "ada"))
    lesson = folder / "03_convolution_5x5.ipynb"
    assert folder.stat().st_mode & stat.S_ISGID
    assert folder.stat().st_mode & stat.S_IRGRP
    assert lesson.stat().st_mode & stat.S_IRGRP
    assert lesson.stat().st_gid == tmp_path.stat().st_gid


def test_what_is_wrong_ends_the_start_with_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CNNLAB_CLASS", str(tmp_path / "nowhere"))
    monkeypatch.setenv("JUPYTERHUB_USER", "ada")
    assert start.main([]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def lessons(folder):
    return sorted(path.name[:2] for path in folder.glob("*.ipynb"))


def test_all_lessons_are_given_where_the_class_has_no_term(tmp_path):
    start.give(tmp_path, tmp_path / "ada")
    assert lessons(tmp_path / "ada") == [f"{number:02}" for number in range(16)]


def test_of_a_term_the_first_lesson_is_given_and_the_next_is_handed_out(tmp_path):
    folder, term = start.own_folder(tmp_path, "ada"), tmp_path / "term.txt"
    term.write_text("03 05 04", encoding="utf-8")
    start.give(tmp_path, folder)
    start.give(tmp_path, folder)
    assert lessons(folder) == ["03"]
    own = folder / "03_convolution_5x5.ipynb"
    own.write_text("mine", encoding="utf-8")
    assert main(["hand-out", "next", str(folder)]) == 0
    start.give(tmp_path, folder)
    assert lessons(folder) == ["03", "05"]
    assert own.read_text(encoding="utf-8") == "mine"


def test_a_term_that_cannot_be_read_keeps_nobody_from_working(tmp_path, capsys):
    (tmp_path / "term.txt").write_text("03 and 77", encoding="utf-8")
    start.give(tmp_path, start.own_folder(tmp_path, "ada"))
    assert "ada was given no new lessons: " in capsys.readouterr().err
