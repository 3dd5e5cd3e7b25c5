"""What the browser runs: our wheel and the libraries it imports, as sources in one folder."""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
from importlib.metadata import distribution
from pathlib import Path, PurePosixPath

from build_hooks.runtime.archive import read_archive
from wizard.errors import DataError

LIBRARIES = ("jinja2", "markupsafe", "pytils", "snowballstemmer")
_HERE = Path(__file__).parent
# The worker's door, and what a device needs to make a snapshot by itself.
_OURS = {"door.py": "door.py", "exercise.py": "exercise.py", "settling.py": "settle.py"}
# The command line runs on a desk only, the page fetches its scripts by itself, and the index is
# made from the word statistics when the site is built.
_DESK_ONLY = ("wizard/cli/", "wizard/browser/", "wizard/data/search/")


def application_files(project: Path) -> dict[str, bytes]:
    """Every source and data file of the wizard, its libraries and the worker's door, by path."""
    files = {
        name: content
        for name, content in _wheel_files(project).items()
        if ".dist-info/" not in name and not name.startswith(_DESK_ONLY)
    }
    for library in LIBRARIES:
        files |= _library_files(project / "requirements.lock", library)
    files |= {name: (_HERE / source).read_bytes() for name, source in _OURS.items()}
    return files


def source_state(project: Path) -> str:
    """A fingerprint of everything under `project` that `application_files` reads."""
    watched = [project / "pyproject.toml", project / "requirements.lock"]
    watched += sorted((project / "wizard").rglob("*"))
    total = hashlib.sha256()
    for path in watched:
        name = path.relative_to(project).as_posix()
        if path.is_file() and "__pycache__" not in path.parts and not name.startswith(_DESK_ONLY):
            total.update(name.encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _wheel_files(project: Path) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        finished = subprocess.run(
            [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, "."],
            cwd=project,
            env=os.environ | {"SOURCE_DATE_EPOCH": "315532800"},
            capture_output=True,
            text=True,
            check=False,
        )
        wheels = list(Path(folder).glob("*.whl"))
        if finished.returncode != 0 or len(wheels) != 1:
            raise DataError(
                str(project / "pyproject.toml"),
                (finished.stdout + finished.stderr).strip()[-2000:],
                "a project that `python -m build --wheel` can build",
                "Mend what the message names.",
            )
        return read_archive(wheels[0])


def _library_files(lock: Path, name: str) -> dict[str, bytes]:
    """The pure-Python sources of an installed library; compiled extensions stay behind.

    MarkupSafe comes from PyPI with a C extension for the host; its sources hold the same functions
    in Python and take them when the extension is missing, so they are its pure-Python build.
    """
    installed = distribution(name)
    _check_pin(lock, name, installed.version)
    sources = {}
    for entry in installed.files or ():
        path = PurePosixPath(entry)
        if path.parts[0] == name and path.suffix == ".py":
            sources[str(path)] = Path(str(installed.locate_file(entry))).read_bytes()
    return sources


def _check_pin(lock: Path, name: str, version: str) -> None:
    """Refuse another version than the lock names; one just added is pinned by the next lock."""
    pin = re.search(rf"^{re.escape(name)}==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    if pin is not None and pin[1] != version:
        raise DataError(
            str(lock),
            f"{name} {version}",
            f"{name} {pin[1]}",
            "Install what the lock file names: pip install -r requirements.lock",
        )
