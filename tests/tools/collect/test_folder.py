"""A folder that others write to: what is read of it, and what gets a word instead."""

import os

import pytest

from tools.collect import folder
from tools.collect.folder import LARGEST, hand_ins


def test_files_in_folders_are_found_in_the_order_of_their_names(tmp_path):
    for name in ("b.json", "a/c.JSON", "a/notes.txt", ".hidden.json", ".cache/d.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert list(hand_ins(tmp_path)) == [("a/c.JSON", b"a/c.JSON"), ("b.json", b"b.json")]


def test_of_a_students_copy_only_what_was_handed_in_is_read(tmp_path):
    for name in ("cnnlab_copy.json", "ada.json", "class/ada/cnnlab_copy.json", "class/ada/cnnlab_answers.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}", encoding="utf-8")
    for name in ("class/ada/questions/03.json", "class/ada/cnnlab_hand_in_Ada.json", "class/ben.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}", encoding="utf-8")
    read = ["ada.json", "class/ada/cnnlab_hand_in_Ada.json", "class/ben.json", "cnnlab_copy.json"]
    assert [
        name for name, _ in hand_ins(tmp_path)
    ] == read  # a note in the folder itself, sent by whoever, hides nothing


def test_a_large_file_is_not_read_and_one_at_the_limit_is(tmp_path):
    (tmp_path / "a.json").write_bytes(b" " * LARGEST)
    (tmp_path / "b.json").write_bytes(b" " * (LARGEST + 1))
    assert [(name, len(content)) for name, content in hand_ins(tmp_path)] == [("a.json", LARGEST), ("b.json", 4)]
    assert dict(hand_ins(tmp_path))["b.json"] == "huge"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes as Unix has them")
def test_links_are_not_followed_and_a_pipe_keeps_nobody_waiting(tmp_path):
    own, outside = tmp_path / "own", tmp_path / "outside"
    own.mkdir()
    outside.mkdir()
    (outside / "secret.json").write_text("{}", encoding="utf-8")
    (own / "file.json").symlink_to(outside / "secret.json")
    (own / "folder").symlink_to(outside)
    (own / "gone.json").symlink_to(outside / "nothing")
    os.mkfifo(own / "pipe.json")
    (own / "really.json").mkdir()
    words = {"file.json": "link", "folder": "link", "gone.json": "link", "pipe.json": "unreadable"}
    assert dict(hand_ins(own)) == words


def test_no_more_than_so_many_files_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "MOST_FILES", 2)
    for name in "abcd":
        (tmp_path / f"{name}.json").write_text(name, encoding="utf-8")
    assert list(hand_ins(tmp_path)) == [("a.json", b"a"), ("b.json", b"b"), ("c.json", "many")]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NotADirectoryError, match="nowhere is no folder"):
        list(hand_ins(tmp_path / "nowhere"))
