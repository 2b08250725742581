"""What is taken out of a style sheet: what no page can use, and nothing else."""

import pytest

from tools.site.lean import lean, make_lean

WORDS = {"used", "here"}


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        (".used{a:b}.unused{a:b}", ".used{a:b}"),
        (".used,.unused{a:b}", ".used{a:b}"),
        ("p .unused,p{a:b}", "p{a:b}"),
        ("#here .used>p{a:b}#there{a:b}", "#here .used>p{a:b}"),
        (".used:not(.unused){a:b}", ".used:not(.unused){a:b}"),  # it holds where nothing has that class
        (":is(.unused,.used) p{a:b}", ":is(.unused,.used) p{a:b}"),
        ('[href$=".unused"]{a:b}', '[href$=".unused"]{a:b}'),
        ("@media print{.unused{a:b}}", ""),
        ("@media print{.used{a:b}.unused{a:b}}p{a:b}", "@media print{.used{a:b}}p{a:b}"),
        ("@keyframes k{0.5%{a:b}}", "@keyframes k{0.5%{a:b}}"),
        ('@charset "UTF-8";@import "x.css";.used{a:b}', '@charset "UTF-8";@import "x.css";.used{a:b}'),
        ('/* { */p{a:"}";b:url("data:;,{")}', 'p{a:"}";b:url("data:;,{")}'),
        (".used\\:here{a:b}.used{a:b}", ".used{a:b}"),
        (".used{&.unused{a:b}}", ".used{&.unused{a:b}}"),
    ],
)
def test_only_rules_for_what_no_page_has_go(sheet, left):
    assert lean(sheet, WORDS) == left


def test_a_class_that_only_a_script_gives_stays(tmp_path):
    (tmp_path / "_static" / "styles").mkdir(parents=True)
    (tmp_path / "page.html").write_text('<p class="one">', encoding="utf-8")
    (tmp_path / "_static" / "x.js").write_text('p.className = "two"', encoding="utf-8")
    sheet = tmp_path / "_static" / "styles" / "x.css"
    sheet.write_text(".one{a:b}.two{a:b}.three{a:b}", encoding="utf-8")
    make_lean(tmp_path)
    assert sheet.read_text(encoding="utf-8") == ".one{a:b}.two{a:b}"
