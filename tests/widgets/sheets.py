"""Style sheets, as far as their tests must understand them: which rules they hold."""

import re

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BETWEEN = re.compile(r",(?![^(]*\))")  # selectors; a comma in parentheses is part of one
GROUPING = ("@media", "@container", "@supports")  # what stands in them are rules


def blocks(text):
    """(what stands before the brace, what stands in it) of each block of a sheet."""
    depth, start, head = 0, 0, ""
    text = COMMENT.sub("", text)
    for place, sign in enumerate(text):
        if sign == "{":
            if depth == 0:
                head, start = text[start:place].strip(), place + 1
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield head, text[start:place]
                start = place + 1


def selectors(text):
    """Every selector of a sheet's outermost rules; those nested in them reach no further than they do."""
    for head, body in blocks(text):
        if head.startswith(GROUPING):
            yield from selectors(body)
        else:
            yield from (part.strip() for part in BETWEEN.split(head))
