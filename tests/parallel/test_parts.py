"""A part of a batch, computed by a replica of the model."""

import numpy as np
from trainee import X, Y, network

from cnnlab.parallel.parts import Replicas, split


def test_numpys_own_settings_are_as_they_were_after_a_part():
    before = np.getbufsize(), np.geterr()
    replicas, [part] = Replicas(network()), split(len(X), len(X), [0, 0])
    replicas.prepare(1)
    replicas.compute(part, X, Y)
    assert (np.getbufsize(), np.geterr()) == before
