"""JSON in, JSON out: the only door through which the browser's worker reaches the wizard."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from wizard.app import Reply, Visit, WizardApp, open_search
from wizard.app.attached import ChosenFile, whole_size
from wizard.errors import UsageError
from wizard.flow.responses import whole_characters
from wizard.rendering import make_environment
from wizard.search import MissingShards
from wizard.site_data import load_site_data

SEARCH_LIMIT = 10


class Bridge:
    """One wizard over one search file; it remembers nothing between requests."""

    def __init__(self, app: WizardApp) -> None:
        self._app = app

    def handle(self, request: str, files: Sequence[bytes]) -> Reply:
        """The reply to a request, a JSON object with `operation` and what `Visit` reads.

        A reply that names `missing` shards is no answer yet: supply them and ask the same again.
        `UsageError` for a request that is not one; whatever a visitor typed is no error.
        """
        try:
            return self._answer(request, files)
        except MissingShards as missing:
            return Reply({}, missing=missing.names)

    def supply(self, name: str, shard: bytes) -> None:
        """Take a shard that a reply named; `DataError` when it is damaged or of another build."""
        self._app.supply({name: shard})

    def _answer(self, request: str, files: Sequence[bytes]) -> Reply:
        question = _decoded(request)
        visit = Visit.from_json(question)
        match question.get("operation"):
            case "open":
                query = whole_characters(str(question.get("query", "")))
                return self._app.open(
                    visit, str(question.get("page")), query, question.get("shelf")
                )
            case "suggest":
                return self._app.suggest(visit)
            case "recommend":
                return self._app.recommend(visit)
            case "complete":
                return self._app.complete(visit)
            case "recheck":
                return self._app.recheck(visit)
            case "estimate":
                return self._app.estimate(visit)
            case "clock":
                return self._app.clock(visit)
            case "search":
                text = whole_characters(str(question.get("text", "")))
                return self._app.search(text, SEARCH_LIMIT, visit.site)
            case "attach":
                return self._app.attach(visit, _chosen(question, files), files, _told(question))
            case "shelf":
                action = whole_characters(str(question.get("action", "")))
                return self._app.shelf(visit, action, question.get("shelf"))
            case "step":
                action = whole_characters(str(question.get("action", "")))
                return self._app.step(visit, action, files)
        raise UsageError(
            "request.operation", question.get("operation"), "a known operation", "Reload the page."
        )


def open_bridge(search_file: bytes) -> Bridge:
    """The wizard over the site's search file; `DataError` when the file is not usable."""
    return Bridge(WizardApp(load_site_data(), open_search(search_file), make_environment()))


def _decoded(request: str) -> Mapping[str, Any]:
    try:
        question = json.loads(request)
    except (ValueError, RecursionError) as error:
        raise UsageError("request", str(error), "JSON text", "Reload the page.") from None
    if not isinstance(question, Mapping):
        raise UsageError("request", question, "a JSON object", "Reload the page.")
    return question


def _told(question: Mapping[str, Any]) -> list[str]:
    """Messages of an earlier reply that the page hands back; what is none is dropped."""
    rows = question.get("told")
    texts = rows if isinstance(rows, list) else []
    return [whole_characters(text) for text in texts if isinstance(text, str)]


def _chosen(question: Mapping[str, Any], files: Sequence[bytes]) -> list[ChosenFile]:
    rows = question.get("files")
    if (
        not isinstance(rows, list)
        or len(rows) != len(files)
        or not all(isinstance(row, Mapping) and {"id", "name"} <= row.keys() for row in rows)
    ):
        allowed = f"{len(files)} entries with id and name"
        raise UsageError("request.files", rows, allowed, "Reload the page.")
    return [
        ChosenFile(
            whole_characters(str(row["id"])),
            whole_characters(str(row["name"])),
            whole_size(row.get("before")),
            whole_size(row.get("pages")),
            row.get("without_decoder") is True,
        )
        for row in rows
    ]
