"""The front page: something to do at once, and the way into the lessons."""

from pathlib import Path

import numpy as np

from cnnlab import data, nn, optim, training
from cnnlab.widgets import DrawPad

TEXT = (Path(__file__).parent / "front.md").read_text(encoding="utf-8")


def front_page(names, parts):
    """The page's text, with a pad that reads digits, and the way to the lessons of these names."""
    model = reader()
    pad = parts.take_one("index", DrawPad(model))
    count = sum(parameter.data.size for parameter in model.parameters())
    return TEXT.replace("@@COUNT@@", f"{count:,}").replace("@@PAD@@", pad).replace("@@LESSONS@@", "\n".join(names))


def reader():
    """A network that reads digits: `lenet`, trained on all of MNIST for about ten seconds."""
    rng = np.random.default_rng(0)
    model = nn.lenet(rng=rng)
    optimizer = optim.Adam(model.parameters(), lr=0.002)
    training.fit(model, optimizer, data.load_mnist("train"), epochs=4, batch_size=128, rng=rng)
    return model
