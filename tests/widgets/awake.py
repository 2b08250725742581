"""A page whose widget takes it that Python answers: what a learner changes is in the model, and nothing comes back."""


class Awake:
    """A widget for `open_page`."""

    def __init__(self, widget):
        self.widget = widget

    def to_html(self, path):
        self.widget.to_html(path)
        text = path.read_text(encoding="utf-8")
        assert text.count("has_python: false") == 1
        path.write_text(text.replace("has_python: false", "has_python: true"), encoding="utf-8")
