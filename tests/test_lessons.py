"""A learner's own copies of the lessons."""

import hashlib
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import cnnlab
from cnnlab import lessons
from cnnlab.__main__ import main
from cnnlab.record import COPY
from tools.places import NOTEBOOKS

NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
NOON = datetime(2026, 11, 26, 12, 5)


@pytest.fixture
def folder(tmp_path):
    lessons.copy_lessons(tmp_path / "my lessons")
    return tmp_path / "my lessons"


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_shows_no_result_and_has_no_cell_that_only_checks(folder, name):
    shipped, copy = (json.loads((place / name).read_text(encoding="utf-8")) for place in (NOTEBOOKS, folder))
    assert [cell["source"] for cell in copy["cells"]] == [
        cell["source"] for cell in shipped["cells"] if "claim" not in cell["metadata"].get("tags", [])
    ]
    code = [cell for cell in copy["cells"] if cell["cell_type"] == "code"]
    assert code
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


def test_all_that_a_lesson_uses_comes_with_it_and_the_teachers_page_does_not(folder):
    shipped = {
        path.relative_to(NOTEBOOKS) for path in NOTEBOOKS.rglob("*") if not path.name.startswith((".", "cnnlab_"))
    }
    hidden = {path for path in shipped if any(part.startswith(".") for part in path.parts)}
    copied = {path.relative_to(folder) for path in folder.rglob("*")}
    assert {path.name for path in shipped - hidden - copied} == {"TEACHING.md"}
    assert copied - shipped == {Path("cnnlab_copy.json")}


def test_what_is_there_stays_and_what_is_missing_comes(folder):
    (folder / NAMES[0]).write_text("mine", encoding="utf-8")
    (folder / NAMES[1]).unlink()
    assert lessons.copy_lessons(folder) == [NAMES[1]]
    assert (folder / NAMES[0]).read_text(encoding="utf-8") == "mine"
    assert lessons.copy_lessons(folder) == []


@pytest.mark.parametrize("lesson", [3, "3", "03", "03_convolution_5x5", "03_convolution_5x5.ipynb"])
def test_a_lesson_starts_afresh_and_every_old_one_is_kept(folder, lesson):
    own = folder / "03_convolution_5x5.ipynb"
    new = own.read_text(encoding="utf-8")
    for text, name in [("first", "12.05.ipynb"), ("second", "12.05 (2).ipynb")]:
        own.write_text(text, encoding="utf-8")
        opened, kept = lessons.start_afresh(folder, lesson, now=NOON)
        assert (opened, kept.name) == (own, f"03_convolution_5x5 until 2026-11-26 {name}")
        assert kept.read_text(encoding="utf-8") == text
        assert own.read_text(encoding="utf-8") == new
    own.unlink()
    assert lessons.start_afresh(folder, lesson) == (own, None)


@pytest.mark.parametrize("lesson", [99, "", "-3", "convolution", "../03", "0.*"])
def test_no_such_lesson_is_one_error_and_nothing_moves(folder, lesson):
    before = sorted(folder.iterdir())
    with pytest.raises(ValueError, match=r"^there is no lesson .*: name one by its number \(00, 01, "):
        lessons.start_afresh(folder, lesson)
    assert sorted(folder.iterdir()) == before


def test_a_file_in_the_place_of_the_folder_is_one_error(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError, match="is a file: name a folder"):
        lessons.copy_lessons(tmp_path / "file")


# ------------------------------------------------------------------------------------------ some lessons, and the note


def note_of(folder):
    return json.loads((folder / COPY).read_text(encoding="utf-8"))


def lessons_in(folder):
    return sorted(path.name[:2] for path in folder.glob("*.ipynb"))


@pytest.fixture
def newer(tmp_path, monkeypatch):
    """A function that makes the lessons those of a next version, in which some have changed."""

    def publish(*numbers):
        changed = tmp_path / "next version"
        shutil.copytree(NOTEBOOKS, changed)
        for number in numbers:
            [path] = changed.glob(f"{number}_*.ipynb")
            path.write_text(path.read_text(encoding="utf-8").replace("kernel", "filter"), encoding="utf-8")
        monkeypatch.setattr(lessons, "source", lambda: changed)
        monkeypatch.setattr("cnnlab.__version__", "0.2.0")

    return publish


