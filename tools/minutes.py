"""`python -m tools.minutes`: how long each lesson takes a learner, by what is in it, beside what its head promises.

180 words of prose a minute, two minutes for a prediction, seven for an exercise, one for a widget that is explored,
half a minute for a claim to judge and for a question at the end.
"""

import json
import re

from cnnlab import widgets
from cnnlab.lessons import is_claim
from tools.places import NOTEBOOKS

WORDS, PREDICTION, EXERCISE, WIDGET, ANSWER = 180, 2, 7, 1, 0.5
EXPLORED = re.compile(rf"\b(?:{'|'.join(widgets.__all__)})(?:\.of_\w+)?\(|\bgoggles\s*$")
STUB = re.compile(r"raise NotImplementedError|\": None\b")  # of a function; of the Bug Zoo's answers
FOLDED = re.compile(r"(?s)<details>.*?</details>")


def promised(notebook):
    """The minutes in a lesson's head."""
    return int(re.search(r"About (\d+) minutes", "".join(notebook["cells"][0]["source"]))[1])


def counted(notebook, folder=NOTEBOOKS):
    """The minutes by what a learner meets: what is folded away is not counted, nor what only checks."""
    cells = [(cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"] if not is_claim(cell)]
    prose = FOLDED.sub("", "\n".join(text for kind, text in cells if kind == "markdown"))
    code = [text for kind, text in cells if kind == "code"]
    found = len(prose.split()) / WORDS + PREDICTION * len(re.findall(r"\*\*Predict\b", prose))
    found += EXERCISE * sum(bool(STUB.search(text)) for text in code)
    found += WIDGET * sum(bool(EXPLORED.search(text.splitlines()[-1])) for text in code if "import" not in text)
    return found + ANSWER * sum(answers(text, folder) for text in code)


def answers(code, folder):
    """How many claims and questions a cell asks."""
    if only := re.search(r"Claims.*only=\[([^]]*)\]", code):
        return len(only[1].split(","))
    if file := re.search(r"(?:Quiz|Claims)\.from_file\(\"([^\"]+)\"", code):
        return len(json.loads((folder / file[1]).read_text(encoding="utf-8")))
    return 0


def main():
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        print(f"{path.stem:32} {counted(notebook):5.0f} minutes by what is in it, {promised(notebook):3} promised")


if __name__ == "__main__":
    main()
