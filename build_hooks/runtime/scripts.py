"""The scripts and styles of the page, joined so that a visit asks for few files."""

import json
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
# Workers that read what the browser cannot (adr/0020).
DECODERS = ("decode_heic.js", "decode_tiff.js")
_DECODER_PACKAGES = {"libheif-js": "libheif-wasm/LICENSE", "utif2": "LICENSE", "pako": "LICENSE"}
# utif2 only unpacks: the half of pako that packs stays out.
_UNPACKING = "pako/lib/inflate.js"
# libheif's script asks for them where it runs under Node.
_OF_NODE = ("crypto", "fs", "path")
_EARLY = "early_start.js"
# Joined by itself: it shares no file with other pages.
_HELP_PAGE = "help_page.js"
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
    _run_esbuild(project, str(browser / _HELP_PAGE), f"--outdir={destination}", "--format=esm")
    _write_decoders(destination, project)
    for style in sorted(browser.glob("*.css")):
        (destination / style.name).write_bytes(style.read_bytes())


def _write_decoders(destination: Path, project: Path) -> None:
    """Write the workers that read pictures, and the licences of what they are made of.

    Joined apart from the page's scripts: what they would share, every visit would ask for.
    """
    browser = project / "wizard" / "browser"
    packages = project / "node_modules"
    _run_esbuild(
        project,
        *(str(browser / name) for name in DECODERS),
        f"--outdir={destination}",
        f"--alias:pako={packages.resolve() / _UNPACKING}",
        *(f"--external:{module}" for module in _OF_NODE),
        "--loader:.wasm=file",
        "--asset-names=[name]",
        "--format=esm",
    )
    for name, licence in _DECODER_PACKAGES.items():
        about = json.loads((packages / name / "package.json").read_text(encoding="utf-8"))
        heading = f"{name} {about['version']}, {about['homepage']}\n\n"
        text = (packages / name / licence).read_text(encoding="utf-8")
        (destination / f"{name}-licence.txt").write_text(heading + text, encoding="utf-8")


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
