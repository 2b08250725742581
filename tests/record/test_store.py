"""The file of answers: what two processes write at once, what is merged, and what cannot be read."""

import json
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest
from widgets.questions.examples import CLAIMS

from cnnlab._files import write_text
from cnnlab.record import FILE, Store
from cnnlab.widgets import Claims

WRITES = 1000  # of each of two processes
WRITER = f"""
import sys
from pathlib import Path
from cnnlab.record.store import Store

me, store, mine, own = sys.argv[1], Store(Path(sys.argv[2])), {{}}, {{}}
print("ready", flush=True)
sys.stdin.readline()
for number in range({WRITES} // 2):
    before, mine = mine, {{**mine, f"{{me}} {{number}}": number}}
    assert store.change("one quiz in two notebooks", before, mine) == ""
    before, own = own, {{**own, str(number): number}}
    assert store.change(me, before, own) == ""
"""


@pytest.fixture
def file(tmp_path):
    return tmp_path / FILE


def content_of(file):
    return json.loads(file.read_text(encoding="utf-8"))


# ------------------------------------------------------------------------------------------------------------ together


def test_of_2000_writes_of_two_processes_none_is_lost(tmp_path, file):
    command = [sys.executable, "-c", WRITER]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    writers = {me: subprocess.Popen([*command, me, tmp_path], **pipes) for me in ("A", "B")}
    for writer in writers.values():
        assert writer.stdout.readline() == "ready\n"
    for writer in writers.values():
        print("go", file=writer.stdin, flush=True)
    for writer in writers.values():
        _, errors = writer.communicate(timeout=300)
        assert (writer.returncode, errors) == (0, "")
    content = content_of(file)
    assert {me: len(content[me]) for me in writers} == {"A": WRITES // 2, "B": WRITES // 2}
    together = {f"{me} {number}": number for me in writers for number in range(WRITES // 2)}
    assert content["one quiz in two notebooks"] == together


def test_one_quiz_open_twice_loses_no_question(tmp_path, file):
    first, second = (Claims(CLAIMS, name="trial", folder=tmp_path) for _ in range(2))
    first.answers = {"0": "true"}
    second.answers = {"1": "false"}
    assert content_of(file) == {"trial": {"0": "true", "1": "false"}}
    first.answers = {"0": "depends"}
    assert Claims(CLAIMS, name="trial", folder=tmp_path).answers == {"0": "depends", "1": "false"}


def test_what_is_forgotten_in_one_is_forgotten_for_both(tmp_path, file):
    first, second = (Claims(CLAIMS, name="trial", folder=tmp_path) for _ in range(2))
    first.answers = {"0": "true"}
    second.answers = {"1": "false"}
    second.answers = {}
    assert content_of(file) == {}
    first.answers = {"0": "true", "1": "true"}
    assert content_of(file) == {"trial": {"1": "true"}}


def test_an_answer_that_is_taken_back_goes(tmp_path, file):
    widget = Claims(CLAIMS, name="trial", folder=tmp_path)
    widget.answers = {"0": "true", "1": "false"}
    widget.answers = {"1": "false"}
    assert content_of(file) == {"trial": {"1": "false"}}


def test_a_file_that_was_deleted_is_written_whole(tmp_path, file):
    widget = Claims(CLAIMS, name="trial", folder=tmp_path)
    widget.answers = {"0": "true"}
    file.unlink()
    widget.answers = {"0": "true", "1": "false"}
    assert content_of(file) == {"trial": {"0": "true", "1": "false"}}


def test_what_could_not_be_written_is_said_and_written_with_the_next_answer(tmp_path, file, monkeypatch):
    widget = Claims(CLAIMS, name="trial", folder=tmp_path)
    widget.answers = {"0": "true"}

    def full(path, text):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cnnlab.record.store.write_text", full)
    widget.answers = {"0": "true", "1": "false"}
    assert widget.message == f"Your answers cannot be kept in {FILE}: No space left on device."
    assert widget.kept == "", "nothing says that they are kept"
    monkeypatch.setattr("cnnlab.record.store.write_text", write_text)
    widget.answers = {"0": "depends", "1": "false"}
    assert (widget.message, widget.kept) == ("", FILE)
    assert content_of(file) == {"trial": {"0": "depends", "1": "false"}}


def test_whoever_holds_the_file_for_long_is_named(tmp_path, file, monkeypatch):
    filelock = pytest.importorskip("filelock")
    monkeypatch.setattr("cnnlab.record.store.PATIENCE", 0.05)
    widget = Claims(CLAIMS, name="trial", folder=tmp_path)
    with filelock.FileLock(tmp_path / f".{FILE}.lock"):
        widget.answers = {"0": "true"}
    assert "another program has not let go of it" in widget.message
    assert not file.exists()
    widget.answers = {"0": "false"}
    assert content_of(file) == {"trial": {"0": "false"}}


def test_in_a_browser_which_has_no_locks_every_answer_is_kept_and_nothing_is_left(tmp_path, file, monkeypatch):
    monkeypatch.setattr("cnnlab.record.store.IN_BROWSER", True)
    monkeypatch.setitem(sys.modules, "filelock", None)  # it is not there
    for number in range(3):
        Store(tmp_path).change("trial", {}, {str(number): "true"})
    assert content_of(file) == {"trial": {"0": "true", "1": "true", "2": "true"}}
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_where_the_sites_page_has_locks_each_change_takes_one_and_leaves_it(tmp_path, file, monkeypatch):
    events, free = [], True

    class Locks:
        def take(self, path):
            events.append(("taken", path))
            return free

        def leave(self, path):
            events.append(("left", path, file.exists()))

    monkeypatch.setattr("cnnlab.record.store.IN_BROWSER", True)
    monkeypatch.setitem(sys.modules, "js", SimpleNamespace(cnnlabLocks=Locks()))
    Store(tmp_path).change("trial", {}, {"0": "true"})
    assert events == [("taken", str(file)), ("left", str(file), True)]
    free = False
    with pytest.raises(OSError, match="another program has not let go of it for 5 seconds"):
        Store(tmp_path).change("trial", {}, {"0": "false"})
    assert events[2:] == [("taken", str(file))]
    assert content_of(file) == {"trial": {"0": "true"}}


# ---------------------------------------------------------------------------------------------------------- what it is


def test_a_byte_order_mark_is_read(tmp_path, file):
    file.write_text(json.dumps({"trial": {"0": "true"}}), encoding="utf-8-sig")
    widget = Claims(CLAIMS, name="trial", folder=tmp_path)
    assert (widget.answers, widget.message) == ({"0": "true"}, "")
    widget.answers = {"0": "false"}
    assert content_of(file) == {"trial": {"0": "false"}}
    questions = tmp_path / "claims.json"
    questions.write_text(json.dumps(CLAIMS), encoding="utf-8-sig")
    assert Claims.from_file(questions, name=None).claims == CLAIMS


def test_a_second_broken_file_leaves_the_first_ones_backup(tmp_path, file):
    for number, broken in enumerate(("{first", "{second", "{third"), 1):
        file.write_text(broken, encoding="utf-8")
        widget = Claims(CLAIMS, name="trial", folder=tmp_path)
        name = f"{FILE}.bak{number if number > 1 else ''}"
        assert f"then kept as {name}." in widget.message
        widget.answers = {"0": "true"}
        assert f"is now {name};" in widget.message
        assert content_of(file) == {"trial": {"0": "true"}}
    backups = [tmp_path / f"{FILE}.bak{number}" for number in ("", 2, 3)]
    assert [path.read_text(encoding="utf-8") for path in backups] == ["{first", "{second", "{third"]


def test_a_file_that_breaks_while_the_widget_is_open_costs_none_of_its_answers(tmp_path, file):
    widget = Claims(CLAIMS, name="trial", folder=tmp_path)
    widget.answers = {"0": "true"}
    file.write_bytes(b"\xff\xfe broken")
    widget.answers = {"0": "true", "1": "false"}
    assert content_of(file) == {"trial": {"0": "true", "1": "false"}}


def test_what_others_put_there_stays_and_is_no_hindrance(tmp_path, file):
    file.write_text(json.dumps({"trial": "no answers", "other": [1, None]}), encoding="utf-8")
    widget = Claims(CLAIMS, name="trial", folder=tmp_path)
    assert widget.answers == {}
    widget.answers = {"0": "true"}
    assert content_of(file) == {"trial": {"0": "true"}, "other": [1, None]}


def test_a_name_has_a_line_of_its_own_and_an_empty_file_is_json(tmp_path, file):
    store = Store(tmp_path)
    store.change("one", {}, {"0": [1]})
    store.change("zwei ü", {}, {"0": [1]})
    assert len(file.read_text(encoding="utf-8").splitlines()) == 4
    assert store.read("zwei ü") == {"0": [1]}
    for name in ("one", "zwei ü"):
        store.change(name, {"0": [1]}, {})
    assert content_of(file) == {}


def test_of_ten_megabytes_an_answer_reads_nothing_that_is_as_it_was(tmp_path, file):
    many = {str(name): {str(question): "depends" for question in range(60)} for name in range(10_000)}
    text = json.dumps(many)
    file.write_text(text, encoding="utf-8")
    assert file.stat().st_size > 1e7
    store = Store(tmp_path)
    store.read("mine")

    def fastest(action):
        times = []
        for number in range(4):
            start = time.process_time()
            action(number)
            times.append(time.process_time() - start)
        return min(times)

    reading = fastest(lambda number: json.loads(text))
    answering = fastest(lambda number: store.change("mine", {}, {"0": number}))
    assert answering < reading
    file.write_text("{}", encoding="utf-8")
    store.change("mine", {}, {"1": 1})
    assert content_of(file) == {"mine": {"1": 1}}, "what others wrote is read"
