"""What ShiftExplorer shows of a shift, as plain values. The page computes the same."""

from cnnlab.trace import moved


def walk(image, kernel, shift, pool, mode):
    """The image, its map and its pooled map after a shift, the latter two also before it, and what became of them."""
    found = moved(image, kernel, shift, pool, mode)
    before, after = zip(found.image, found.map, found.pooled, strict=True)
    return {
        **{name: array.tolist() for name, array in zip(("image", "map", "pooled"), after, strict=True)},
        "before": {name: array.tolist() for name, array in zip(("map", "pooled"), before[1:], strict=True)},
        "same": found.same,
        "whole": None if found.whole is None else list(found.whole),
        "whole_same": found.whole_same,
        "stayed": found.stayed.tolist(),
        "changes": found.changes,
    }
