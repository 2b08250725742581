"""PermutationGoggles: the same images straight, through one shuffle of their pixels, or each through its own."""

from pathlib import Path

import numpy as np
import traitlets

from cnnlab._arguments import as_array, as_generator, as_number, hint_of_channels
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.widget import Widget, style_text

HERE = Path(__file__).parent
# M12: what a seed repeats is the series of draws; the draws of one series still differ from one another.
CONDITIONS = {
    "straight": "Every pixel is where it belongs.",
    "one shuffle": (
        "One shuffle was drawn, once, and moves the pixels of every image alike: what lay at one place in two images "
        "lies at one place still."
    ),
    "new shuffle each": (
        "A shuffle was drawn anew for each image. A fixed seed does not make them one: it lets the whole series of "
        "draws be repeated, but within the series each draw differs from the last."
    ),
}
CHANGES = {"worse": "worse", "same": "about the same", "better": "better"}
SAME = 0.02  # a difference in accuracy that two trainings of one net could have as well
MOST = {"images": 12, "side": 32}  # beyond, pixels are too small to point at


class PermutationGoggles(Widget):
    """Put on goggles that shuffle pixels; follow a pixel through all images; guess what the shuffle does to each net.

    images (N, H, W) or (N, 1, H, W) from 0 (paper) to 1 (ink), N up to 12, H and W up to 32; labels (N,) whole
    numbers. order (H * W,): the one shuffle, `seen.flat[p] = image.flat[order[p]]`; drawn from `rng` if not given, as
    are the N shuffles of "new shuffle each". verdicts: {net: {condition: {"digits": (N,) its answers to the images
    as `seen` in that condition, "accuracy": its part of right answers on the whole test, 0 to 1}}} for all of
    "straight", "one shuffle" and "new shuffle each"; it may be set later. Before a net's accuracy behind a shuffle
    is shown, the learner predicts it: `predictions` is {condition: {net: "worse" | "same" | "better"}}.
    Raises ValueError or TypeError, naming the values, for anything else.
    """

    _esm = bundle(HERE / "view.js")
    _css = style_text(HERE / "style.css")

    pixels = traitlets.List().tag(sync=True)  # of each image, 0 to 255, row by row
    size = traitlets.List().tag(sync=True)
    labels = traitlets.List().tag(sync=True)
    orders = traitlets.Dict().tag(sync=True)  # one for all images, or one for each
    about = traitlets.Dict(CONDITIONS).tag(sync=True)
    answers = traitlets.Dict(CHANGES).tag(sync=True)
    verdicts = traitlets.Dict().tag(sync=True)
    changes = traitlets.Dict().tag(sync=True)
    condition = traitlets.Enum(list(CONDITIONS), "straight").tag(sync=True)
    predictions = traitlets.Dict().tag(sync=True)

    def __init__(self, images, labels, *, order=None, verdicts=None, rng):
        self._images, rng = _as_images(images), as_generator(rng)
        count, places = len(self._images), self._images[0].size
        one = rng.permutation(places) if order is None else _as_order(order, places)
        each = rng.permuted(np.tile(np.arange(places), (count, 1)), axis=1)
        labels = _as_digits("labels", labels, count)
        super().__init__(
            pixels=np.rint(self._images.reshape(count, -1) * 255).astype(int).tolist(),
            size=list(self._images.shape[-2:]),
            labels=labels,
            orders={"one shuffle": [one.tolist()], "new shuffle each": each.tolist()},
            verdicts=_as_verdicts({} if verdicts is None else verdicts, count),
        )

    def seen(self, condition):
        """The images as these goggles show them in a condition: the shape of `images`."""
        if condition not in CONDITIONS:
            raise ValueError(f"condition must be one of {', '.join(CONDITIONS)}, got {condition!r}")
        if condition == "straight":
            return self._images.copy()
        orders, flat = np.array(self.orders[condition]), self._images.reshape(len(self._images), -1)
        return np.take_along_axis(flat, np.broadcast_to(orders, flat.shape), 1).reshape(self._images.shape)

    @traitlets.validate("verdicts")
    def _whole_verdicts(self, proposal):
        try:
            return _as_verdicts(proposal.value, len(self._images))
        except (ValueError, TypeError) as error:
            raise traitlets.TraitError(str(error)) from None

    @traitlets.observe("verdicts")
    def _compare(self, change):
        """How each net changes behind each shuffle; predictions for other nets than these are forgotten."""
        with self.hold_sync():
            self.changes = {name: _changes(conditions) for name, conditions in self.verdicts.items()}
            known = {c: guesses for c, guesses in self.predictions.items() if guesses.keys() == self.verdicts.keys()}
            self.predictions = known

    @traitlets.validate("predictions")
    def _predictions_of_these_nets(self, proposal):
        for condition, guesses in proposal.value.items():
            whole = isinstance(guesses, dict) and guesses.keys() == self.verdicts.keys()
            if condition not in self.orders or not whole or not all(g in list(CHANGES) for g in guesses.values()):
                raise traitlets.TraitError(f"predictions[{condition!r}] cannot be {guesses!r}")
        return proposal.value

    def __repr__(self):
        rows, columns = self.size
        nets = f"; nets: {', '.join(self.verdicts)}" if self.verdicts else ""
        return f"PermutationGoggles({len(self.labels)} images of {rows} x {columns}, seen {self.condition}{nets})"


