"""Start-up times of the built site beside stock Pyodide, in any browser that opens an address.

    python -m benchmarks.startup.run site --stock node_modules/pyodide --browser chromium --runs 5

The page measures itself and reports to this server, so that no engine needs a driver; the server
also plays the line, for workers too. Each run starts the browser with a new profile and lets it
settle on an empty page of another host: one that is still starting would be measured itself.
"cold" is the first load after that, "warm" a reload when everything is kept.
"""

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Empty, Queue
from typing import BinaryIO, override
from urllib.parse import parse_qs, urlsplit

from build_hooks.runtime import precompress, write_service_worker
from build_hooks.static_server import SiteHandler, SiteServer

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / ".cache" / "runtime" / "compressed"
PATIENCE_S = 240
_LOADS = ("cold", "warm")
CHUNK = 16_384
# Seconds that a new browser has for itself.
SETTLING_S = 5
_SETTLING = "/__settle?"
# Megabits a second and the delay of each answer in seconds.
LINES = {"free": (0.0, 0.0), "10": (10.0, 0.040), "1.6": (1.6, 0.150)}
BROWSERS = {
    "chromium": ("chromium", "--headless=new", "--no-sandbox", "--no-first-run",
                 "--disable-background-networking", "--remote-debugging-port=0",
                 "--user-data-dir={profile}", "{url}"),
    "firefox": ("firefox-esr", "--headless", "--no-remote", "--profile", "{profile}", "{url}"),
    "webkit": ("xvfb-run", "-a", "{minibrowser}", "{url}"),
}  # fmt: skip


class Line:
    """A line of limited speed that all connections share."""

    def __init__(self, megabits: float, delay: float) -> None:
        self._rate = megabits * 1e6 / 8
        self.delay = delay
        self._free_at = 0.0
        self._lock = threading.Lock()

    def wait(self, size: int) -> None:
        """Return when `size` bytes would have passed."""
        if not self._rate:
            return
        with self._lock:
            self._free_at = max(self._free_at, time.monotonic()) + size / self._rate
            due = self._free_at
        time.sleep(max(0.0, due - time.monotonic()))


class MeasuringHandler(SiteHandler):
    """Serves a folder over a line and takes reports."""

    def __init__(self, *args: object, line: Line, reports: Queue[tuple[str, float]],
                 **options: object) -> None:  # fmt: skip
        self._line, self._reports = line, reports
        self.sent = 0
        super().__init__(*args, **options)  # type: ignore[arg-type]

    @override
    def do_POST(self) -> None:
        """A report of the page."""
        query = parse_qs(urlsplit(self.path).query)
        self._reports.put((query["run"][0], float(query["ms"][0])))
        self._send(b"", "text/plain")

    @override
    def do_GET(self) -> None:
        """A file, after the delay of the line; or the page on which a new browser settles."""
        if self.path.startswith(_SETTLING):
            target = f"http://127.0.0.1:{self.server.server_port}/{self.path[len(_SETTLING) :]}"
            refresh = f'<meta http-equiv="refresh" content="{SETTLING_S}; url={target}">'
            self._send(f"<!doctype html>{refresh}".encode(), "text/html")
            return
        time.sleep(self._line.delay)
        super().do_GET()

    @override
    def copyfile(self, source: BinaryIO, outputfile: BinaryIO) -> None:  # type: ignore[override]
        """Send a file as fast as the line allows."""
        while chunk := source.read(CHUNK):
            self._line.wait(len(chunk))
            outputfile.write(chunk)

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        self.wfile.write(body)


@dataclass(frozen=True, slots=True)
class Subject:
    """Something to load: a folder and the page in it."""

    name: str
    folder: Path
    page: str


