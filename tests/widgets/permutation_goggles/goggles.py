"""Goggles to look through, and nets that answer."""

import numpy as np

from cnnlab import data
from cnnlab.widgets import PermutationGoggles

CONDITIONS = ["straight", "one shuffle", "new shuffle each"]


def goggles(count=4, **options):
    images, labels = data.load_mnist("test")
    return PermutationGoggles(images[:count], labels[:count], rng=np.random.default_rng(0), **options)


def verdicts(count=4):
    labels = data.load_mnist("test")[1][:count]
    wrong = ((labels + 1) % 10).tolist()
    of = {"straight": (labels.tolist(), 0.9), "one shuffle": (labels.tolist(), 0.895), "new shuffle each": (wrong, 0.2)}
    dense = {condition: {"digits": digits, "accuracy": accuracy} for condition, (digits, accuracy) in of.items()}
    cnn = {**dense, "one shuffle": {"digits": wrong, "accuracy": 0.8}}
    return {"dense net": dense, "CNN": cnn}
