"""What the page computes of sizes, costs and whole stacks, against `arithmetic` and `plans`, on random settings."""

from widgets.arithmetic import random_settings as some
from widgets.in_node import outcome

from cnnlab.plans import KINDS, LIMITS, MOST_CHANNELS, MOST_LAYERS, MOST_PIXELS, Plan
from cnnlab.widgets.architecture_builder.widget import _as_dict
from cnnlab.widgets.shape_explorer import walk
from cnnlab.widgets.shape_explorer.widget import LIMITS as SLIDERS

PLAN_LIMITS = {
    "kinds": KINDS,
    "settings": LIMITS,
    "layers": MOST_LAYERS,
    "input": [MOST_CHANNELS, MOST_PIXELS, MOST_PIXELS],
}


def test_a_shape(in_node, rounds):
    for rng in rounds:
        settings = {name: int(rng.integers(low, high + 1)) for name, (low, high) in SLIDERS.items()}
        values = list(settings.values())
        said = outcome(in_node.ask, "shape", **settings)
        assert said == outcome(walk.walk, *values)
        assert "".join(text for text, _, _ in in_node.ask("formula", **settings)) == walk.filled_formula(*values)
        chosen = {name: settings[name] for name in ("kernel_size", "stride", "dilation")}
        assert outcome(in_node.ask, "same", **chosen, most=6) == outcome(walk.same_padding, *chosen.values(), most=6)


def test_a_stack(in_node, rounds):
    for rng in rounds:
        shape = [int(rng.integers(1, 4)), *(int(n) for n in rng.integers(1, 40, 2))]
        stack = some.layers(rng)
        if rng.random() < 0.1:
            shape[rng.integers(3)] = int(rng.choice([0, 2000]))
        if stack and rng.random() < 0.1:
            layer = stack[rng.integers(len(stack))]
            layer |= {name: int(rng.choice([0, 40_000])) for name in KINDS[layer["kind"]]}
        plan = outcome(Plan, shape, stack)
        expected = plan if isinstance(plan, str) else _as_dict(plan)
        assert outcome(in_node.ask, "plan", input_shape=shape, layers=stack, limits=PLAN_LIMITS) == expected


def test_a_stack_of_too_many_layers(in_node):
    stack = [{"kind": "ReLU"}] * (MOST_LAYERS + 1)
    said = outcome(in_node.ask, "plan", input_shape=[1, 5, 5], layers=stack, limits=PLAN_LIMITS)
    assert said == outcome(Plan, (1, 5, 5), stack)
    assert "at most" in said
