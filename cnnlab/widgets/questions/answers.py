"""A learner's answers: in the widget, and by name in one file, in which they are found again and can be forgotten."""

import json
from pathlib import Path

import traitlets

from cnnlab._arguments import as_text
from cnnlab.record import FILE, RESERVED, Store, times_of
from cnnlab.widgets.widget import Widget, style_text


class Answered(Widget):
    """A widget with `answers`; given a name, it finds them again the next time it is made."""

    _css = style_text(Path(__file__).parent / "style.css")

    answers = traitlets.Dict().tag(sync=True)
    _others = ()  # keys by which the file has answers to what is not asked here, under the same name
    kept = traitlets.Unicode("").tag(sync=True)  # the name of the file that has them, to tell the learner of it

    def __init__(self, name, folder, **traits):
        if name is None and folder is not None:
            raise ValueError("folder says where named answers are kept: give a name too")
        self._name = None if name is None else as_text("name", name)
        if name in RESERVED:
            raise ValueError(f"name cannot be {name!r}: the file keeps something else by it")
        self._folder = Path.cwd() / (folder or "")
        self._store = Store(self._folder)
        super().__init__(**traits)
        if name is not None:
            self.kept = FILE
            self._stored = self._kept_by(name)  # the answers as this widget last read or wrote them
            self.answers = dict(self._stored)
            self.observe(lambda change: self._keep(), "answers")

    @classmethod
    def from_file(cls, path, **options):
        """The same from a JSON file, so that no answer stands in the cell; its stem is the name, unless you give one.

        Raises OSError where there is no such file, ValueError where it is not JSON or holds something else.
        """
        path = Path(path)
        try:
            content = json.loads(path.read_text(encoding="utf-8-sig"))
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
            earlier = self._store.read(name)
        except (ValueError, OSError):
            self.message = (
                f"{FILE} cannot be read, so earlier answers are not shown. It is left as it is until you answer, "
                f"and then kept as {self._store.aside.name}."
            )
            return {}
        return {key: answer for key, answer in earlier.items() if self._fits(key, answer)}

    def _keep(self):
        """Write what has changed beside all else that the file holds. Where that fails, say so and go on."""
        try:
            change = self._name, self._stored, self.answers, self._others
            aside = self._store.change(*change, also=times_of(self._folder, *change))
        except OSError as error:
            self.kept = ""
            self.message = f"Your answers cannot be kept in {FILE}: {error.strerror or type(error).__name__}."
            return
        self.kept, self._stored = FILE, dict(self.answers)
        self.message = f"The file that could not be read is now {aside}; a new {FILE} was begun." if aside else ""


def place(key, things):
    """The place among `things` that `key` writes, as "0" writes 0; None where it writes none."""
    return {str(number): number for number in range(len(things))}.get(key)
