"""PermutationGoggles: the same images straight, through one shuffle of their pixels, or each through its own."""

from cnnlab.widgets.permutation_goggles.widget import PermutationGoggles

__all__ = ["PermutationGoggles"]
