"""The class as a table for a spreadsheet, made the same by table.js in a browser."""

WORDS = {"r": "right", "l": "right later", "w": "wrong", ".": ""}
SIGNS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"  # what makes a spreadsheet take a text for a formula, or cut it
NUMBERS = ("predictions right", "predictions wrong", "predictions shown", "claims right at first", "claims right again")


def csv_text(key, result):
    """A line for each student, and for each who is missing; begins with the mark by which Excel knows UTF-8."""
    lines = [["student", "made", *columns(key), *NUMBERS, *key["misconceptions"]]]
    for row in result["students"]:
        words = [WORDS[state] for state in row["states"]]
        judged = [claims.count("r") for claims in row["claims"]]
        times = [row["tags"].get(tag, 0) for tag in key["misconceptions"]]
        lines.append([row["who"], row["made"], *words, *row["predictions"], *judged, *times])
    lines += [[who, "not handed in"] for who in result["missing"]]
    return "\ufeff" + "".join(",".join(map(_cell, line)) + "\r\n" for line in lines)


def columns(key):
    """A name for each question and exercise, in the order of a row's states: "03 question 1", "03 conv2d"."""
    return [f"{lesson['id']} {name}" for lesson in key["lessons"] for name in named(lesson)]


def named(lesson):
    return [*(f"question {number}" for number in range(1, len(lesson["questions"]) + 1)), *lesson["exercises"]]


def _cell(value):
    text = str(value)
    safe = f"'{text}" if text[:1] and text[0] in SIGNS else text
    return '"{}"'.format(safe.replace('"', '""'))
