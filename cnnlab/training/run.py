"""A training run: what it is made of, where it stands, and what has happened in it."""

from dataclasses import dataclass, field, fields

import numpy as np


@dataclass
class History:
    """What happened in training. Per step: loss, correct (right answers), lr. Per epoch: the others; seconds add up.

    interrupted: whether it was stopped before its end. train_loss and train_accuracy are means over the epoch's
    batches, measured while the weights were changing.
    """

    loss: list = field(default_factory=list)
    correct: list = field(default_factory=list)
    lr: list = field(default_factory=list)
    train_loss: list = field(default_factory=list)
    train_accuracy: list = field(default_factory=list)
    valid_loss: list = field(default_factory=list)
    valid_accuracy: list = field(default_factory=list)
    seconds: list = field(default_factory=list)
    interrupted: bool = False

    def series(self):
        """Every list by its name."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "interrupted"}

    def __repr__(self):
        text = f"History: {len(self.loss)} steps, {len(self.train_loss)} epochs"
        for name, accuracy in (("training", self.train_accuracy), ("validation", self.valid_accuracy)):
            text += f", {name} accuracy {accuracy[-1]:.2%}" if accuracy else ""
        return text + (", interrupted" if self.interrupted else "")


@dataclass
class Run:
    """A training run, as callbacks see it: they are called with it after every step, and may call `stop`."""

    model: object
    optimizer: object
    schedule: object
    history: History
    epochs: int
    batch_size: int
    micro_batch: int
    examples: int
    seed: int
    order: np.ndarray | None = None  # of the examples, in the current epoch
    stopped: bool = False

    @property
    def steps_per_epoch(self):
        return -(-self.examples // self.batch_size)

    @property
    def total_steps(self):
        return self.epochs * self.steps_per_epoch

    @property
    def step(self):
        """How many steps have been made, over all epochs."""
        return len(self.history.loss)

    @property
    def epoch_ended(self):
        """Whether the step just made was the last of its epoch."""
        return self.step % self.steps_per_epoch == 0

    def stop(self):
        """End the training after the current step."""
        self.stopped = True
