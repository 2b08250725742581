"""What a wheel holds: the package, and the lessons as its folder `notebooks`, although they lie beside it here."""

from pathlib import Path

from setuptools import find_packages, setup

LESSONS = "cnnlab.notebooks"
# Not there where only the package is packed: JupyterLite has the lessons as files of its own.
lessons = {LESSONS: "notebooks"} if (Path(__file__).parent / "notebooks").exists() else {}

setup(
    packages=[*find_packages(include=["cnnlab*"]), *lessons],
    package_dir=lessons,
    package_data={
        "cnnlab": ["*.mplstyle", "*.json", "wasm/product.so"],
        "cnnlab.heart": ["heartbeat.npz", "README.md"],
        "cnnlab.mnist": ["mnist.npz", "README.md"],
        "cnnlab.nn": ["lenet.npz"],
        "cnnlab.photo": ["photo.npz", "README.md"],
        "cnnlab.widgets": ["**/*.js", "**/*.css", "**/*.html"],
        LESSONS: ["*.ipynb", "*.md", "*.json", "questions/*.json", "images/*.png", "weights/*.npz"],
    },
)
