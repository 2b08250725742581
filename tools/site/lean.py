"""The theme's style sheets without what no page can use: a reader on a slow line waits for all of them."""

import re

WORD = re.compile(r"[\w-]+")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SIGN = re.compile(r"""\\.|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]""", re.DOTALL)
COMMA = re.compile(r",(?![^([]*[)\]])")  # between two selectors, and not in the brackets of one
OPEN = re.compile(r":(?:not|is|where)\([^()]*\)|\[[^]]*\]")  # what may hold for a page without any of the names in it
NAMED = re.compile(r"[.#]((?:[\w-]|\\.)+)")  # a class or an id
AROUND = ("@media", "@supports")  # what holds rules


def make_lean(pages):
    """Take out of the sheets in `pages` the rules for classes and ids that stand in no page and in no script."""
    readers = [*pages.glob("*.html"), *pages.glob("_static/*.js"), *pages.glob("_static/scripts/*.js")]
    words = set().union(*(WORD.findall(path.read_text(encoding="utf-8")) for path in readers))
    for sheet in (*pages.glob("_static/*.css"), *pages.glob("_static/styles/*.css")):
        sheet.write_text(lean(sheet.read_text(encoding="utf-8"), words), encoding="utf-8")


def lean(sheet, words):
    """The sheet without the selectors that name a class or an id which is not among `words`."""
    kept = []
    for head, body in rules(COMMENT.sub("", sheet)):
        if body is None:
            kept.append(f"{head};")
        elif head.startswith(AROUND):
            inner = lean(body, words)
            kept += [f"{head}{{{inner}}}"] if inner else []
        elif head.startswith("@"):
            kept.append(f"{head}{{{body}}}")
        elif selectors := [selector for selector in COMMA.split(head) if fits(selector, words)]:
            kept.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(kept)


def rules(sheet):
    """What stands before the braces of each rule, and what in them: None for one without, as `@import` is."""
    begin, middle, depth = 0, 0, 0
    for found in SIGN.finditer(sheet):
        sign = found[0]
        if sign == "{":
            middle, depth = middle if depth else found.start(), depth + 1
        elif sign == "}":
            depth -= 1
            if not depth:
                yield sheet[begin:middle].strip(), sheet[middle + 1 : found.start()]
                begin = found.end()
        elif sign == ";" and not depth:
            yield sheet[begin : found.start()].strip(), None
            begin = found.end()


def fits(selector, words):
    return all(name.replace("\\", "") in words for name in NAMED.findall(OPEN.sub("", selector)))
