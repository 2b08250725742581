"""The file that is handed in: its name, what it says, and what is refused."""

import json
import re
from datetime import UTC, datetime

import pytest

import cnnlab
from cnnlab.record import FILE, Store, as_who, file_name, hand_in, handed_in


def test_the_file_holds_the_whole_record_under_the_name(tmp_path):
    record = {"03": {"0": [1, 2]}, "strange": [None, {"ü": 1.5}], "half": {"0": "\ud800"}}
    (tmp_path / FILE).write_text(json.dumps(record), encoding="utf-8")
    (tmp_path / "to").mkdir()
    path = hand_in(tmp_path, "  Zoë L. ", to=tmp_path / "to")
    assert path == tmp_path / "to" / "cnnlab_hand_in_Zoë_L.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    made = datetime.fromisoformat(content.pop("made"))
    assert abs((datetime.now(UTC) - made).total_seconds()) < 60
    assert content == {
        "format": "cnnlab hand-in",
        "version": 1,
        "who": "Zoë L.",
        "cnnlab": cnnlab.__version__,
        "answers": record,
    }
    assert '"ü"' in path.read_text(encoding="utf-8"), "a reader sees letters, not codes"


def test_it_lies_beside_the_record_and_is_written_again_in_the_same_place(tmp_path):
    assert json.loads(hand_in(tmp_path, "A1").read_text(encoding="utf-8"))["answers"] == {}
    Store(tmp_path).change("03", {}, {"0": [1]})
    assert hand_in(tmp_path, "A1") == tmp_path / "cnnlab_hand_in_A1.json"
    assert json.loads((tmp_path / "cnnlab_hand_in_A1.json").read_text(encoding="utf-8"))["answers"] == {
        "03": {"0": [1]}
    }


def test_a_record_that_cannot_be_read_is_one_sentence_and_no_file(tmp_path):
    (tmp_path / FILE).write_text("{half", encoding="utf-8")
    with pytest.raises(ValueError, match=f"{re.escape(str(tmp_path / FILE))} cannot be read: "):
        hand_in(tmp_path, "Ada")
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("Ada L.", "Ada_L"),
        ("../../etc/passwd", "etc_passwd"),
        ("C:\\x|y?*", "C_x_y"),
        ("李 小龍-7", "李_小龍-7"),
        ("!?.", "nameless"),
        ("e\u0301", "\u00e9"),
        ("𠮷" * 60, "𠮷" * 40),
    ],
)
def test_the_name_of_the_file_is_safe_and_no_longer_than_a_file_system_takes(who, name):
    assert file_name(who) == f"cnnlab_hand_in_{name}.json"
    assert len(file_name(who).encode()) <= 255


@pytest.mark.parametrize("who", ["A", "x" * 60, "Ada  L.", "<b>&amp;</b>", "😀"])
def test_a_name_or_a_code_is_taken_as_it_is(who):
    assert as_who(f" {who} ") == who
    assert handed_in({}, who)["who"] == who


@pytest.mark.parametrize(
    ("who", "error", "said"),
    [
        ("", ValueError, "Type your name, or the code that your teacher gave you"),
        (" \n ", ValueError, "Type your name"),
        ("x" * 61, ValueError, "at most 60 characters, and this one has 61"),
        ("A\nB", ValueError, "no line breaks and no control characters"),
        ("A\x1b[2J", ValueError, "no control characters"),
        ("A\u2028B", ValueError, "no line breaks"),
        ("A\ud800", ValueError, "no control characters"),
        (None, TypeError, "who must be text, a name or a code, got NoneType"),
    ],
)
def test_what_is_no_name_is_one_sentence(tmp_path, who, error, said):
    with pytest.raises(error, match=said):
        hand_in(tmp_path, who)
    assert list(tmp_path.iterdir()) == []


def test_what_is_deleted_is_gone_with_what_was_put_aside_and_does_not_come_back(tmp_path):
    store = Store(tmp_path)
    store.change("03", {}, {"0": [1]})
    (tmp_path / f"{FILE}.bak").write_text("{half", encoding="utf-8")
    (tmp_path / f"{FILE}.bak2").write_text("{half", encoding="utf-8")
    Store(tmp_path).clear()
    assert store.read_all() == {}
    assert [path.name for path in tmp_path.iterdir() if ".bak" in path.name] == []
    store.change("03", {"0": [1]}, {"0": [1], "1": [0]})  # of a widget that was open all the while
    assert store.read_all() == {"03": {"1": [0]}}
