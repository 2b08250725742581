"""Quiz and Claims: questions that answer back, and a learner's answers, kept in one file that they can forget."""

import json
import os
from pathlib import Path

import traitlets

from cnnlab._files import write_text
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.widget import Widget, style_text

HERE = Path(__file__).parent
FILE = "cnnlab_answers.json"
VERDICTS = ("true", "false", "depends")


class _Answered(Widget):
    """A widget with `answers`; given a name, it finds them again the next time it is made."""

    _css = style_text(HERE / "style.css")

    answers = traitlets.Dict().tag(sync=True)
    kept = traitlets.Unicode("").tag(sync=True)  # the file's name, for the sentence that tells the learner of it

    def __init__(self, name, folder, **traits):
        if name is None and folder is not None:
            raise ValueError("folder says where named answers are kept: give a name too")
        self._name = None if name is None else _text("name", name)
        self._file = Path.cwd() / (folder or "") / FILE
        super().__init__(**traits)
        if name is not None:
            self.kept = FILE
            self.answers = self._kept_by(name)
            self.observe(lambda change: self._keep(), "answers")

    @classmethod
    def from_file(cls, path, **options):
        """The same from a JSON file, so that no answer stands in the cell; its stem is the name, unless you give one.

        Raises OSError where there is no such file, ValueError where it is not JSON or holds something else.
        """
        path = Path(path)
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ValueError(f"{path} is not a JSON file: {error}") from None
        return cls(content, **{"name": path.stem, **options})

    def _fits(self, key, answer):
        """Whether `answer` could be one to the question with this key."""
        raise NotImplementedError

    @traitlets.validate("answers")
    def _answers_to_these_questions(self, proposal):
        for key, answer in proposal.value.items():
            if not self._fits(key, answer):
                raise traitlets.TraitError(
                    f"answers[{key!r}] cannot be {answer!r}: there is no such question or answer"
                )
        return proposal.value

    def _kept_by(self, name):
        """The answers in the file by this name; those to questions that have since changed are left out."""
        try:
            earlier = _read(self._file).get(name, {})
        except (ValueError, OSError):
            self.message = (
                f"{FILE} cannot be read, so earlier answers are not shown. It is left as it is until you answer, "
                f"and then kept as {FILE}.bak."
            )
            return {}
        earlier = earlier if isinstance(earlier, dict) else {}
        return {key: answer for key, answer in earlier.items() if self._fits(key, answer)}

    def _keep(self):
        """Write the answers beside those of other names. Where that fails, the widget says so and goes on."""
        try:
            self.message = self._write_answers()
        except OSError as error:
            self.message = f"Your answers cannot be kept in {FILE}: {error.strerror or type(error).__name__}."

    def _write_answers(self):
        try:
            content, said = _read(self._file), ""
        except (ValueError, OSError):
            os.replace(self._file, self._file.with_name(f"{FILE}.bak"))
            content, said = {}, f"The file that could not be read is now {FILE}.bak; a new {FILE} was begun."
        content.pop(self._name, None)
        if self.answers:
            content[self._name] = self.answers
        write_text(self._file, json.dumps(content, indent=1))
        return said

    def _repr_mimebundle_(self, **options):
        """The whole text for pages without JavaScript, which would otherwise be cut after a line."""
        bundle = super()._repr_mimebundle_(**options)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        if data:
            data["text/plain"] = repr(self)
        return bundle


class Quiz(_Answered):
    """Questions with one right option each, and a reason for every option, which the learner reads on choosing it.

    questions: [{"ask": str, "options": [{"text": str, "right": bool, "why": str}, ...]}, ...]. `answers` maps the
    question's index, as text, to the indices of the options in the order they were tried. With a name, answers are
    kept in cnnlab_answers.json in `folder` (by default where Python was started) and found again.
    Raises ValueError or TypeError, naming the question, for anything else than such a list.
    """

    _esm = bundle(HERE / "quiz.js")

    questions = traitlets.List().tag(sync=True)

    def __init__(self, questions, *, name=None, folder=None):
        questions = [_question(f"question {n}", question) for n, question in _numbered("questions", questions)]
        super().__init__(name, folder, questions=questions)

    def _fits(self, key, answer):
        number = _index(key, self.questions)
        if number is None or not isinstance(answer, list) or not answer:
            return False
        return all(type(option) is int and 0 <= option < len(self.questions[number]["options"]) for option in answer)

    def __repr__(self):
        lines = ["Quiz (run this cell to answer)"]
        for number, question in enumerate(self.questions, 1):
            lines += [
                "",
                f"{number}. {question['ask']}",
                *(f"   ( ) {option['text']}" for option in question["options"]),
            ]
        return "\n".join(lines)


