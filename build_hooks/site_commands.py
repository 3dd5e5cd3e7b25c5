"""`quartech-support build` and `serve`: the built site, thin over MkDocs."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from build_hooks.static_server import make_server
from wizard.errors import UsageError

PROJECT = Path(__file__).parents[1]
SITE = PROJECT / "site"
SOURCES = ("docs", "wizard", "build_hooks", "mkdocs.yml", "package-lock.json")


@click.command("build")
def build_command() -> None:
    """Build the site into site/, strictly: a warning is an error."""
    code = build_site()
    if code:
        sys.exit(code)
    click.echo(f"Built {SITE}")


@click.command("serve")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="0 takes any free one.",
)
def serve_command(port: int) -> None:
    """Serve the built site, building it first if a source has changed.

    Authors who want to see each edit at once run `mkdocs serve` instead.
    """
    if not is_current(SITE) and (code := build_site()):
        sys.exit(code)
    try:
        server = make_server(SITE, port=port)
    except OSError as error:
        raise UsageError(
            "--port", port, f"a free port ({error.strerror})", "Choose another one."
        ) from error
    click.echo(f"Serving the site at http://127.0.0.1:{server.server_port}/ (stop with Ctrl+C)")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo()
    finally:
        server.server_close()


def build_site() -> int:
    """Run `mkdocs build --strict`; its exit status."""
    finished = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=PROJECT,
        # Material announces its successor at every start; the ADR on MkDocs has decided that.
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        check=False,
    )
    return finished.returncode


def is_current(site: Path, project: Path = PROJECT) -> bool:
    """Whether a built site is there and no source is newer than it."""
    built = site / "_headers"  # what a build writes last
    if not built.is_file():
        return False
    return built.stat().st_mtime_ns > max(_times(project))


def _times(project: Path) -> Iterator[int]:
    for name in SOURCES:
        path = project / name
        # A folder's own time changes when a file is removed from it.
        yield from (
            entry.stat().st_mtime_ns
            for entry in (path, *path.rglob("*"))
            if entry.exists() and "__pycache__" not in entry.parts
        )
