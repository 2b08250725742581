"""HandIn: a learner sees what is kept of them, saves it as a file under a name, or deletes it."""

from pathlib import Path

import traitlets

import cnnlab
from cnnlab.record import FILE, Store, is_copy
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.hand_in.words import told
from cnnlab.widgets.widget import Widget, style_text

HERE = Path(__file__).parent
NOT_READ = f"{FILE} cannot be read, so nothing of it is shown. It is left as it is until the next answer."
NO_COPY = (
    "This folder is no student's copy of the lessons, so only questions and claims are kept here. "
    "A copy is made by: python -m cnnlab lessons my_lessons"
)


class HandIn(Widget):
    """Show what is kept of a learner's work, and give the file to hand in: under a name or a code, as readable JSON.

    folder: where cnnlab_answers.json lies, by default where Python was started. The page makes the file, and the
    learner saves it: nothing leaves the machine by itself. `record` is what the file will hold, `who` what the learner
    has typed. The learner can delete the record, after being asked once. Without a page, `record.hand_in` writes the
    same file.
    """

    _esm = bundle(HERE / "view.js")
    _css = style_text(HERE / "style.css")

    record = traitlets.Dict(read_only=True).tag(sync=True)
    told = traitlets.List(read_only=True).tag(sync=True)  # the record in words: {"title", "lines"} of each lesson
    about = traitlets.Dict(read_only=True).tag(sync=True)
    who = traitlets.Unicode("").tag(sync=True)
    looked = traitlets.Int(0).tag(sync=True)  # how often the page has asked for the record as it is now
    deleted = traitlets.Int(0).tag(sync=True)  # how often it has asked to delete it

    def __init__(self, folder=None):
        self._folder = Path.cwd() / Path(folder or "")
        about = {"file": FILE, "cnnlab": cnnlab.__version__, "note": "" if is_copy(self._folder) else NO_COPY}
        self.set_trait("about", about)
        super().__init__()
        self._look()

    @traitlets.observe("looked")
    def _look_again(self, change):
        self._look()

    def _look(self):
        try:
            record, self.message = Store(self._folder).read_all(), ""
        except (ValueError, OSError):
            record, self.message = {}, NOT_READ
        with self.hold_sync():
            self.set_trait("record", record)
            self.set_trait("told", told(record))

    @traitlets.observe("deleted")
    def _delete(self, change):
        try:
            Store(self._folder).clear()
        except OSError as error:
            self.message = f"Your answers cannot be deleted: {error.strerror or type(error).__name__}."
            return
        self._look()

    def __repr__(self):
        lines = ["HandIn: what is kept of your work (run this cell to save it as a file)"]
        for part in self.told:
            lines += ["", part["title"], *(f"- {line}" for line in part["lines"])]
        return "\n".join(lines if self.told else [*lines, "", "Nothing yet."])
