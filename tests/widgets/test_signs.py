"""Below zero is blue, and in grey as light as orange: a number or a minus says it wherever a sign is to be seen."""

import numpy as np
from widgets.gallery import shown

VISIBLE = 0.04  # of the largest number: paler cells have no colour that could be mistaken

STROKES = "marks => marks.map(mark => (mark.getAttribute('d') ?? '').split('M').length - 1)"


def blue(numbers):
    numbers = np.asarray(numbers)
    return int((numbers < -VISIBLE * np.abs(numbers).max()).sum())


def test_a_map_without_numbers_has_a_minus_in_each_blue_cell(open_page):
    widget = shown("ConvStepper of a digit")
    page = open_page(widget)
    page.evaluate("step => cnnlab.model.set('step', step)", 575)
    minuses = page.get_by_role("application", name="Feature map").locator("path.cl-minus")
    assert minuses.evaluate_all(STROKES) == [blue(widget.walk["out"])]
    page.evaluate("step => cnnlab.model.set('step', step)", 0)
    assert sum(minuses.evaluate_all(STROKES)) <= 1


def test_so_have_the_kernels_of_a_training(open_page):
    monitor = shown("TrainingMonitor")
    page = open_page(monitor)
    counts = page.locator(".cl-kernels path").evaluate_all(STROKES)
    weights = monitor._run.model[0].weight.data
    assert sum(counts) == blue(np.clip(weights, -monitor.kernels["limit"], monitor.kernels["limit"]))


def test_so_have_the_kernels_of_a_time_machine_and_the_enlarged_map_of_a_net(open_page):
    page = open_page(shown("TimeMachine"))
    kernels = page.get_by_role("img", name="Kernel")
    assert kernels.count() == 8
    assert sum(kernels.locator("path").evaluate_all(STROKES)) > 10
    widget = shown("NetworkExplorer")
    page = open_page(widget)
    layer, channel, _, _ = widget.cell
    numbers = widget.numbers[layer]
    expected = int((numbers[channel] < -VISIBLE * np.abs(numbers).max()).sum())
    assert page.locator("figure").nth(1).locator("path.cl-minus").evaluate_all(STROKES) == [expected]
