"""Pages over a small FAQ."""

import pytest

from tests.page import Page
from tests.small_faq import small_bridge


@pytest.fixture(scope="session")
def bridge():
    return small_bridge()


@pytest.fixture
def page(bridge):
    return Page(bridge)
