"""What a screen reader hears of a walk that plays: every few seconds what matters; at its end the whole sentence."""

import numpy as np
import pytest
from widgets.stepper.reading import button, say

from cnnlab.widgets import ConvStepper, PoolStepper, TapeStepper

GRID = np.arange(100).reshape(10, 10)
WIDGETS = {
    "conv": lambda: ConvStepper(GRID, [[1, -1], [2, 0]]),
    "conv back": lambda: ConvStepper(GRID, [[1, -1], [2, 0]], direction="backward"),
    "pool": lambda: PoolStepper(GRID, stride=1),
    "tape": lambda: TapeStepper(np.arange(60), [1, -1]),
}
LISTEN = """() => {
    const live = [...document.querySelectorAll('[aria-live], [role=status], [role=alert]')];
    window.heard = [];
    for (const region of live)
        new MutationObserver(() => heard.push(region.textContent))
            .observe(region, { childList: true, characterData: true, subtree: true });
}"""


@pytest.mark.parametrize("kind", WIDGETS)
@pytest.mark.parametrize("speed", ["1", "4", "30"])
def test_a_walk_that_plays_is_not_read_out_step_by_step(clock, open_page, kind, speed):
    page = open_page(WIDGETS[kind]())
    page.get_by_label("speed").select_option(speed)
    button(page, "Play").click()
    page.evaluate(LISTEN)
    clock.run_for(1500)  # the slowest: still at the second of many steps
    if speed != "30":
        clock.run_for(6500)
    words = " ".join(page.evaluate("() => heard")).split()
    assert len(words) <= 20, words
    assert words[:1] == (["Step"] if speed != "30" else [])


def test_where_it_halts_the_whole_sentence_is_read(clock, open_page):
    page = open_page(WIDGETS["conv"]())
    button(page, "Play").click()
    clock.run_for(3000)
    button(page, "Pause").click()
    assert page.locator("[aria-live]").last.text_content() == say(page)
