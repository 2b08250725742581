"""The book: every lesson runs, and becomes a page on which its widgets live; Sphinx does the rest."""

import copy
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
from tqdm import tqdm

from cnnlab.widgets.bundle import bundle
from tools.collect.key import answer_key
from tools.collect.page import class_page
from tools.live import run
from tools.places import NOTEBOOKS
from tools.site.front import front_page
from tools.site.lean import make_lean
from tools.site.lessons import page_of, run_button
from tools.site.lite import build_lite
from tools.site.widgets import Parts
from tools.slides.deck import page_text

HERE = Path(__file__).parent
BESIDES = ("GLOSSARY.md", "TEACHING.md")
COLLECT = """

<p><a href="collect.html">Read your class's hand-ins</a>: a page that makes a table of the files that you drop on it,
and sends them nowhere.</p>

"""
AT_ONCE = 2  # lessons that run: each takes two threads where it trains


def build(paths, site, pyodide=None):
    """Run these notebooks, and write the site to the folder `site`, at once and as a whole.

    pyodide: where Python for browsers is; without it, the site is the book and the slides, and no lesson runs there.

    Lessons that are not among them become pages as they are, with pictures but without live widgets and slides. Raises
    OSError where there is no notebook, RuntimeError where a lesson or Sphinx fails, and leaves `site` as it was.
    """
    paths = [Path(path).resolve() for path in paths]
    others = sorted(set(NOTEBOOKS.glob("*.ipynb")) - set(paths))
    site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=site.parent, prefix=".site") as name:
        source, pages = Path(name) / "source", Path(name) / "pages"
        lessons = dict(zip(paths, ran(paths), strict=True))
        write_slides(source / "extra" / "slides", lessons)
        lessons |= {path: nbformat.read(path, as_version=4) for path in others}
        write_source(source, lessons, runs=pyodide is not None)
        sphinx(source, pages)
        make_lean(pages)
        if pyodide:
            build_lite(pages / "lite", pyodide)
        replace(site, pages, Path(name) / "earlier")


def ran(paths):
    """Each notebook with the outputs of this run, some of them at a time."""
    with ProcessPoolExecutor(AT_ONCE, initializer=leave_the_terminal) as pool:
        found = pool.map(run_one, paths)
        try:
            return list(tqdm(found, total=len(paths), desc="running the lessons", unit=" lessons"))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in multiprocessing.active_children():
                worker.kill()  # else each ends its lesson first, and begins the one that lies ready; kernels follow it
            raise


def leave_the_terminal():
    """Its Ctrl-C is for the first process alone, which says one sentence: every other would show where it was."""
    if hasattr(os, "setsid"):  # on Windows there is no such thing
        os.setsid()


def run_one(path):
    """The notebook with its outputs; a failure names the lesson, the cell and the error."""
    try:
        return run(path)
    except RuntimeError as error:
        raise RuntimeError(f"{path.name} does not run:\n\n{error}") from error


def write_slides(folder, lessons):
    """The slides of each lesson, by its path, that has run."""
    folder.mkdir(parents=True)
    for path, notebook in lessons.items():
        text = page_text(copy.deepcopy(notebook), path)  # which takes the widgets out
        (folder / f"{path.stem}.slides.html").write_text(text, encoding="utf-8")


def write_source(source, lessons, runs):
    """What Sphinx reads: its settings, a notebook for each page, and what all pages share."""
    shutil.copytree(HERE / "source", source, dirs_exist_ok=True)
    (source / "static" / "mount.js").write_text(bundle(HERE / "mount.js"), encoding="utf-8")
    parts = Parts(source / "static" / "widgets")
    for path, notebook in lessons.items():
        page = page_of(notebook, path.stem, parts)
        if runs and path.parent == NOTEBOOKS:  # others are not in JupyterLite
            page.cells.insert(1, run_button(path.name))
        nbformat.write(page, source / path.name)
    for name in BESIDES:
        shutil.copy(NOTEBOOKS / name, source)
    add_collect(source)
    shutil.copytree(NOTEBOOKS / "images", source / "extra" / "images")
    (source / "index.md").write_text(front_page(sorted(path.stem for path in lessons), parts), encoding="utf-8")
    (source / "parts.json").write_text(json.dumps(parts.pages), encoding="utf-8")


def add_collect(source):
    """The page that reads hand-ins, and the way to it below the heading of the page for teachers."""
    (source / "extra" / "collect.html").write_text(class_page(answer_key(), home="TEACHING.html"), encoding="utf-8")
    teaching = source / "TEACHING.md"
    heading, text = teaching.read_text(encoding="utf-8").split("\n\n", 1)
    teaching.write_text(heading + COLLECT + text, encoding="utf-8")


def sphinx(source, pages):
    """Let Sphinx write the pages; its warnings are errors, for a link that leads nowhere is one."""
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-W", "--keep-going", source, pages]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"Sphinx says:\n\n{done.stderr}")


def replace(site, pages, earlier):
    """Put the new pages in the place of the earlier ones."""
    if site.exists():
        site.rename(earlier)
    pages.rename(site)
