"""A shared folder, read again and again: who is there, what is skipped, and what is not read twice."""

import json
import os

import classroom
import pytest

from cnnlab.record import COPY, Store, hand_in, keep_attempt, keep_prediction
from tools.board import watch
from tools.board.watch import Watch, state_of
from tools.collect.folder import read
from tools.collect.judge import collected
from tools.collect.key import answer_key

KEY = answer_key()
FIRST = {"00": {"0": [1], "1": [0, 1]}}


@pytest.fixture
def folder(tmp_path):
    return tmp_path


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())


def states(folder):
    rows, skipped = Watch(folder, KEY).look()
    return {who: row["states"].rstrip(".") for who, row in rows.items()}, skipped


def test_students_are_known_by_their_folders_and_hand_ins_by_their_names(folder):
    write(folder / "ada" / "cnnlab_answers.json", FIRST)
    write(folder / "bo" / "my_lessons" / "cnnlab_answers.json", {"00": {"0": [0]}})
    write(folder / "cy" / "my_lessons" / "cnnlab_copy.json", {})
    write(folder / "dora" / "cnnlab_hand_in_dora.json", classroom.hand_in("Dora X.", FIRST))
    write(folder / "cnnlab_hand_in_eve.json", classroom.hand_in("Eve", {"00": {}}))
    write(folder / "notes" / "other.json", {})
    write(folder / ".cache" / "cnnlab_answers.json", FIRST)
    assert states(folder) == ({"ada": "rl", "bo": "w", "cy": "", "Dora X.": "rl", "Eve": ""}, 0)


def test_a_record_goes_before_a_hand_in_and_the_newest_before_others(folder):
    write(folder / "ada" / "old" / "cnnlab_answers.json", {"00": {"0": [0]}})
    write(folder / "ada" / "new" / "cnnlab_answers.json", {"01": {"0": [0]}})
    write(folder / "ada" / "new" / "cnnlab_hand_in_ada.json", classroom.hand_in("Ada", FIRST))
    os.utime(folder / "ada" / "old" / "cnnlab_answers.json", ns=(1, 1))
    rows, _ = Watch(folder, KEY).look()
    assert list(rows) == ["ada"]
    assert rows["ada"]["first"][:4] == [-1, -1, -1, 0]


def test_a_file_is_read_only_when_it_has_changed(folder, monkeypatch):
    paths = []
    monkeypatch.setattr(watch, "read", lambda path: paths.append(os.path.basename(os.path.dirname(path))) or read(path))
    for who in ("ada", "bo"):
        write(folder / who / "cnnlab_answers.json", FIRST)
    watching = Watch(folder, KEY)
    watching.look()
    watching.look()
    assert sorted(paths) == ["ada", "bo"]
    write(folder / "bo" / "cnnlab_answers.json", {"00": {"0": [1]}, "01": {"0": [0]}})
    assert watching.look()[0]["bo"]["first"][3] == 0
    assert sorted(paths) == ["ada", "bo", "bo"]


def test_of_a_half_written_file_what_was_in_it_before_still_counts(folder):
    path = folder / "ada" / "cnnlab_answers.json"
    write(path, FIRST)
    write(folder / "bo" / "cnnlab_answers.json", b'{"00"')
    watching = Watch(folder, KEY)
    before, skipped = watching.look()
    assert (list(before), skipped) == (["ada"], 1)
    write(path, json.dumps(FIRST).encode()[:-3])
    assert watching.look() == (before, 2)
    write(path, {**FIRST, "01": {"0": [0]}})
    after, skipped = watching.look()
    assert (after != before, skipped) == (True, 1)
    path.unlink()
    assert watching.look() == ({}, 1)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes as Unix has them")
def test_links_and_pipes_are_skipped_and_counted(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    write(outside / "cnnlab_answers.json", FIRST)
    (folder / "ada").symlink_to(outside)
    (folder / "bo").mkdir()
    (folder / "bo" / "cnnlab_answers.json").symlink_to(outside / "cnnlab_answers.json")
    (folder / "cy").mkdir()
    os.mkfifo(folder / "cy" / "cnnlab_answers.json")
    (folder / "finn").mkdir()
    (folder / "finn" / "my_lessons").symlink_to(outside)  # which is as if it were not there
    write(folder / "dora" / "cnnlab_answers.json", b"[]")
    write(folder / "eve" / "cnnlab_answers.json", b" " * 2_000_001)
    assert states(folder) == ({}, 5)


def test_the_share_of_a_lesson_is_that_of_its_questions_and_exercises_over_all_students(folder):
    tries = {str(number): [0] for number in range(3)}
    done = {"count_inputs": {"attempts": 2, "ok": False}}
    write(folder / "ada" / "cnnlab_answers.json", {"00": tries, "exercises": done})
    write(folder / "bo" / "cnnlab_answers.json", {"00": {"0": [1]}})
    write(folder / "cy" / "cnnlab_copy.json", {})
    rows, skipped = Watch(folder, KEY).look()
    state = state_of(KEY, rows, skipped, names=False)
    assert state["lessons"][0] == {"share": round((1 + 0.25 + 0) / 3, 3), "begun": 2, "done": [[0, 1]]}
    assert (state["students"], state["first"][0][:2]) == (3, [1, 1])
    assert "names" not in state
    assert "ada" not in json.dumps(state)
    named = state_of(KEY, rows, skipped, names=True)["names"]
    assert [(one["who"], one["shares"][0]) for one in named] == [("ada", 1), ("bo", 0.25), ("cy", 0)]


def test_a_folder_that_is_not_there_is_named(folder):
    with pytest.raises(NotADirectoryError, match="nowhere is no folder"):
        Watch(folder / "nowhere", KEY)


def test_what_cnnlab_writes_is_what_is_read(folder, monkeypatch):
    (folder / "ada").mkdir()
    (folder / "ada" / COPY).write_text("{}", encoding="utf-8")
    monkeypatch.chdir(folder / "ada")
    keep_attempt("conv2d", False, "M8")
    keep_attempt("conv2d", True)
    keep_prediction("03 ConvStepper", "wrong", "M8")
    Store(folder / "ada").change("03", {}, {"0": [1, 0]})
    handed = hand_in(folder / "ada", "Ada L.", to=folder)
    rows, skipped = Watch(folder, KEY).look()
    assert (sorted(rows), skipped) == (["Ada L.", "ada"], 0)
    for row in rows.values():
        assert (row["tags"], row["predictions"], row["odd"]) == ({"M8": 3}, [0, 1, 0], 0)
        assert row["states"].replace(".", "") == "ll"
    assert collected(KEY, [(handed.name, handed.read_bytes())])["report"] == []
