"""What another program left in the browser's storage under the wizard's name."""

import json

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

FOREIGN = {
    "no JSON": "{",
    "no responses": json.dumps({"step": "letter", "responses": None}),
    "a list of responses": json.dumps({"step": "letter", "responses": ["x"]}),
    "a response that is no text": json.dumps({"step": "letter", "responses": {"text": {}}}),
    "a step that is none": json.dumps({"step": "__proto__", "responses": {"__proto__": "x"}}),
    "markup": json.dumps({"step": "describe", "responses": {"kind": "<img src=x onerror=a()>"}}),
}


@pytest.mark.parametrize("stored", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_foreign_draft_does_not_stop_the_wizard(stored: str, page: Page, site_url: str):
    page.goto(site_url)
    page.evaluate("(stored) => localStorage.setItem('quartech-support', stored)", stored)
    page.goto(f"{site_url}help/")
    page.get_by_role("textbox", name="Что случилось?").fill("сколько стоит звонок")
    page.get_by_role("region", name="Похожие вопросы").wait_for()
