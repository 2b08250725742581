"""Files are opened with an encoding: what a machine takes for granted is not the same everywhere."""

from structure.tree import INSIDE, run

FIRST_USES = """
import importlib, pathlib, tempfile, warnings
warnings.filterwarnings("error", category=EncodingWarning, module="cnnlab")  # others' modules are not ours to mend
for name in {names}:
    importlib.import_module(name)
import numpy as np
from cnnlab import check, checkpoint, data, nn, viz, widgets

data.load_mnist("test"), data.load_photo()
viz.show_images(np.zeros((2, 1, 3, 3)))
check.count_inputs(lambda rows, columns, channels=1: rows * columns * channels)
with tempfile.TemporaryDirectory() as folder:
    widgets.ConvStepper([[1, 2], [3, 4]], [[1]]).to_html(pathlib.Path(folder) / "page.html")
    claims = [{{"claim": "2 is even.", "verdict": "true", "why": "It is 2 times 1."}}]
    for _ in range(2):  # the second finds what the first has kept
        widgets.Claims(claims, name="even", folder=folder).answers = {{"0": "true"}}
    model = nn.lenet(rng=np.random.default_rng(0))
    checkpoint.save(pathlib.Path(folder) / "model", model)
    checkpoint.load(pathlib.Path(folder) / "model", model)
print("silent")
"""


def test_nothing_is_opened_without_an_encoding():
    assert run(FIRST_USES.format(names=INSIDE), "-X", "warn_default_encoding")[-1] == "silent"
