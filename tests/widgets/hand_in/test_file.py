"""The page makes the file that Python would: the same name, the same text, the same sentence where there is none."""

import json
from datetime import datetime

import pytest
from widgets.hand_in.records import RECORD

import cnnlab
from cnnlab.record import FILE, file_name, hand_in, handed_in
from cnnlab.widgets.widget import sentence

NOW = "2026-11-27T10:00:00+00:00"
NAMES = [
    *("Ada L.", "  Ada  ", "../../x", "李 小龍-7", "!?.", "e\u0301a", "x" * 60, "𠮷" * 50, "_a__b_", "<b>&amp;</b>"),
    *("½ ²", "a\u200db", "O'Brien-Łukasz", "हिन्दी", "٣", "ǅ"),
]


@pytest.mark.parametrize("who", NAMES)
def test_the_page_names_and_writes_the_same_file(in_node, tmp_path, who):
    record = {**RECORD, "ü": {"0": [1.5, None, True, "\u2028"]}}
    page = in_node.ask("hand_in", who=who, record=record, version=cnnlab.__version__, now=NOW)
    assert (page["problem"], page["name"]) == ("", file_name(who))
    assert json.loads(page["text"]) == handed_in(record, who, datetime.fromisoformat(NOW))
    (tmp_path / FILE).write_text(json.dumps(record), encoding="utf-8")
    own = hand_in(tmp_path, who).read_text(encoding="utf-8")
    apart = [(one, other) for one, other in zip(own.split("\n"), page["text"].split("\n"), strict=True) if one != other]
    assert all('"made"' in line for lines in apart for line in lines)


@pytest.mark.parametrize("who", ["", "  ", "x" * 61, "𠮷" * 61, "A\nB", "A\x1b", "A\x7fB", "A\u2028B", "A\ud800"])
def test_what_is_no_name_is_refused_in_the_same_words(in_node, who):
    page = in_node.ask("hand_in", who=who, record={}, version="", now=NOW)
    with pytest.raises(ValueError, match=r"\w") as refused:
        file_name(who)
    assert page["problem"] == sentence(refused.value)
