"""Which code a class needn't see on a wall."""

import nbformat
import pytest

pytest.importorskip("latex2mathml", reason="the extra `slides` is not installed")

from tools.slides.machinery import is_machinery, without_machinery

HIDDEN = [
    "import numpy as np\n\nfrom cnnlab import viz",
    "digits, labels = data.load_mnist('test')\nfour = digits[4:5]",
    "net = nn.lenet(pretrained=True)\nDrawPad(net)",
    "axes = viz.show_way(four[0], F.softmax(net(four))[0], lit='pooling')",
    "titles = ['before', 'after']\naxes = viz.show_images([before[8], after], titles, width=2.4)",
    "ConvStepper([[4, 1], [1, 1]], [[3, 2]], predict=True)",
    "Quiz.from_file('questions/00.json')",
    "goggles",
    "results = {name: network.result for name, network in networks.items()}\nax = viz.plot_comparison(results)",
    "found = {'straight': plain['dense'].result, 'behind': behind}\nax = viz.plot_comparison(found, title='Wrong')",
    "ConvStepper(four[0, 0].round(2), data.KERNELS['vertical edge'])",
    "DenseToConv(5, 2, kernel=kernel, image=image, rng=np.random.default_rng(0))",
    "image = [[0, 0, 1]] * 5\nkernel = np.array([[-1, 1]])\nConvStepper(image, kernel)",
    "axes = viz.show_images(list(steps.values()), ['stride 1', 'stride 2'], signed=True)",
    "scores = F.softmax(net(digits[4:5]))[0]\naxes = viz.show_way(four, scores, lit=['pooling'])",
    "four = test[0][4:5]\naxes = viz.show_way(four[0], F.softmax(networks['A'].model(four))[0])",
]
SEEN = [
    "image = np.array([[0, 1], [1, 3]])",
    "bias = -9",
    "moved = np.roll(stroke, 2, axis=1)\nprint('now it says', (moved * detector).sum())",
    "axes = viz.show_images(F.conv2d(photo[None], red_not_blue)[0])",
    "def conv2d(image, kernel):\n    raise NotImplementedError",
    "check.conv2d(conv2d)",
    "image = np.array([[0, 1]])\naxes = viz.show_image(image)",
    "image = np.array([[0, 1]]) + shift\nConvStepper(image, kernel)",
    "p = F.softmax(F.conv2d(image, kernel))",
    "whole = np.rint(255 * digits)\nConvStepper(whole.round(), kernel)",
    "networks = trials.train_each(makers, train, test)",
    "for k in range(3):\n    axes = viz.show_image(maps[k])",
    "sums = hidden @ inputs",
    "walkers = {'right': lambda gradient: gradient}",
    "shares = {name: training.evaluate(net, *test) for name, net in nets.items()}",
    "named = {bug_zoo.reveal(name): results[name] for name in results}",
    "%timeit f(x)",
]


@pytest.mark.parametrize("source", HIDDEN)
def test_what_only_imports_loads_and_shows_is_machinery(source):
    assert is_machinery(source)


@pytest.mark.parametrize("source", SEEN)
def test_what_computes_or_asks_is_seen(source):
    assert not is_machinery(source)


def test_of_machinery_the_result_is_left_and_of_a_bar_nothing():
    def cell(source, *texts):
        outputs = [nbformat.v4.new_output("display_data", {"text/plain": text}) for text in texts]
        return nbformat.v4.new_code_cell(source, outputs=outputs)

    cells = [cell("import numpy"), cell("goggles", "seen"), cell("train()", "100%|███| 3/3", "done"), cell("x = 1")]
    cells.insert(1, cell("check.f(f)", "Not attempted yet. Write the body of f."))
    notebook = nbformat.v4.new_notebook(cells=cells)
    without_machinery(notebook)
    found = [(c.source, bool(c.metadata.get("machinery")), [o.data["text/plain"] for o in c.outputs]) for c in cells]
    assert [cell.source for cell in notebook.cells] == ["goggles", "train()", "x = 1"]
    assert found[2:] == [("goggles", True, ["seen"]), ("train()", False, ["done"]), ("x = 1", False, [])]
