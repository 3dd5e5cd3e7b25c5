"""Words that met are found in a text as by reading all of it."""

from hypothesis import given
from hypothesis import strategies as st

from wizard.search.analysis import term, tokens
from wizard.search.articles import Section
from wizard.search.excerpt import find_place

# Both scripts, ё, digits, a letter whose small one is two characters, one that is small elsewhere.
LETTERS = st.text("абеёЁПпринт abAB 01 İK.-\n", max_size=60)
WORDS = st.lists(st.text("абеёпринтab01", min_size=1, max_size=4), max_size=4)


@given(LETTERS, WORDS)
def test_terms_are_found_where_reading_word_by_word_finds_them(text, others):
    found = [(match[0], term(match[0])) for match in tokens(text)]
    wanted = {name for _, name in found[::2]} | {term(word) for word in others}
    place = find_place("", [Section("", "", text)], dict.fromkeys(wanted, 1.0))
    marked = [part.text for part in place.excerpt if part.marked]
    assert marked == [word for word, name in found if name in wanted]
    assert place.written == {name: word for word, name in reversed(found) if name in wanted}
