"""What all widgets share: a style in two themes, a state of named traits, and a page without Jupyter."""

import json
from html import escape
from pathlib import Path

import anywidget
import traitlets

from cnnlab._files import write_text
from cnnlab.widgets.bundle import bundle

HERE = Path(__file__).parent
PALETTE = HERE.parent / "palette.json"


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
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."


class Widget(anywidget.AnyWidget):
    """A widget whose whole state is named traits; `message` is a sentence about settings that do not fit, or empty."""

    _css = style_text()
    message = traitlets.Unicode("").tag(sync=True)

    @traitlets.observe("comm")
    def _answer_where_asked(self, change):
        """Let a message be handled by the thread that the page sends it to: a second one, where there is one.

        ipykernel 7.4 hands it to the thread that last wrote to the widget instead, which may be busy with a cell.
        """
        if hasattr(change.new, "_reply_subshell_for"):
            change.new._reply_subshell_for = lambda data, subshell: subshell

    def say(self, error):
        """Show what an error says, in place of a traceback that nobody would see."""
        self.message = sentence(error)

    def state(self):
        """The named traits as plain JSON values: all that the browser needs."""
        own = [name for name in self.trait_names(sync=True) if not name.startswith("_")]
        return {name: getattr(self, name) for name in own if name not in ("layout", "tabbable", "tooltip", "comm")}

    def to_html(self, path, title=None):
        """Write one self-contained page that shows the widget without Jupyter and without a network.

        What Python computed is in the page, so it plays; what needs Python (new numbers, new settings) says so.
        """
        page = (HERE / "page" / "host.html").read_text(encoding="utf-8")
        parts = {
            "TITLE": escape(title or type(self).__name__),
            "CSS": self._css,
            "HOST": bundle(HERE / "page" / "host.js"),
            "STATE": json.dumps(self.state()).replace("</", "<\\/"),
            "ESM": json.dumps(str(self._esm)).replace("</", "<\\/"),
        }
        for name, text in parts.items():
            page = page.replace(f"@@{name}@@", text)
        write_text(path, page)
