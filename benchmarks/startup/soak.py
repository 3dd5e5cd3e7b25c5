"""A visitor's road, over and over, of one worker in any browser: the same answers as CPython?

    python -m benchmarks.startup.soak site --browser webkit --rounds 1000

One round asks every operation, sends a letter by every way and lets Python raise an exception. The
report also has the time of an answer until its fragment is in the page, and what the worker adds to
the browser's memory. Ends with 1 when an answer differs.
"""

import argparse
import base64
import json
import os
import queue
import shutil
import sys
import tempfile
import threading
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import override

from benchmarks.startup.run import BROWSERS, opened
from build_hooks.runtime.exercise import walk
from build_hooks.static_server import SiteHandler, SiteServer
from wizard.bridge import open_bridge

HERE = Path(__file__).parent
PATIENCE_S = 3600


class SoakHandler(SiteHandler):
    """Serves a folder and takes reports."""

    def __init__(self, *args: object, reports: queue.Queue[dict[str, object]],
                 **options: object) -> None:  # fmt: skip
        self._reports = reports
        super().__init__(*args, **options)  # type: ignore[arg-type]

    @override
    def do_POST(self) -> None:
        """A report of the page."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self._reports.put(json.loads(body))
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()


def recorded(site: Path) -> list[dict[str, object]]:
    """Each request of the road with CPython's answer, in the order they are asked."""
    wizard = site / "assets" / "wizard"
    manifest = json.loads((wizard / "runtime.json").read_text(encoding="utf-8"))
    bridge = open_bridge((wizard / manifest["parts"]["index"]["path"]).read_bytes())
    asked: list[dict[str, object]] = []

    def ask(request: str, files: list[bytes]) -> tuple[str, list[bytes]]:
        reply = bridge.handle(request, files)
        texts = {
            name: [base64.b64encode(file).decode() for file in contents]
            for name, contents in (("files", files), ("sent", reply.files))
        }
        asked.append({"request": request, "body": reply.body, **texts})
        return reply.body, list(reply.files)

    walk(ask)
    return asked


def resident(group: int) -> float:
    """Megabytes that the processes of a group hold, what they share counted by its part (PSS)."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(folder.name)) == group:
                lines = (folder / "smaps_rollup").read_text().splitlines()
                total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        except (OSError, StopIteration):
            continue  # it ended meanwhile, or has no memory of its own
    return total / 1024


def main() -> int:
    """Run the soak and print its report as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("site", type=Path, help="the built site")
    parser.add_argument("--browser", choices=BROWSERS, default="chromium")
    parser.add_argument("--rounds", type=int, default=1000)
    options = parser.parse_args()
    reports: queue.Queue[dict[str, object]] = queue.Queue()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "site")
        shutil.copytree(options.site, folder)
        shutil.copy(HERE / "soak.html", folder)
        shutil.copy(HERE / "soak.js", folder / "__soak.js")
        asked = {"rounds": options.rounds, "asked": recorded(folder)}
        (folder / "__asked.json").write_text(json.dumps(asked), encoding="utf-8")
        server = SiteServer(
            ("127.0.0.1", 0), partial(SoakHandler, directory=str(folder), reports=reports)
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with opened(options.browser, f"http://127.0.0.1:{server.server_port}/soak.html") as group:
            reports.get(timeout=PATIENCE_S)
            page = resident(group)
            reports.get(timeout=PATIENCE_S)
            rest = resident(group)
            done = reports.get(timeout=PATIENCE_S)
            done["worker_megabytes"] = {
                "at rest": round(rest - page), "after": round(resident(group) - page)
            }  # fmt: skip
    print(json.dumps({"browser": options.browser, **done}, ensure_ascii=False, indent=1))
    return 1 if done["different"] else 0


if __name__ == "__main__":
    sys.exit(main())
