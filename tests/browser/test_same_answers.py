"""A visitor's whole road, asked of a restored snapshot in the browser and of CPython.

`SOAK_ROUNDS=20` asks it over and over: every operation a thousand times and more.
"""

import base64
import json
import os

import pytest
from playwright.sync_api import BrowserContext

from build_hooks.runtime.exercise import walk
from build_hooks.site_commands import SITE
from wizard.bridge import open_bridge

pytestmark = pytest.mark.browser

ROUNDS = int(os.environ.get("SOAK_ROUNDS", "1"))
ASK_ALL = """async ({ base, asked, rounds }) => {
  const { WizardClient } = await import(`${base}client.js`);
  const client = new WizardClient({ base, ways: ["snapshot"] });
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const different = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const { request, files, body, sent } of asked) {
      const reply = await client.request(JSON.parse(request), files.map(bytes));
      const same =
        JSON.stringify(reply.body) === JSON.stringify(JSON.parse(body)) &&
        reply.files.length === sent.length &&
        reply.files.every((file, at) => String(file) === String(bytes(sent[at])));
      if (!same) different.push(`${round}: ${request.slice(0, 200)}`);
    }
    const failed = await client.request({ operation: "no such" }).catch((error) => error.code);
    if (failed !== "python") different.push(`${round}: an exception gave ${failed}`);
  }
  const started = client.chosen.way;
  client.close();
  return { different, started };
}"""


def recorded() -> list[dict[str, object]]:
    """Each request of the road with the answer of CPython, in the order they are asked."""
    manifest = json.loads((SITE / "assets/wizard/runtime.json").read_text())
    bridge = open_bridge((SITE / "assets/wizard" / manifest["parts"]["index"]["path"]).read_bytes())
    asked: list[dict[str, object]] = []

    def ask(request, files):
        reply = bridge.handle(request, files)
        asked.append(
            {
                "request": request,
                "files": [base64.b64encode(file).decode() for file in files],
                "body": reply.body,
                "sent": [base64.b64encode(file).decode() for file in reply.files],
            }
        )
        return reply.body, reply.files

    walk(ask)
    return asked


def test_the_snapshot_answers_as_cpython_does(context: BrowserContext, site_url: str):
    page = context.new_page()
    page.goto(f"{site_url}regulations/")
    base = f"{site_url}assets/wizard/"
    answer = page.evaluate(ASK_ALL, {"base": base, "asked": recorded(), "rounds": ROUNDS})
    assert answer == {"different": [], "started": "snapshot"}
