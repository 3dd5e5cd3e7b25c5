"""The wizard's own tests again, inside the interpreter that the browser gets."""

import ast
import json
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest

from build_hooks.runtime import build_runtime
from build_hooks.runtime.interpreter import find_interpreter
from build_hooks.runtime.library import compiled_library
from build_hooks.search_index import SiteSearch
from tests.small_faq import ARTICLES

PROJECT = Path(__file__).parents[2]
TESTS = PROJECT / "tests"
# What pytest itself is made of; the browser has none of it.
PYTEST = ("pytest", "pluggy", "iniconfig", "packaging", "pygments")
# Everything else that a test module imports must be the wizard, a test or the standard library.
PORTABLE = {"pytest", "wizard", "tests", "jinja2", "markupsafe"}
DESK_ONLY = ("wizard.cli",)
# These need another process, or a library that only a desk has, through a fixture.
ROOTS = ("app", "flow", "letter", "pricing", "rendering", "search", "site_data", "worktime")


def imported(path: Path) -> set[str]:
    """The full names of the modules that a file imports at any depth."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def is_portable(path: Path) -> bool:
    """Whether a test module, with the test helpers it uses, runs where only the bundle is."""
    for name in imported(path):
        root = name.partition(".")[0]
        if name.startswith(DESK_ONLY) or root in ("subprocess", "socket"):
            return False
        if root not in PORTABLE and root not in sys.stdlib_module_names:
            return False
        helper = PROJECT / f"{name.replace('.', '/')}.py"
        if root == "tests" and helper.is_file() and not is_portable(helper):
            return False
    return True


def portable_tests() -> list[Path]:
    """The test modules of the wizard that need neither a desk nor a generator of examples."""
    found = []
    for root in ROOTS:
        conftest = TESTS / root / "conftest.py"
        if not conftest.is_file() or is_portable(conftest):
            found += [path for path in (TESTS / root).glob("test_*.py") if is_portable(path)]
    return sorted(found)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    """The built bundle's folder and manifest."""
    folder = tmp_path_factory.mktemp("bundle")
    manifest = build_runtime(
        folder, PROJECT / ".cache" / "runtime", small_index(), compressed=False, snapshot=False
    )
    return folder, manifest


def small_index() -> bytes:
    """A search file of a small FAQ, to open the bridge with."""
    return SiteSearch.over(ARTICLES).files().first


@pytest.mark.pyodide
def test_the_wizards_tests_pass_in_pyodide_and_import_nothing_that_was_trimmed(bundle, tmp_path):
    folder, manifest = bundle
    packages = copy_packages(tmp_path / "packages")
    modules, report = tmp_path / "modules.json", tmp_path / "report.json"
    with zipfile.ZipFile(folder / manifest.parts["library"].path) as archive:
        modules.write_text(json.dumps(archive.namelist()))
    finished = subprocess.run(
        [
            "node",
            "--stack-size=4000",  # pytest stacks its own calls under those of a test
            str(Path(__file__).with_name("run.mjs")),
            str(PROJECT / "node_modules" / "pyodide"),
            str(compiled_library(find_interpreter(PROJECT), PROJECT / ".cache" / "runtime")),
            str(folder / manifest.parts["application"].path),
            str(packages),
            str(PROJECT),
            str(modules),
            str(report),
            *[str(path.relative_to(PROJECT)) for path in portable_tests()],
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout[-8000:] + finished.stderr[-2000:]
    assert json.loads(report.read_text()) == [], "let build_hooks/runtime/exercise.py walk there"


def test_most_of_the_wizards_tests_are_portable():
    names = {f"{path.parent.name}/{path.name}" for path in portable_tests()}
    assert {"pricing/test_quote.py", "letter/test_eml.py", "search/test_engine.py"} <= names


def copy_packages(target: Path) -> Path:
    """pytest and what it needs, copied: the environment's folder would lend the wizard more."""
    target.mkdir()
    for name in PYTEST:
        for top in {Path(file).parts[0] for file in distribution(name).files or ()}:
            source = Path(str(distribution(name).locate_file(top)))
            if source.is_dir() and top.isidentifier():
                shutil.copytree(source, target / top, ignore=shutil.ignore_patterns("__pycache__"))
            elif source.suffix == ".py":
                shutil.copy(source, target / top)
    return target
