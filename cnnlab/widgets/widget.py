"""What all widgets share: a style in two themes, a state of named traits, and a page without Jupyter."""

import json
import re
from html import escape
from pathlib import Path

import anywidget
import traitlets

from cnnlab._browser import IN_BROWSER, listen
from cnnlab._files import write_text
from cnnlab.widgets.bundle import bundle

HERE = Path(__file__).parent
PALETTE = HERE.parent / "palette.json"
PLACE = re.compile("@@([A-Z]+)@@")  # in host.html, where a part of a page goes


def style_text(*sheets):
    """The shared style sheet and `sheets`, behind the palette's colours as CSS variables for both themes.

    Paper is white in both themes, and so what is marked on it has the light theme's colour: `--cl-on-paper`.
    """
    palette = json.loads(PALETTE.read_text(encoding="utf-8"))
    on_paper = {"on-paper": palette["light"]["highlight"]}

    def rule(selector, colours):
        return f"{selector}{{{''.join(f'--cl-{meaning}:{colour};' for meaning, colour in colours.items())}}}"

    texts = [sheet.read_text(encoding="utf-8") for sheet in (HERE / "widget.css", *sheets)]
    dark = rule('.cnnlab[data-theme="dark"]', palette["dark"])  # shared/theme.js looks around the widget and says it
    return "\n".join([rule(".cnnlab", palette["light"] | on_paper), dark, *texts])


def sentence(error):
    """What an error says, as a sentence for the learner."""
    text = str(error) or type(error).__name__
    return f"{text[:1].upper()}{text[1:]}."


def as_json(value):
    """`value` with null in place of what JSON has no word for: NaN and the infinities."""
    try:
        json.dumps(value, allow_nan=False)
    except TypeError:  # bytes, which travel beside the JSON
        return value
    except ValueError:
        return json.loads(json.dumps(value), parse_constant=lambda word: None)
    return value


def script_text(value):
    """`value` as JSON for an element of a page: nothing in it can end that element, or begin another."""
    return json.dumps(value, allow_nan=False).replace("<", "\\u003c")


class Widget(anywidget.AnyWidget):
    """A widget whose whole state is named traits; `message` is a sentence about settings that do not fit, or empty."""

    _css = style_text()
    _ears = None  # Python's end of a browser's channel, where it runs in one
    message = traitlets.Unicode("").tag(sync=True)
    _asked = traitlets.Int(0).tag(sync=True)  # counts what a page has chosen
    _channel = traitlets.Unicode("").tag(sync=True)  # the browser's channel on which this widget listens, if it does
    _heard = traitlets.Int(0).tag(sync=True)  # how many of these were taken, and all that follows from them was sent

    def set_state(self, sync_data):
        """Take what a page has chosen, and then tell it that this is done."""
        super().set_state(sync_data)
        if "_asked" in sync_data:
            self._heard = self._asked

    @traitlets.observe("comm")
    def _answer_where_asked(self, change):
        """Let a message be handled by the thread that the page sends it to: a second one, where there is one.

        ipykernel 7.4 hands it to the thread that last wrote to the widget instead, which may be busy with a cell.
        """
        if hasattr(change.new, "_reply_subshell_for"):
            change.new._reply_subshell_for = lambda data, subshell: subshell

    @traitlets.observe("comm")
    def _listen_where_it_runs_in_a_browser(self, change):
        """Let a page be heard there while a cell runs, when Jupyter's messages wait."""
        if self._ears:  # a widget that is closed needs no ears
            self._ears.close()
        if IN_BROWSER and change.new:
            self._ears = listen(f"cnnlab-{self.model_id}", self._hear_channel)
            self._channel = self._ears.name

    def _hear_channel(self, text):
        said = json.loads(text)
        if "state" in said:
            self.set_state(said["state"])
        else:
            self._handle_custom_msg(said["content"], [])

    def say(self, error):
        """Show what an error says, in place of a traceback that nobody would see."""
        self.message = sentence(error)

    def state(self):
        """The named traits as plain JSON values: all that the browser needs."""
        own = [name for name in self.trait_names(sync=True) if not name.startswith("_")]
        shared = [name for name in own if name not in ("layout", "tabbable", "tooltip", "comm")]
        return {name: as_json(getattr(self, name)) for name in shared}

    @staticmethod
    def _trait_to_json(value, widget):
        """How ipywidgets sends a trait: a message with NaN in it would reach no browser."""
        return as_json(value)

    def _repr_mimebundle_(self, **options):
        """All of the text for pages without JavaScript: some versions of anywidget cut it after a line."""
        bundle = super()._repr_mimebundle_(**options)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        if data:
            data["text/plain"] = repr(self)
        return bundle

    def to_html(self, path, title=None):
        """Write one self-contained page that shows the widget without Jupyter and without a network.

        The page computes what it shows, so all of it can be changed there; what needs Python (training, a model of
        one's own) says so.
        """
        page = (HERE / "page" / "host.html").read_text(encoding="utf-8")
        parts = {
            "TITLE": escape(str(title or type(self).__name__)).encode("utf-8", "replace").decode("utf-8"),
            "CSS": self._css,
            "HOST": bundle(HERE / "page" / "host.js"),
            "STATE": script_text(self.state()),
            "ESM": script_text(str(self._esm)),
        }
        write_text(path, PLACE.sub(lambda place: parts[place[1]], page))  # at once: what is filled in is not read again