def main() -> int:
    """Measure, print a line for each result, and the table as JSON at the end."""
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        subjects = [_site(options.site, Path(scratch, "site"))]
        for number, package in enumerate(options.stock):
            subjects.append(_stock(package, Path(scratch, str(number))))
        results = [
            result
            for line in options.line
            for result in _results(options.browser, line, subjects, options.runs)
        ]
    print(json.dumps(results, ensure_ascii=False, indent=1))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("site", type=Path, help="the built site")
    parser.add_argument("--stock", type=Path, action="append", default=[], help="npm's pyodide")
    parser.add_argument("--browser", choices=BROWSERS, default="chromium")
    parser.add_argument("--line", choices=LINES, action="append")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    options.line = options.line or list(LINES)
    return options


def _site(site: Path, folder: Path) -> Subject:
    """A copy of the site whose /help/ measures itself; its service worker keeps the copy."""
    shutil.copytree(site, folder)
    page = folder / "help" / "index.html"
    script = '<script type="module" src="/__measure.js"></script></body>'
    page.write_text(page.read_text("utf-8").replace("</body>", script), "utf-8")
    shutil.copy(HERE / "measure.js", folder / "__measure.js")
    precompress([page, write_service_worker(folder)], CACHE)
    return Subject("site", folder, "help/")


def _stock(package: Path, folder: Path) -> Subject:
    """The npm package as it comes, with a page that loads it and adds one and one."""
    shutil.copytree(package, folder)
    for name in ("stock.html", "stock.js", "stock_worker.js"):
        shutil.copy(HERE / name, folder)
    shutil.copy(HERE / "measure.js", folder / "__measure.js")
    precompress(folder.iterdir(), CACHE)
    version = json.loads((folder / "package.json").read_text())["version"]
    return Subject(f"stock {version}", folder, "stock.html")


def _results(
    browser: str, line: str, subjects: list[Subject], runs: int
) -> list[dict[str, object]]:
    """The medians of each subject, and their share of the last one's: the newest stock.

    The subjects take turns, so that what else the machine does falls on all of them alike.
    """
    times = {(subject.name, run): list[float]() for subject in subjects for run in _LOADS}
    for _ in range(runs):
        for subject in subjects:
            for run, milliseconds in _load(browser, line, subject):
                times[subject.name, run].append(milliseconds)
    medians = {key: statistics.median(taken) for key, taken in times.items() if taken}
    load = os.getloadavg()[0]
    results = []
    for (name, run), median in medians.items():
        share = median / medians[subjects[-1].name, run]
        runs_done = len(times[name, run])
        print(
            f"{browser:>8} {line:>4} {name:<14} {run} {median:6.0f} ms {share:.3f}"
            f" of {runs_done} runs, load {load:.1f}",
            file=sys.stderr,
            flush=True,
        )
        results.append(
            {"browser": browser, "line": line, "subject": name, "load": run,
             "ms": round(median), "share": round(share, 3), "runs": runs_done}
        )  # fmt: skip
    return results


def _load(browser: str, line: str, subject: Subject) -> Iterator[tuple[str, float]]:
    reports: Queue[tuple[str, float]] = Queue()
    handler = partial(
        MeasuringHandler, directory=str(subject.folder), line=Line(*LINES[line]), reports=reports
    )
    server = SiteServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with opened(browser, f"http://localhost:{server.server_port}{_SETTLING}{subject.page}"):
            for _ in range(2):
                yield reports.get(timeout=PATIENCE_S)
    except Empty:
        print(f"{subject.name}: no report in {PATIENCE_S} s", file=sys.stderr)
    finally:
        server.shutdown()
        server.server_close()


def _minibrowser() -> str:
    """Where Debian's libwebkit2gtk keeps it; it stands on no search path."""
    found = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    return str(found[-1]) if found else "MiniBrowser"


@contextmanager
def opened(browser: str, url: str) -> Iterator[int]:
    """A browser with a new profile at `url`; gives its process group, and ends it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        parts = {"profile": profile, "url": url, "minibrowser": _minibrowser()}
        process = subprocess.Popen(
            [part.format(**parts) for part in BROWSERS[browser]],
            # MiniBrowser has no option for its profile: it keeps everything under these.
            env=os.environ | dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), profile),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield process.pid
        finally:
            # The whole group: xvfb-run leaves the browser behind when it is ended itself.
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
