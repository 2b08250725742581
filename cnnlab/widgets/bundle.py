"""A widget's JavaScript as one module text: a file and all that it imports, each once, what is imported first.

The browser gets one text and fetches nothing, and there is no build step. So that gluing is enough, two modules of one
text may not share a name at their top level, and an import is `import { a, b } from "./file.js";` and nothing else.
"""

import re
from pathlib import Path

IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.\.?/[^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?!default\b|[{*])", re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*(?://.*|/\*\*(?:(?!\*/)[\s\S])*\*/[ \t]*)\n", re.MULTILINE)  # of whole lines
OTHER = re.compile(r"^(?:import\b.*|export [{*].*)", re.MULTILINE)


def bundle(entry):
    """The text of the module `entry`, behind that of every module that it reaches.

    It travels with every widget's state, so indentation and whole-line comments, which only readers need, stay behind.
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
    return "\n".join(line for line in lines if line)


def _glued(path, source):
    """A module without what only matters while it is a file of its own."""
    renamed = [names for names, _ in IMPORT.findall(source) if re.search(r"\bas\b", names)]
    text = EXPORT.sub("", IMPORT.sub("", COMMENT.sub("", source)))
    if strange := [*renamed, *OTHER.findall(text)]:
        raise ValueError(
            f'{path.name}: write import {{ a, b }} from "./file.js"; and export before a name: {strange[0]}'
        )
    return text
