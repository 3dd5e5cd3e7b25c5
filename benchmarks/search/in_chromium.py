"""This project's engine in Pyodide and Pagefind, both in one Chromium, on one corpus.

    python in_chromium.py ARTICLES.jsonl QUERIES.jsonl [--semantics]

Needs `npm install` here. Wall-clock times of a page that does nothing else, so the machine must be
quiet; that of the first answer leaves Python's own start out (benchmarks/startup measures it) and
counts Pagefind's script and its first chunks.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import ours
from playwright.sync_api import sync_playwright

from build_hooks.static_server import make_server
from wizard.search import Article, build_index, dump, read_background

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
OURS = "ours in Chromium"


def main(articles: str, queries: str, *flags: str) -> None:
    asked = ours.rows(queries)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        index, pagefind = write_site(folder, articles, semantics="--semantics" in flags)
        for name, measured in measures(folder, asked).items():
            times = sorted(measured["times"])
            values = {
                "engine": name,
                "first_ms": measured["first_ms"],
                "p50_ms": times[len(times) // 2],
                "p95_ms": times[len(times) * 95 // 100],
                "places": measured["places"],
                "index": index if name == OURS else b"",
            }
            summary = ours.summary(values)
            if name != OURS:  # its files are compressed as they are
                summary |= {"bytes": pagefind, "brotli": pagefind}
            print(json.dumps(summary), flush=True)


def write_site(folder: Path, articles: str, *, semantics: bool) -> tuple[bytes, int]:
    """Everything the page needs; our index, and the bytes of Pagefind's."""
    corpus = [
        Article(row["id"], row["title"], row["body"], tuple(row["questions"]))
        for row in ours.rows(articles)
    ]
    background = read_background(ours.DATA)
    index = dump(build_index(corpus, background))
    meaning = ours.semantic_bytes(corpus, background) if semantics else b""
    (folder / "ours.idx").write_bytes(index)
    (folder / "ours.sem").write_bytes(meaning)
    shutil.copytree(HERE / "node_modules" / "pyodide", folder / "pyodide")
    shutil.copytree(PROJECT / "wizard", folder / "project" / "wizard")
    shutil.make_archive(str(folder / "project"), "zip", folder / "project")
    for file in ("in_chromium.html", "in_chromium.js"):
        shutil.copy(HERE / file, folder)
    built = folder / "pagefind"
    subprocess.run(["node", HERE / "build_pagefind.mjs", articles, built], check=True)
    files = (file for file in built.rglob("*.pf_*") if "fragment" not in file.name)
    return index + meaning, sum(file.stat().st_size for file in files)


def measures(folder: Path, queries: list[dict]) -> dict[str, dict]:
    """What the page measured of each engine."""
    server = make_server(folder, port=0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/in_chromium.html"
    engines = {OURS: "ours", "Pagefind": "pagefind"}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        found = {}
        for name, engine in engines.items():
            page = browser.new_page()
            page.goto(address)
            script = f"""async (queries) => {{
                const {{ measure, ours, pagefind }} = await import("/in_chromium.js");
                return measure({engine}, queries);
            }}"""
            found[name] = page.evaluate(script, queries)
            page.close()
        browser.close()
    server.shutdown()
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
