"""The command: what it writes where, and what it says to what it cannot do."""

import pytest

from tools.places import ROOT
from tools.questions.__main__ import main


@pytest.fixture
def command(tmp_path, capsys):
    """Runs the command with a folder of its own; (exit code, what it printed, what it complained of)."""

    def run(*arguments, out=tmp_path / "a folder" / "größe"):
        code = main([*arguments, "--out", str(out)])
        return code, *capsys.readouterr()

    run.folder = tmp_path / "a folder" / "größe"
    return run


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_each_format_is_one_file_and_jupyterquiz_one_for_each_lesson(command):
    for form in ("gift", "csv", "html"):
        assert command("--format", form, "3", "claims", "03_convolution_5x5.ipynb")[0] == 0
    assert names(command.folder) == ["questions.csv", "questions.gift.txt", "questions.html"]
    assert (command.folder / "questions.csv").read_text(encoding="utf-8-sig").count("\n") == 1 + 3 + 12
    code, said, _ = command("--format", "jupyterquiz", "03", "claims")
    assert names(command.folder)[-2:] == ["questions_03.json", "questions_claims.json"]
    assert (code, said.splitlines()) == (0, [str(command.folder / name) for name in names(command.folder)[-2:]])


def test_an_exam_and_its_key_are_two_files_and_the_printed_seed_makes_them_again(command):
    code, said, _ = command("--format", "html", "--without-keys", "03")
    seed = said.splitlines()[0].split("--seed ")[1].split()[0]
    first = {name: (command.folder / name).read_bytes() for name in names(command.folder)}
    assert (code, sorted(first)) == (0, [f"exam_{seed}.html", f"exam_{seed}_key_for_the_teacher.csv"])
    for name in first:
        (command.folder / name).write_text("gone", encoding="utf-8")
    assert command("--format", "html", "--without-keys", "--seed", seed, "3")[0] == 0
    assert {name: (command.folder / name).read_bytes() for name in names(command.folder)} == first


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name a format with --format: gift, jupyterquiz, csv, html"),
        (["--format", "pdf"], "there is no format 'pdf': gift, jupyterquiz, csv, html"),
        (["--format", "csv", "77"], "there is no lesson '77': name one by its number"),
        (["--format", "csv", "--seed", "7"], "--seed shuffles the options of an exam: add --without-keys"),
        (["--format", "jupyterquiz", "--without-keys"], "jupyterquiz marks by the key inside its file"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_writes_nothing(command, arguments, said):
    code, printed, complaint = command(*arguments)
    assert (code, len(complaint.splitlines())) == (2, 1)
    assert complaint.startswith(said)
    assert "exam_" not in printed
    assert not command.folder.exists()


@pytest.mark.parametrize("inside", [".", "below"])
def test_a_file_is_no_folder(command, tmp_path, inside):
    (tmp_path / "notes").write_text("mine", encoding="utf-8")
    code, _, complaint = command("--format", "csv", out=tmp_path / "notes" / inside)
    assert (code, len(complaint.splitlines())) == (2, 1)
    assert "is a file, or lies in one: name a folder with --out" in complaint
    assert (tmp_path / "notes").read_text(encoding="utf-8") == "mine"


def test_a_file_that_cannot_be_replaced_is_one_sentence(command, tmp_path):
    (command.folder / "questions.csv").mkdir(parents=True)
    code, _, complaint = command("--format", "csv")
    assert (code, len(complaint.splitlines())) == (2, 1)
    assert "cannot be written to: " in complaint
    assert names(command.folder) == ["questions.csv"]


def test_git_does_not_see_what_is_written_where_no_folder_is_named():
    assert "/questions/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