def _as_images(images):
    images = as_array("images", images, "an array of images of one size, and must hold numbers")
    shape, side = images.shape, MOST["side"]
    if images.ndim not in (3, 4) or (images.ndim == 4 and shape[1] != 1):
        raise ValueError(
            f"images must have shape (N, H, W) or (N, 1, H, W), got {shape}{hint_of_channels('images', shape)}"
        )
    if not (1 <= len(images) <= MOST["images"] and all(1 <= n <= side for n in shape[-2:])):
        raise ValueError(f"there may be 1 to {MOST['images']} images of up to {side} x {side}, got shape {shape}")
    if not ((images >= 0) & (images <= 1)).all():
        raise ValueError(f"images must lie from 0 to 1, got {images.min()} to {images.max()}")
    return images


def _as_order(order, places):
    order = as_array("order", order, "a list of places")
    if order.shape != (places,) or order.dtype.kind not in "ui" or not np.array_equal(np.sort(order), range(places)):
        raise ValueError(
            f"order must hold each of 0 to {places - 1} once, as rng.permutation({places}) does, got {order!r}"
        )
    return order


def _as_digits(name, digits, count):
    digits = as_array(name, digits, "a list of whole numbers")
    if digits.shape != (count,):
        raise ValueError(f"{name} must be {count} numbers, one for each image, got shape {digits.shape}")
    if digits.dtype.kind not in "ui":
        raise TypeError(f"{name} must be whole numbers, got {digits.dtype}")
    return digits.tolist()


def _as_verdicts(verdicts, count):
    """Plain dicts, lists and numbers, as the browser takes them."""
    _check_keys("verdicts", verdicts)
    for name, conditions in verdicts.items():
        _check_keys(f"verdicts[{name!r}]", conditions, list(CONDITIONS))
        for condition, verdict in conditions.items():
            _check_keys(f"verdicts[{name!r}][{condition!r}]", verdict, ["digits", "accuracy"])
    return {
        name: {c: _as_verdict(f"verdicts[{name!r}][{c!r}]", conditions[c], count) for c in CONDITIONS}
        for name, conditions in verdicts.items()
    }


def _as_verdict(where, verdict, count):
    return {
        "digits": _as_digits(f"{where}['digits']", verdict["digits"], count),
        "accuracy": as_number(f"{where}['accuracy']", verdict["accuracy"], 0, 1),
    }


def _check_keys(where, thing, wanted=None):
    """Refuse what is not a dict with text for keys, or with exactly the `wanted` ones."""
    if not isinstance(thing, dict):
        raise TypeError(f"{where} must be a dict, got {type(thing).__name__}")
    if not all(isinstance(key, str) and key.strip() for key in thing):
        raise TypeError(f"the keys of {where} must be text, got {list(thing)!r}")
    if wanted is not None and thing.keys() != set(wanted):
        raise ValueError(f"{where} must have {', '.join(wanted)}, got {', '.join(thing) or 'nothing'}")


def _changes(conditions):
    """For each condition but "straight": whether the accuracy is worse, the same (within SAME), or better."""
    before = conditions["straight"]["accuracy"]
    gains = {c: verdict["accuracy"] - before for c, verdict in conditions.items() if c != "straight"}
    return {c: "same" if abs(gain) < SAME else "better" if gain > 0 else "worse" for c, gain in gains.items()}
