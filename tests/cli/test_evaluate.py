"""`quartech-support evaluate` over a corpus of two articles."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from wizard.cli.evaluate import evaluate_command
from wizard.errors import DataError

ARTICLES = [
    {"id": "a", "title": "Не печатает принтер", "body": "Проверьте бумагу.", "questions": []},
    {"id": "b", "title": "Как сменить пароль?", "body": "Откройте настройки.", "questions": []},
]
QUERIES = [
    {"query": "ghbynth yt gtxfnftn", "relevant": ["a"]},
    {"query": "сменить пароль", "relevant": ["b"]},
    {"query": "погода завтра", "relevant": []},
]


def lines(file: Path, rows: list[dict]) -> str:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(file)


def test_measures_as_json(tmp_path: Path) -> None:
    files = [lines(tmp_path / "a.jsonl", ARTICLES), lines(tmp_path / "q.jsonl", QUERIES)]
    result = CliRunner().invoke(evaluate_command, [*files, "--json"], catch_exceptions=False)
    values = json.loads(result.stdout)
    assert set(values) == {
        *("articles", "queries", "unanswerable", "recall@1", "recall@3", "recall@5", "mrr@10"),
        *("ndcg@10", "found", "wrong_found", "auroc", "index_bytes", "semantics_bytes"),
        *("build_s", "p50_ms", "p95_ms"),
    }
    assert (values["articles"], values["queries"], values["unanswerable"]) == (2, 2, 1)
    assert (values["recall@1"], values["mrr@10"], values["auroc"]) == (100.0, 100.0, 1.0)


def test_measures_as_a_table(tmp_path: Path) -> None:
    files = [lines(tmp_path / "a.jsonl", ARTICLES), lines(tmp_path / "q.jsonl", QUERIES[:2])]
    result = CliRunner().invoke(evaluate_command, [*files, "--lexical"], catch_exceptions=False)
    assert "recall@1      100.0\n" in result.stdout
    assert "auroc         -\n" in result.stdout


def test_a_line_that_is_no_object_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"id": "a", "title": "т", "body": ""}\n[1]\n', encoding="utf-8")
    with pytest.raises(DataError) as error:
        CliRunner().invoke(evaluate_command, [str(file), str(file)], catch_exceptions=False)
    assert str(error.value) == (
        f"{file}: line 2: expected a JSON object, got '[1]'. Put one JSON object on every line."
    )


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"id": "a", "title": "т"}\n', encoding="cp1251")
    with pytest.raises(DataError) as error:
        CliRunner().invoke(evaluate_command, [str(file), str(file)], catch_exceptions=False)
    assert str(error.value) == (
        f"{file}: line 1: expected text in UTF-8, got b'\\xf2'. Save the file as UTF-8."
    )
