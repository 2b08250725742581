"""A widget's JavaScript as one module text: a file and all that it imports, each once, what is imported first.

The browser gets one text and fetches nothing, and there is no build step. So that gluing is enough, two modules of one
text may not share a name at their top level, and an import is `import { a, b } from "./file.js";`, or that of a JSON
file, `import NAME from "./file.json" with { type: "json" };`, and nothing else.
"""

import json
import re
from collections import Counter
from pathlib import Path

IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.\.?/[^"]+)";\n', re.MULTILINE)
DATA = re.compile(r'^import (\w+) from "(\.\.?/[^"]+\.json)" with \{ type: "json" \};\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?!default\b|[{*])", re.MULTILINE)
OTHER = re.compile(r"^(?:import\b.*|export [{*].*)", re.MULTILINE)
STATEMENT = re.compile(r"^(?=[^\s})\]])", re.MULTILINE)  # where one of the top level begins: nothing is indented there
DECLARATION = re.compile(r"(?:async )?(?:function|const|let|class) ([\w$]+)")
PLACED = re.compile(r"^const (\w+) ?= ?@(\".*\");$", re.MULTILINE)  # a JSON file, until it is written out
WORD = re.compile(r"[\w$]+")
# What is no code: comments, texts, templates (all of a line from the first to the last, for one may stand in another),
# and patterns; a division has a space behind it.
WORDING = re.compile(
    r"""(//.*|/\*[\s\S]*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`.*`|/(?! )(?:\\.|\[.*?\]|[^/\\\n])+/)"""
)
SPACED = re.compile(r" ?(!==?|[=,:?{}()<>&|*/%;\[\]]|(?<![+-] )[+-](?! [+-])) ?")  # but a - -1 is not a--1

INNER = "\t"  # before a line that goes on with a statement of the top level
# Where a line only ends for readers, and a comma with it, or a semicolon: none has an empty statement before a brace.
BREAK = re.compile(r",\n\t(?=[)\]}])|;\n\t(?=})|(?<=[{(\[,;}])\n\t")


def bundle(entry):
    """The text of the module `entry`, behind that of every module that it reaches.

    It travels with every widget's state, so what only readers need stays behind: spaces and comments; and so do
    functions that are imported and that nothing calls, and of JSON data what no module names.
    Raises ValueError for imports that go in a circle, for an import or export that gluing cannot replace, for a name
    that is declared twice, and for a template of several lines, whose spaces would be lost.
    """
    texts = {}

    def visit(path, above):
        if path in above:
            raise ValueError(f"imports go in a circle: {' -> '.join(file.name for file in (*above, path))}")
        if path in texts:
            return
        source = path.read_text(encoding="utf-8")
        for _, name in IMPORT.findall(source):
            visit((path.parent / name).resolve(), (*above, path))
        texts[path] = _glued(path, source)

    visit(Path(entry).resolve(), ())
    *imported, own = texts.values()
    _check_names("".join(texts.values()))
    lines = map(_squeezed, (_reached("".join(imported), own) + own).splitlines())
    return _with_data(BREAK.sub("", "\n".join(line for line in lines if line)).replace(INNER, ""))


def _glued(path, source):
    """A module without what only matters while it is a file of its own."""
    renamed = [names for names, _ in IMPORT.findall(source) if re.search(r"\bas\b", names)]
    placed = DATA.sub(
        lambda found: f"const {found[1]} = @{json.dumps(str((path.parent / found[2]).resolve()))};\n", source
    )
    text = EXPORT.sub("", IMPORT.sub("", WORDING.sub(_without_comment, placed)))
    if strange := [*renamed, *OTHER.findall(text)]:
        raise ValueError(
            f'{path.name}: write import {{ a, b }} from "./file.js"; and export before a name: {strange[0]}'
        )
    return text


def _check_names(text):
    """Refuse two declarations of one name: of two functions the later one would be called by all."""
    names = Counter(found[1] for statement in STATEMENT.split(text) if (found := DECLARATION.match(statement)))
    if twice := [name for name, count in names.items() if count > 1]:
        raise ValueError(f"declared twice at the top level of what is glued together: {', '.join(twice)}")


def _reached(text, caller):
    """What of a module `caller` names, what these declarations name, and so on; and what does something by itself."""
    statements = STATEMENT.split(text)
    declared = {found[1]: statement for statement in statements if (found := DECLARATION.match(statement))}
    kept = {statement for statement in statements if not DECLARATION.match(statement)}
    due = [caller, *kept]
    while due:
        named = {declared[word] for word in WORD.findall(PLACED.sub("", due.pop())) if word in declared}
        due += named - kept
        kept |= named
    return "".join(statement for statement in statements if statement in kept)


def _without_comment(wording):
    return "" if wording[0].startswith(("//", "/*")) else wording[0]


def _squeezed(line):
    """A line without the spaces that only readers need."""
    parts = WORDING.split(line.strip())
    if any("`" in code for code in parts[::2]):
        raise ValueError(f"a template of several lines would lose its spaces: {line.strip()}")
    text = "".join(part if k % 2 else SPACED.sub(r"\1", part) for k, part in enumerate(parts))
    return INNER + text if text and line[0] in " )}]" else text


def _with_data(text):
    """A module with its JSON files written out, as far as any of their names stands in it."""

    def written(found):
        data = json.loads(Path(json.loads(found[2])).read_text(encoding="utf-8"))
        named = {name: value for name, value in data.items() if f'"{name}"' in text}
        return f"const {found[1]}={json.dumps(named, separators=(',', ':'))};"

    return PLACED.sub(written, text)
