"""What all pictures share: a palette that can be read, a style by name, and Matplotlib left as it was found."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from cnnlab import viz


def contrast(one, other):
    def luminance(colour):
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in mpl.colors.to_rgb(colour)]
        return np.dot(linear, [0.2126, 0.7152, 0.0722])

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("meaning", ["text", "muted", "input", "window", "output", "gradient", "highlight"])
def test_every_colour_of_the_palette_is_readable_as_text(theme, meaning):
    colours = viz.PALETTE[theme]
    assert contrast(colours[meaning], colours["background"]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_sign_has_a_colour_that_means_nothing_else(theme):
    colours = [*viz.PALETTE[theme].values()]
    assert [colours.count(viz.PALETTE[theme][sign]) for sign in ("positive", "negative")] == [1, 1]


def test_light_and_dark_give_the_same_meanings_a_colour():
    assert viz.PALETTE["light"].keys() == viz.PALETTE["dark"].keys()


def test_the_style_sheet_can_be_used_by_name():
    with plt.style.context("cnnlab.style"):
        assert not plt.rcParams["axes.spines.top"]
        lines = plt.rcParams["axes.prop_cycle"].by_key()["color"]
    assert lines == [viz.LIGHT[meaning] for meaning in ("window", "output", "gradient", "highlight", "input")]


def test_no_picture_changes_the_settings_of_matplotlib():
    before = dict(plt.rcParams)
    viz.show_images(np.zeros((2, 4, 4)))
    viz.plot_confusion(np.eye(2, dtype=int))
    assert dict(plt.rcParams) == before
