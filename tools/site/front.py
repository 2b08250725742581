"""The front page: something to do at once, and the way into the lessons."""

from pathlib import Path

from cnnlab import nn
from cnnlab.widgets import DrawPad

TEXT = (Path(__file__).parent / "front.md").read_text(encoding="utf-8")


def front_page(names, parts):
    """The page's text, with a pad that reads digits, and the way to the lessons of these names."""
    model = nn.lenet(pretrained=True)
    pad = parts.take_one("index", DrawPad(model))
    count = sum(parameter.data.size for parameter in model.parameters())
    return TEXT.replace("@@COUNT@@", f"{count:,}").replace("@@PAD@@", pad).replace("@@LESSONS@@", "\n".join(names))
