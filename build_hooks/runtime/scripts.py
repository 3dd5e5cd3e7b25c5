"""The scripts and styles of the page, joined so that a visit asks for few files."""

import subprocess
from pathlib import Path

from wizard.errors import DataError

# What pages name; everything else is imported by these. The client stands for itself:
# whoever wants the worker without a page takes it.
_ENTRIES = (
    "client.js",
    "home_question.js",
    "offline.js",
    "shell.js",
    "site_search.js",
    "worker.js",
)
_EARLY = "early_start.js"
_MANIFEST = "runtime.json"


def write_scripts(destination: Path, project: Path, manifest: Path) -> list[Path]:
    """Write scripts and styles into `destination`; gives the files.

    Modules that several scripts share become files of their own. The worker carries the `manifest`,
    so that it need not ask for it.

    Raises `DataError` when a script cannot be read.
    """
    browser = project / "wizard" / "browser"
    _run_esbuild(
        project,
        *(str(browser / name) for name in _ENTRIES),
        f"--outdir={destination}",
        f"--alias:{_MANIFEST}={manifest.resolve()}",
        "--bundle",
        "--splitting",
        "--chunk-names=shared-[hash]",
    )
    for style in sorted(browser.glob("*.css")):
        (destination / style.name).write_bytes(style.read_bytes())
    return sorted([*destination.glob("*.js"), *destination.glob("*.css")])


def early_start(project: Path) -> str:
    """The script that stands in the head of the wizard's page, before anything is fetched."""
    return _run_esbuild(project, str(project / "wizard" / "browser" / _EARLY)).strip()


def _run_esbuild(project: Path, *arguments: str) -> str:
    finished = subprocess.run(
        [
            str(project / "node_modules" / ".bin" / "esbuild"),
            *arguments,
            "--format=esm",
            "--target=es2022",
            "--minify",
            "--charset=utf8",
            "--log-level=warning",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode != 0:
        raise DataError(
            "wizard/browser",
            finished.stderr.strip()[-2000:],
            "scripts that esbuild reads",
            "Mend what the message names; npm ci installs esbuild.",
        )
    return finished.stdout
