"""What is common to the widgets that ask for a number before they show it: the record keeps what became of it."""

import re

import traitlets

from cnnlab._arguments import as_text
from cnnlab.record import PREDICTED, keep_prediction
from cnnlab.widgets.widget import Widget

MISCONCEPTION = re.compile(r"\((M\d+)\)")  # in what the page said


class Predicting(Widget):
    """A widget whose page judges predictions, and tells Python of each; those of a widget with a name are kept."""

    predict = traitlets.Bool(False).tag(sync=True)

    def __init__(self, name=None, **traits):
        self._name = None if name is None else as_text("name", name)
        super().__init__(**traits)
        self.on_msg(self._hear)

    def _hear(self, widget, content, buffers):
        """Keep a prediction. Where that cannot be done it is lost: the learner has other things to think of."""
        if self._name is not None and content.get("predicted") in PREDICTED:
            betrayed = MISCONCEPTION.search(str(content.get("verdict")))
            keep_prediction(self._name, content["predicted"], betrayed and betrayed[1])
