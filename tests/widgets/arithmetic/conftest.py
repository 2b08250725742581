"""How many random settings the widgets' arithmetic is compared on: `--fuzz 20000 --fuzz-seed 7`."""

import numpy as np
import pytest


@pytest.fixture
def rounds(request):
    """A random generator for each of the settings; the seed is printed where a test fails."""
    count, seed = request.config.getoption("--fuzz"), request.config.getoption("--fuzz-seed")
    seed = np.random.SeedSequence().entropy % 2**32 if seed is None else seed
    print(f"--fuzz {count} --fuzz-seed {seed}")
    return [np.random.default_rng([seed, number]) for number in range(count)]
