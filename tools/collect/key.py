"""What answers are judged by: each lesson's questions, exercises and title, the claims, and the misconceptions."""

import json
import re
from functools import cache

from cnnlab.lessons import source
from tools.places import ROOT

CHECKED = re.compile(r"\bcheck\.(\w+)\(")
TAG = re.compile(r"\((M\d+)\)$")  # at the end of what an option's reason says


@cache
def answer_key():
    """The key, of which judge.py and judge.js make the same: it is data alone, for a page may hold it.

    {"lessons": [{"id", "title", "questions", "exercises"}], "claims": [{"claim", "verdict"}], "misconceptions": {tag:
    {"name", "say", "lesson"}}}; a question is {"ask", "options": [{"text", "right", "tag" or None}]}.
    Raises FileNotFoundError where the lessons are missing.
    """
    folder = source()
    claims = _read(folder / "article_claims.json")
    return {
        "lessons": [_lesson(path) for path in sorted(folder.glob("*.ipynb"))],
        "claims": [{name: claim[name] for name in ("claim", "verdict")} for claim in claims],
        "misconceptions": _read(ROOT / "cnnlab" / "misconceptions.json"),
    }


def _lesson(path):
    cells = _read(path)["cells"]
    number = path.stem[:2]
    heading = next("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown").splitlines()[0]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    return {
        "id": number,
        "title": heading.removeprefix(f"# {number}. "),
        "questions": [_question(question) for question in _read(path.parent / "questions" / f"{number}.json")],
        "exercises": list(dict.fromkeys(CHECKED.findall(code))),  # each once, in the order of the lesson
    }


def _question(question):
    options = [
        {"text": option["text"], "right": option["right"], "tag": found[1] if found else None}
        for option in question["options"]
        for found in [TAG.search(option["why"])]
    ]
    return {"ask": question["ask"], "options": options}


def _read(path):
    return json.loads(path.read_text(encoding="utf-8"))
