"""The scripts and styles of the page, joined so that a visit asks for few files."""

from pathlib import Path

from build_hooks.runtime.tool import output_of

# What pages name; everything else is imported by these. The client stands for itself:
# whoever wants the worker without a page takes it.
_ENTRIES = (
    "client.js",
    "home_question.js",
    "offline.js",
    "shell.js",
    "site_search.js",
    "theme_search.js",
    "worker.js",
)
_EARLY = "early_start.js"
_MANIFEST = "runtime.json"


def write_scripts(destination: Path, project: Path, manifest: Path) -> None:
    """Write scripts and styles into `destination`.

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
        "--format=esm",
        "--splitting",
        "--chunk-names=shared-[hash]",
    )
    for style in sorted(browser.glob("*.css")):
        (destination / style.name).write_bytes(style.read_bytes())


def early_start(project: Path) -> str:
    """The script that stands in the head of the wizard's page, before anything is fetched."""
    source = project / "wizard" / "browser" / _EARLY
    return _run_esbuild(project, str(source), "--format=iife").strip()


def _run_esbuild(project: Path, *arguments: str) -> str:
    esbuild = str(project / "node_modules" / ".bin" / "esbuild")
    options = ("--bundle", "--target=es2022", "--minify", "--charset=utf8", "--log-level=warning")
    return output_of(
        [esbuild, *arguments, *options],
        where="wizard/browser",
        allowed="scripts that esbuild reads",
        hint="Mend what the message names; npm ci installs esbuild.",
    )
