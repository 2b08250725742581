"""The front page: something to do at once, and the way into the lessons."""

from pathlib import Path

import numpy as np

from cnnlab import data, nn, optim, training
from cnnlab.widgets import DrawPad

TEXT = (Path(__file__).parent / "front.md").read_text(encoding="utf-8")


def front_page(titles, parts):
    """The page's text, with a pad that reads digits, and the lessons by their titles."""
    pad = parts.take_one("index", DrawPad(reader()))
    lessons = "\n".join(titles)
    return TEXT.replace("@@PAD@@", pad).replace("@@LESSONS@@", lessons)


def reader():
    """A network that reads digits: `lenet`, trained on all of MNIST for about ten seconds."""
    rng = np.random.default_rng(0)
    model = nn.lenet(rng=rng)
    optimizer = optim.Adam(model.parameters(), lr=0.002)
    training.fit(model, optimizer, data.load_mnist("train"), epochs=4, batch_size=128, rng=rng)
    return model
