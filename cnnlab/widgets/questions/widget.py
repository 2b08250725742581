"""Quiz and Claims: questions that answer back, and a learner's answers, kept in one file that they can forget."""

from pathlib import Path

import traitlets

from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.questions.answers import Answered, place
from cnnlab.widgets.questions.form import ANSWERS, as_claims, as_places, as_questions

HERE = Path(__file__).parent


class Quiz(Answered):
    """Questions with one right option each, and a reason for every option, which the learner reads on choosing it.

    questions: [{"ask": str, "options": [{"text": str, "right": bool, "why": str}, ...]}, ...]. `answers` maps the
    question's index, as text, to the indices of the options in the order they were tried. With a name, answers are
    kept in cnnlab_answers.json in `folder` (by default where Python was started) and found again.
    Raises ValueError or TypeError, naming the question, for anything else than such a list.
    """

    _esm = bundle(HERE / "quiz.js")

    questions = traitlets.List().tag(sync=True)

    def __init__(self, questions, *, name=None, folder=None):
        super().__init__(name, folder, questions=as_questions(questions))

    def _fits(self, key, answer):
        number = place(key, self.questions)
        if number is None or not isinstance(answer, list) or not answer:
            return False
        return all(type(option) is int and 0 <= option < len(self.questions[number]["options"]) for option in answer)

    def __repr__(self):
        lines = ["Quiz (run this cell to answer)"]
        for number, question in enumerate(self.questions, 1):
            lines += ["", f"{number}. {question['ask']}"]
            lines += [f"   ( ) {option['text']}" for option in question["options"]]
        return "\n".join(lines)


class Claims(Answered):
    """Claims to judge: true, false, it depends, or no idea; the verdict and its reason are shown when the learner asks.

    claims: [{"claim": str, "verdict": "true" | "false" | "depends", "why": str, "lesson": str (optional)}, ...].
    reveal=False shows no verdict: a first look, whose answers are just kept. again=True asks a second time: the answers
    kept by this name are `first`, each shown once its claim is answered again, and those of now are kept beside them.
    only=[2, 5] asks these of the claims, numbered from 1; their answers are kept where those of all claims are.
    `answers` maps the claim's index in the whole list, from 0 and as text, to "true", "false", "depends"
    or "no idea". name, folder and what it raises: as in Quiz; ValueError or TypeError also for again=True without a
    name, and for an `only` that does not name some of the claims once each.
    """

    _esm = bundle(HERE / "claims.js")

    claims = traitlets.List().tag(sync=True)
    places = traitlets.List().tag(sync=True)  # of each claim, its index in the whole list
    reveal = traitlets.Bool(True).tag(sync=True)
    again = traitlets.Bool(False).tag(sync=True)
    first = traitlets.Dict().tag(sync=True)

    def __init__(self, claims, *, name=None, folder=None, reveal=True, again=False, only=None):
        if again and name is None:
            raise ValueError("again=True compares with answers that were kept by name: give the name")
        claims = as_claims(claims)
        places = as_places(only, len(claims))
        self._others = set(map(str, range(len(claims)))) - set(map(str, places))
        claims = [claims[place] for place in places]
        if not reveal:  # what is not to be shown does not travel to the browser either
            claims = [{"claim": claim["claim"]} for claim in claims]
        asked = {"claims": claims, "places": places, "reveal": reveal, "again": again}
        super().__init__(f"{name}, again" if again else name, folder, **asked)
        if again:
            self.first = self._kept_by(name)

    def _fits(self, key, answer):
        return key in map(str, self.places) and answer in ANSWERS

    def __repr__(self):
        lines = ["Claims: true, false, or does it depend? (run this cell to answer)", ""]
        numbered = zip(self.places, self.claims, strict=True)
        return "\n".join(lines + [f"{place + 1}. {claim['claim']}" for place, claim in numbered])