def test_the_teacher_chooses_lessons_and_their_order_and_questions_to_others_stay_away(tmp_path):
    new = lessons.copy_lessons(tmp_path, only=["05", 3, "04_stride_and_padding", "03"])
    assert [name[:2] for name in new] == ["05", "03", "04"]
    assert lessons_in(tmp_path) == ["03", "04", "05"]
    assert sorted(path.name for path in (tmp_path / "questions").iterdir()) == ["03.json", "04.json", "05.json"]
    assert (tmp_path / "article_claims.json").exists()
    with pytest.raises(ValueError, match="there is no lesson '55'"):
        lessons.copy_lessons(tmp_path / "other", only=["55"])
    assert not (tmp_path / "other").exists()


def test_the_note_says_what_was_given_when_and_from_which_version(tmp_path):
    lessons.copy_lessons(tmp_path, only=["05", "03"])
    first = note_of(tmp_path)
    assert first["cnnlab"] == cnnlab.__version__
    assert [name[:2] for name in first["lessons"]] == ["05", "03"], "in the teacher's order"
    for name, entry in first["lessons"].items():
        text = (tmp_path / name).read_bytes()
        assert entry["sha256"] == hashlib.sha256(text).hexdigest()
        assert entry["version"] == cnnlab.__version__
        age = datetime.now(UTC) - datetime.fromisoformat(entry["given"])
        assert timedelta(seconds=-1) < age < timedelta(minutes=1)
    lessons.copy_lessons(tmp_path, only=["04"])
    added = note_of(tmp_path)["lessons"]
    assert {name: added[name] for name in first["lessons"]} == first["lessons"], "what was given before stays noted"
    assert len(added) == 3


def test_a_folder_from_before_there_were_notes_becomes_a_copy(folder):
    (folder / COPY).unlink()
    assert lessons.copy_lessons(folder) == []
    assert note_of(folder) == {"cnnlab": cnnlab.__version__, "lessons": {}}
    assert lessons.older_lessons(folder) == []


def test_a_lesson_that_has_changed_is_named_and_never_overwritten(tmp_path, newer, capsys):
    folder = tmp_path / "ada"
    lessons.copy_lessons(folder, only=["03", "04"])
    before = {path.name: path.read_bytes() for path in folder.glob("*.ipynb")}
    assert lessons.older_lessons(folder) == []
    newer("03")
    assert lessons.older_lessons(folder) == [("03_convolution_5x5.ipynb", "0.1.0")]
    assert main(["lessons", str(folder), "--only", "03", "04"]) == 0
    words = "03 was given from 0.1.0 and has changed since: --afresh 03 begins it anew, and keeps the old one"
    assert capsys.readouterr().out.splitlines()[1:] == [words]
    assert {path.name: path.read_bytes() for path in folder.glob("*.ipynb")} == before
    _, kept = lessons.start_afresh(folder, 3)
    assert kept.read_bytes() == before["03_convolution_5x5.ipynb"]
    assert lessons_in(folder) == ["03", "03", "04"], "no other lesson came with it"
    assert note_of(folder)["lessons"]["03_convolution_5x5.ipynb"]["version"] == "0.2.0"
    assert lessons.older_lessons(folder) == []


@pytest.mark.parametrize("damaged", ["{half", "[]", '{"lessons": []}', "\ud800".encode("utf-8", "surrogatepass")])
def test_a_damaged_note_is_one_sentence_and_nothing_moves(folder, damaged, capsys):
    (folder / COPY).write_bytes(damaged if isinstance(damaged, bytes) else damaged.encode())
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for command in (["lessons", str(folder)], ["lessons", str(folder), "--afresh", "03"]):
        assert main(command) == 1
        assert "cnnlab_copy.json is damaged: delete it" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_an_entry_of_the_note_may_be_anything(folder):
    entries = {NAMES[0]: None, NAMES[1]: {"version": {"a": 1}, "sha256": 3}, "strange": [1]}
    (folder / COPY).write_text(json.dumps({"lessons": entries}), encoding="utf-8")
    assert lessons.older_lessons(folder) == [(NAMES[1], "an unknown version")]


# ----------------------------------------------------------------------------------------------------------- hand out


