"""What one page sends before Python is asked for: theme, styles, fonts and scripts.

    python -m benchmarks.startup.page_bytes site faq/ regulations/

The browser asks to save data, so that nothing starts by itself; the server counts what it sends.
"""

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO, override

from playwright.sync_api import Browser, sync_playwright

from build_hooks.static_server import SiteHandler, SiteServer

QUIET_MS = 3_000
SAVE_DATA = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"


class CountingHandler(SiteHandler):
    """Serves a folder and notes the size of each body."""

    def __init__(self, *args: object, sent: dict[str, int], **options: object) -> None:
        self._sent = sent
        super().__init__(*args, **options)  # type: ignore[arg-type]

    @override
    def copyfile(self, source: BinaryIO, outputfile: BinaryIO) -> None:  # type: ignore[override]
        """Send a file and count it."""
        content = source.read()
        self._sent[self.path] = self._sent.get(self.path, 0) + len(content)
        outputfile.write(content)


@contextmanager
def counted(site: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """A server of `site`: its address, and the bytes sent so far by path."""
    sent: dict[str, int] = {}
    handler = partial(CountingHandler, directory=str(site), sent=sent)
    server = SiteServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", sent
    finally:
        server.shutdown()
        server.server_close()


def page_bytes(browser: Browser, site: Path, page: str) -> dict[str, int]:
    """Bytes by path of a first visit to `page`."""
    with counted(site) as (address, sent):
        context = browser.new_context()
        context.add_init_script(SAVE_DATA)
        opened = context.new_page()
        opened.goto(address + page)
        opened.wait_for_timeout(QUIET_MS)
        context.close()
        return dict(sent)


def main() -> int:
    """Print the sum for each page, and its parts, largest first."""
    site, *pages = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for page in pages:
            sizes = page_bytes(browser, Path(site), page)
            print(f"{page} {sum(sizes.values())}")
            for path, size in sorted(sizes.items(), key=lambda item: -item[1]):
                print(f"{size:9} {path}")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
