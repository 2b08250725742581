"""A widget's JavaScript as one module text: a file and all that it imports, each once, what is imported first.

The browser gets one text and fetches nothing, and there is no build step. So that gluing is enough, two modules of one
text may not share a name at their top level, and an import is `import { a, b } from "./file.js";`, or that of a JSON
file, `import NAME from "./file.json" with { type: "json" };`, and nothing else.
"""

import json
import re
from pathlib import Path

IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.\.?/[^"]+)";\n', re.MULTILINE)
DATA = re.compile(r'^import (\w+) from "(\.\.?/[^"]+\.json)" with \{ type: "json" \};\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?!default\b|[{*])", re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*(?://.*|/\*\*(?:(?!\*/)[\s\S])*\*/[ \t]*)\n", re.MULTILINE)  # of whole lines
ASIDE = re.compile(r"(?<=[;,{}\])]) // [^'\"`\n]*$|/\*\* @type \{[^*]*\} \*/ ?", re.MULTILINE)  # after and within code
OTHER = re.compile(r"^(?:import\b.*|export [{*].*)", re.MULTILINE)


def bundle(entry):
    """The text of the module `entry`, behind that of every module that it reaches.

    It travels with every widget's state, so what only readers need stays behind: indentation, comments, and of JSON
    data what no module names.
    Raises ValueError for imports that go in a circle, and for an import or export that gluing cannot replace.
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
    lines = (line.strip() for text in texts.values() for line in text.splitlines())
    return _with_data("\n".join(line for line in lines if line))


def _glued(path, source):
    """A module without what only matters while it is a file of its own."""
    renamed = [names for names, _ in IMPORT.findall(source) if re.search(r"\bas\b", names)]
    placed = DATA.sub(lambda found: f"const {found[1]} = {(path.parent / found[2]).resolve()};\n", source)
    text = EXPORT.sub("", ASIDE.sub("", COMMENT.sub("", IMPORT.sub("", placed))))
    if strange := [*renamed, *OTHER.findall(text)]:
        raise ValueError(
            f'{path.name}: write import {{ a, b }} from "./file.js"; and export before a name: {strange[0]}'
        )
    return text


def _with_data(text):
    """A module with its JSON files written out, as far as any of their names stands in it."""

    def written(found):
        data = json.loads(Path(found[2]).read_text(encoding="utf-8"))
        named = {name: value for name, value in data.items() if f'"{name}"' in text}
        return f"const {found[1]} = {json.dumps(named, separators=(',', ':'))};"

    return re.sub(r"^const (\w+) = (\S.*\.json);$", written, text, flags=re.MULTILINE)