class Claims(_Answered):
    """Claims to judge: true, false, or it depends; the verdict and its reason are shown when the learner asks.

    claims: [{"claim": str, "verdict": "true" | "false" | "depends", "why": str, "lesson": str (optional)}, ...].
    reveal=False shows no verdict: a first look, whose answers are just kept. again=True asks a second time: the answers
    kept by this name are `first`, each shown once its claim is answered again, and those of now are kept beside them.
    `answers` maps the claim's index, as text, to "true", "false" or "depends". name, folder and what it raises: as in
    Quiz; ValueError for again=True without a name.
    """

    _esm = bundle(HERE / "claims.js")

    claims = traitlets.List().tag(sync=True)
    reveal = traitlets.Bool(True).tag(sync=True)
    again = traitlets.Bool(False).tag(sync=True)
    first = traitlets.Dict().tag(sync=True)

    def __init__(self, claims, *, name=None, folder=None, reveal=True, again=False):
        if again and name is None:
            raise ValueError("again=True compares with answers that were kept by name: give the name")
        claims = [_claim(f"claim {n}", claim) for n, claim in _numbered("claims", claims)]
        if not reveal:  # what is not to be shown does not travel to the browser either
            claims = [{"claim": claim["claim"]} for claim in claims]
        super().__init__(f"{name}, again" if again else name, folder, claims=claims, reveal=reveal, again=again)
        if again:
            self.first = self._kept_by(name)

    def _fits(self, key, answer):
        return _index(key, self.claims) is not None and answer in VERDICTS

    def __repr__(self):
        lines = ["Claims: true, false, or does it depend? (run this cell to answer)", ""]
        return "\n".join(lines + [f"{number}. {claim['claim']}" for number, claim in enumerate(self.claims, 1)])


def _index(key, things):
    """The number that `key` writes, if there is such a thing."""
    return {str(number): number for number in range(len(things))}.get(key)


def _numbered(name, things):
    if not isinstance(things, (list, tuple)):
        raise TypeError(f"{name} must be a list of dicts, got {type(things).__name__}")
    if not things:
        raise ValueError(f"{name} is empty: give at least one")
    return enumerate(things, 1)


def _question(where, question):
    _check_keys(where, question, {"ask", "options"})
    options = question["options"]
    if not isinstance(options, (list, tuple)):
        raise TypeError(f"{where}: options must be a list of dicts, got {type(options).__name__}")
    if len(options) < 2:
        raise ValueError(f"{where} needs at least two options, got {len(options)}")
    options = [_option(f"{where}, option {n}", option) for n, option in enumerate(options, 1)]
    right = sum(option["right"] for option in options)
    if right != 1:
        raise ValueError(f"{where} must have exactly one right option, got {right}")
    return {"ask": _text(f"{where}: ask", question["ask"]), "options": options}


def _option(where, option):
    _check_keys(where, option, {"text", "right", "why"})
    if not isinstance(option["right"], bool):
        raise TypeError(f"{where}: right must be True or False, got {option['right']!r}")
    texts = {key: _text(f"{where}: {key}", option[key]) for key in ("text", "why")}
    return {**texts, "right": option["right"]}


def _claim(where, claim):
    _check_keys(where, claim, {"claim", "verdict", "why"}, {"lesson"})
    if claim["verdict"] not in VERDICTS:
        raise ValueError(f"{where}: verdict must be one of {', '.join(VERDICTS)}, got {claim['verdict']!r}")
    return {key: _text(f"{where}: {key}", text) for key, text in claim.items()}


def _check_keys(where, thing, needed, optional=frozenset()):
    if not isinstance(thing, dict):
        raise TypeError(f"{where} must be a dict, got {type(thing).__name__}")
    missing = ", ".join(sorted(needed - thing.keys()))
    if missing:
        raise ValueError(f"{where} lacks {missing}")
    unknown = ", ".join(sorted(map(str, thing.keys() - needed - optional)))
    if unknown:
        raise ValueError(f"{where} has {unknown}, but may only have {', '.join(sorted(needed | optional))}")


def _text(where, value):
    if not isinstance(value, str):
        raise TypeError(f"{where} must be text, got {value!r} ({type(value).__name__})")
    if not value.strip():
        raise ValueError(f"{where} is empty")
    return value


def _read(path):
    """The JSON object in `path`, empty where there is no file; ValueError or OSError for anything else."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(content, dict):
        raise ValueError("not a JSON object")
    return content
