"""A reader of Moodle's GIFT, as strict as its description: https://docs.moodle.org/en/GIFT_format."""

import re

SPECIAL = r"~=#{}:\\"
BARE = re.compile(rf"(?:[^{SPECIAL}]|\\.)*", re.DOTALL)  # up to a sign that is not escaped
QUESTION = re.compile(r"::(.*?)(?<!\\)::\[plain\]")
CATEGORY = "$CATEGORY: "


def read(text):
    """[(category, name, text of the question, [(option, right, feedback)])]; ValueError where something is left over.

    Blank lines part the questions. One without options, with {} behind it, has a field for the answer.
    """
    category, found = None, []
    for block in re.split(r"\n\s*\n", text.strip()):
        if block.startswith(CATEGORY):
            category = block.removeprefix(CATEGORY)
        else:
            found.append((category, *_question(block)))
    return found


def _question(block):
    head = QUESTION.match(block)
    if head is None:
        raise ValueError(f"no ::name:: and format: {block!r}")
    ask, rest = _bare(block[head.end() :])
    if not (rest.startswith("{") and rest.endswith("}")):
        raise ValueError(f"no answers in braces behind {ask!r}: {rest!r}")
    options, rest = [], rest[1:-1].strip()
    while rest:
        sign, (text, rest) = rest[0], _bare(rest[1:])
        if sign not in "=~" or rest[:1] != "#":
            raise ValueError(f"neither an option nor its feedback: {sign}{text}{rest}")
        why, rest = _bare(rest[1:])
        options.append((_plain(text), sign == "=", _plain(why)))
    return _meant(head[1]), _meant(ask), options


def _bare(text):
    found = BARE.match(text)[0]
    return found, text[len(found) :]


def _plain(text):
    if not text.startswith("[plain]"):
        raise ValueError(f"no format: {text!r}")
    return _meant(text.removeprefix("[plain]").rstrip())


def _meant(text):
    r"""\n is a new line; a backslash takes the meaning of a sign away; another one stands for nothing."""
    if strange := re.search(rf"\\[^n{SPECIAL}]", re.sub(r"\\\\", "", text)):
        raise ValueError(f"{strange[0]!r} means nothing: {text!r}")
    return re.sub(r"\\(.)", lambda sign: "\n" if sign[1] == "n" else sign[1], text, flags=re.DOTALL)