@pytest.fixture
def school(tmp_path):
    """A class of three: one has worked in lesson 03, one's note is damaged, one has nothing yet."""
    ada, bob, eve = (tmp_path / "class" / name for name in ("ada", "bob", "eve"))
    for folder in (ada, eve):
        lessons.copy_lessons(folder, only=["03"])
    eve.joinpath(COPY).write_text("{half", encoding="utf-8")
    ada.joinpath("03_convolution_5x5.ipynb").write_text("ada's work", encoding="utf-8")
    ada.joinpath("questions", "03.json").write_text("ada's, too", encoding="utf-8")
    bob.mkdir()
    return ada, bob, eve


def test_a_lesson_is_handed_out_to_a_class_and_a_line_says_what_happened(school, capsys):
    ada, bob, eve = school
    assert main(["hand-out", "03,05", str(ada.parent / "*")]) == 0
    damaged = f"nothing was given: {eve / COPY} is damaged: delete it, and lessons given from then on are noted anew"
    assert capsys.readouterr().out.splitlines() == [
        f"{ada}: given 05; has 03 already, which stays",
        f"{bob}: given 03, 05",
        f"{eve}: {damaged}",
    ]
    assert ada.joinpath("03_convolution_5x5.ipynb").read_text(encoding="utf-8") == "ada's work"
    assert ada.joinpath("questions", "03.json").read_text(encoding="utf-8") == "ada's, too"
    assert [lessons_in(folder) for folder in school] == [["03", "05"], ["03", "05"], ["03"]]
    assert (bob / "questions" / "05.json").exists()
    assert list(note_of(bob)["lessons"]) == ["03_convolution_5x5.ipynb", "05_feature_map_volumes.ipynb"]


def test_the_next_lesson_is_the_first_of_the_term_that_a_folder_has_not_got(school, capsys):
    ada, bob, _ = school
    (ada.parent / "term.txt").write_text("# this term\n03, 05\n 4  # stride\n", encoding="utf-8-sig")
    for _ in range(3):
        assert main(["hand-out", "next", str(ada), str(bob)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.rpartition(": ")[2] for line in said[::2]] == ["given 05", "given 04", "has all lessons of the term"]
    assert [line.rpartition(": ")[2] for line in said[1::2]] == ["given 03", "given 05", "given 04"]
    ada.joinpath("05_feature_map_volumes.ipynb").unlink()
    assert lessons.hand_out("next", [ada], ["05"]) == [(ada, "has all lessons of the term")], "it was given once"
    assert lessons.hand_out(["05"], [ada]) == [(ada, "given 05")]


def test_a_lesson_that_has_changed_since_is_said_to_whoever_hands_it_out(school, newer):
    ada, bob, _ = school
    newer("03", "05")
    assert lessons.hand_out(["03"], [ada, bob]) == [
        (ada, "has 03 already, which stays; 03 was given from 0.1.0 and has changed since"),
        (bob, "given 03"),
    ]


def test_a_file_or_what_may_not_be_written_is_a_line_and_the_others_get_theirs(school):
    ada, bob, _ = school
    file = ada.parent / "file.txt"
    file.touch()
    (ada / COPY).unlink()
    (ada / COPY).mkdir()
    said = dict(lessons.hand_out(["05"], [file, ada, bob]))
    assert said[file].startswith("nothing was given: ")
    assert said[ada].startswith("nothing was given: ")
    assert said[bob] == "given 05"


@pytest.mark.parametrize(
    ("term", "said"),
    [(None, "No such file"), ("03 99", "there is no lesson '99'"), ("", "which lesson is next is not known")],
)
def test_a_term_without_lessons_is_one_sentence(school, capsys, term, said):
    if term is not None:
        (school[0].parent / "term.txt").write_text(term, encoding="utf-8")
    assert main(["hand-out", "next", str(school[0])]) == 1
    assert said in capsys.readouterr().err


# -------------------------------------------------------------------------------------------------------- the command


def test_the_command_writes_and_starts_afresh(tmp_path, capsys):
    folder = tmp_path / "own"
    assert main(["lessons", str(folder)]) == 0
    assert capsys.readouterr().out.startswith(f"{len(NAMES)} new lessons in {folder}")
    assert main(["lessons", str(folder), "--afresh", "03"]) == 0
    assert "begins anew; what you had is" in capsys.readouterr().out
    assert main(["lessons", str(folder), "--afresh", "33"]) == 1
    assert capsys.readouterr().err.startswith("there is no lesson '33'")


def test_where_no_lessons_are_shipped_one_error_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(lessons, "files", lambda package: tmp_path / package)
    with pytest.raises(FileNotFoundError, match="the lessons are missing beside"):
        lessons.source()
