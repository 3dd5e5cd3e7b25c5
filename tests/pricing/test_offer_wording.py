"""offer.toml and levels.toml: a name in braces that nothing fills is refused."""

import copy

import pytest

from tests.pricing.conftest import parsed
from wizard.errors import DataError
from wizard.pricing import read_levels, read_offer_wording
from wizard.validation import Table


def read_changed_wording(change):
    values = copy.deepcopy(parsed("offer.toml"))
    change(values)
    return read_offer_wording(Table(values, "offer.toml"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda values: values["text"].update(total="Итого: {sum}"),
            "offer.toml: text.total: expected a text with these names in braces: total, words, "
            "got 'Итого: {sum}'. Correct the name in braces.",
        ),
        (
            lambda values: values["text"].update(assumptions="{text}"),
            "offer.toml: text.assumptions: expected a text with these names in braces: none, "
            "got '{text}'. Correct the name in braces.",
        ),
        (
            lambda values: values["lines"].pop("call"),
            "offer.toml: lines.call: expected a non-empty text, got None. Add the key.",
        ),
        (
            lambda values: values["csv"].update(columns=["Услуга"]),
            "offer.toml: csv.columns: expected 5 names of columns, got ['Услуга']. "
            "Name every column.",
        ),
    ],
)
def test_wrong_wording_is_refused(change, message):
    with pytest.raises(DataError) as caught:
        read_changed_wording(change)

    assert str(caught.value) == message


def read_changed_levels(change):
    values = copy.deepcopy(parsed("levels.toml"))
    change(values)
    return read_levels(Table(values, "levels.toml"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda values: values["level"][3]["limits"][0].update(text="{hours} часов"),
            "levels.toml: level[3].limits[0].text: expected a text with no figures in braces but "
            "reaction_hours, vip_hours, minimum_hours, got '{hours} часов'. "
            "Correct the name in braces.",
        ),
        (
            lambda values: values["level"][0].update(id="post"),
            "levels.toml: level[0].id: expected one of email, phone, remote, vip, got 'post'. "
            "Correct the value.",
        ),
        (
            lambda values: values["level"][0].update(limit="x"),
            "levels.toml: level[0].limit: expected only the keys channel, covers, id, limits, "
            "name, prerequisites, source, got 'limit'. Correct the key, or remove it.",
        ),
    ],
)
def test_wrong_level_is_refused(change, message):
    with pytest.raises(DataError) as caught:
        read_changed_levels(change)

    assert str(caught.value) == message


def test_missing_level_is_refused():
    with pytest.raises(DataError) as caught:
        read_changed_levels(lambda values: values["level"].pop())

    assert caught.value.where == "levels.toml: level"
    assert caught.value.allowed == "the levels email, phone, remote, vip, in this order"


def test_statement_is_filled_with_figures(levels):
    limit = levels.level("vip").limits[0]

    assert limit.filled({"vip_hours": 30}) == "Часов в месяц: не больше 30"
    assert limit.source == "vip-limit"


def test_levels_name_what_the_regulations_ask_for_first(levels):
    assert [len(level.prerequisites) for level in levels.levels] == [1, 0, 4, 0]
    assert [reason.id for reason in levels.delay_reasons][:3] == [
        "little-information",
        "outside-support",
        "not-constructive",
    ]
