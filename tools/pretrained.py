"""`python -m tools.pretrained [EPOCHS]`: the weights of `nn.lenet(pretrained=True)`, trained to read anybody's digits.

It learns from 55,000 of MNIST's training digits, each time in another hand: turned, slanted, wider or narrower, with
another pen, scanned more coarsely, not quite in the middle. What works was chosen on the other 5,000, and on digits
that `draw_digits` makes up, from which it learns nothing. The test set scores once, at the end.
"""

import sys

import numpy as np
from PIL import Image

from cnnlab import checkpoint, data, nn, optim, training
from cnnlab.drawings import center_digit, draw_digits, draw_strokes
from tools.places import ROOT

WEIGHTS = ROOT / "cnnlab" / "nn" / "lenet.npz"
EPOCHS, BATCH, PEAK = 30, 128, 0.006  # 24 minutes beside other work; the one-cycle schedule's highest rate
LEARNED = 55_000
CAREFUL = 0.45  # how much less is changed in four of ten digits, so that it reads clean ones best
TRACE = 0.1  # less ink than this is paper
COARSEST, FINEST = 7, 20  # pixels of a scan's longer side


def another_hand(images, rng):
    """The digits (N, 1, 28, 28) as other people might have written and scanned them."""
    x, count = images[:, 0].copy(), len(images)
    freely = rng.random(count) < 0.6
    much = np.where(freely, 1, CAREFUL)
    with_pen = rng.random(count) < 0.6 * much
    x[with_pen] = other_pen(x[with_pen], rng)
    x = moved(x, *other_slant(much, rng))
    for place in np.flatnonzero(freely & (rng.random(count) < 0.5)):
        x[place] = scanned(x[place], int(rng.integers(COARSEST, FINEST + 1)))
    return x[:, None]


def other_pen(x, rng):
    """Strokes of another width and softness: blurred twice, and then all that is darker than a level is ink."""
    level, hardness = (rng.uniform(*ends, (len(x), 1, 1)).astype(np.float32) for ends in ((0.12, 0.55), (2.5, 6)))
    return np.clip((blurred(blurred(x)) - level) * hardness + 0.5, 0, 1)


def blurred(x):
    """The mean of each pixel and its neighbours, the nearer ones counting more."""
    wide = np.pad(x, ((0, 0), (1, 1), (1, 1)))
    rows = (wide[:, :-2] + 2 * wide[:, 1:-1] + wide[:, 2:]) / 4
    return (rows[:, :, :-2] + 2 * rows[:, :, 1:-1] + rows[:, :, 2:]) / 4


def other_slant(much, rng):
    """For each digit a matrix (2, 2) and a way (2,): from a pixel of the new image to where it lay in the old one."""
    turn, slant, size, width = (rng.normal(0, spread, len(much)) * much for spread in (0.13, 0.22, 0.1, 0.16))
    cos, sin = np.cos(turn), np.sin(turn)
    down = np.stack([cos, -sin], -1)
    across = np.stack([sin + slant * cos, cos - slant * sin], -1) * np.exp(width)[:, None]
    matrices = np.stack([down, across], 1) * np.exp(-size)[:, None, None]
    return matrices, rng.normal(0, 1, (len(much), 2)) * much[:, None]


def moved(x, matrices, ways):
    """Each image seen through its matrix, around the middle, and between four pixels their weighted mean."""
    count, side = len(x), x.shape[1]
    middle = (side - 1) / 2
    pixels = np.indices((side, side)).reshape(2, -1) - middle
    places = np.clip(matrices @ pixels + (middle + ways)[:, :, None] + 1, 0, side + 1)
    corner = np.minimum(places.astype(int), side)
    down, across = (places - corner).astype(np.float32).transpose(1, 0, 2)
    flat, line = np.pad(x, ((0, 0), (1, 1), (1, 1))).reshape(count, -1), side + 2
    first = corner[:, 0] * line + corner[:, 1]
    upper, lower = (
        np.take_along_axis(flat, first + row, 1) * (1 - across) + np.take_along_axis(flat, first + row + 1, 1) * across
        for row in (0, line)
    )
    return (upper * (1 - down) + lower * down).reshape(x.shape)


def scanned(image, side):
    """A digit scanned with `side` pixels on its longer side, and framed again as drawings are."""
    ink = image > TRACE
    if not ink.any():
        return image
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    crop = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.float32)
    height, width = (max(1, round(length * side / max(crop.shape))) for length in crop.shape)
    coarse = Image.fromarray(crop).resize((width, height), Image.Resampling.BOX)
    return center_digit(np.pad(np.array(coarse), 1))


def coarse(images):
    """The same digits, 8 pixels high before they are framed."""
    return np.stack([scanned(image[0], 8)[None] for image in images])


def drawn(count):
    """Made-up digits as a person draws them on the pad: (images, labels)."""
    drawings = draw_digits(count, rng=np.random.default_rng(3))
    images = [center_digit(draw_strokes(drawing.strokes, width=drawing.width))[None] for drawing in drawings]
    return np.stack(images), np.array([drawing.digit for drawing in drawings])


def trained(epochs):
    """The network after its training, and how it reads what it has not learned from: name -> share of right answers."""
    images, labels = data.load_mnist("train")
    learned, kept = ((images[part], labels[part]) for part in (slice(LEARNED), slice(LEARNED, None)))
    rng = np.random.default_rng(0)
    model = nn.lenet(rng=rng)
    optimizer = optim.Adam(model.parameters(), lr=PEAK)
    schedule = optim.OneCycle(optimizer, epochs * -(-LEARNED // BATCH), PEAK)
    options = {"epochs": epochs, "batch_size": BATCH, "schedule": schedule, "augment": another_hand}
    training.fit(model, optimizer, learned, kept, rng=rng, **options)
    made_up = drawn(1000)
    sets = {
        "validation digits": kept,
        "the same, 8 pixels high": (coarse(kept[0]), kept[1]),
        "made-up drawings": made_up,
        "those, 8 pixels high": (coarse(made_up[0]), made_up[1]),
        "test digits": data.load_mnist("test"),
    }
    return model, {name: training.evaluate(model, *examples).accuracy for name, examples in sets.items()}


def main(arguments):
    model, accuracies = trained(int(arguments[0]) if arguments else EPOCHS)
    for name, accuracy in accuracies.items():
        print(f"{accuracy:.2%} of {name}")
    about = (
        f"{LEARNED:,} of MNIST's training digits, changed into many hands, pens and scans.\n"
        f"It reads {accuracies['test digits']:.2%} of MNIST's 10,000 test digits."
    )
    checkpoint.write(WEIGHTS, {"kind": "model", "model": repr(model), "trained_on": about}, model.state_dict())
    print(f"{WEIGHTS}: {WEIGHTS.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
