"""Laws of packed vectors: they give what plain numbers give."""

from array import array
from math import sumprod

from hypothesis import example, given
from hypothesis import strategies as st

from wizard.search.lanes import LANE_BYTES, LARGEST_SUM, LARGEST_WEIGHTS, Lanes, combination

MOST_ROWS = 6
MOST_COLUMNS = 192
LARGEST = LARGEST_WEIGHTS // MOST_COLUMNS

BYTE = st.sampled_from([-128, -127, -1, 0, 1, 127]) | st.integers(-128, 127)
WEIGHT = st.sampled_from([-LARGEST, 0, LARGEST]) | st.integers(-LARGEST, LARGEST)
COLUMN = st.lists(BYTE, min_size=MOST_ROWS, max_size=MOST_ROWS)
TERMS = st.lists(st.tuples(COLUMN, WEIGHT), max_size=MOST_COLUMNS)

ALTERNATING = [-127, 127] * (MOST_ROWS // 2)


@given(TERMS, st.integers(0, MOST_ROWS))
@example([], MOST_ROWS)
@example([([0] * MOST_ROWS, LARGEST)] * MOST_COLUMNS, MOST_ROWS)
@example([(ALTERNATING, 0)] * MOST_COLUMNS, MOST_ROWS)
@example([(ALTERNATING, LARGEST)] * MOST_COLUMNS, MOST_ROWS)
@example([([-128] * MOST_ROWS, LARGEST_WEIGHTS)], MOST_ROWS)
@example([(ALTERNATING, -LARGEST)] * MOST_COLUMNS, MOST_ROWS)
def test_a_combination_is_that_of_plain_numbers(
    terms: list[tuple[list[int], int]], rows: int
) -> None:
    columns = [column[:rows] for column, _ in terms]
    weights = [weight for _, weight in terms]
    lanes = Lanes(rows)
    packed = combination([lanes.pack(array("b", column).tobytes()) for column in columns], weights)
    assert lanes.unpack(packed) == tuple(
        sumprod([column[row] for column in columns], weights) for row in range(rows)
    )


@given(st.lists(st.integers(-LARGEST_SUM, LARGEST_SUM), min_size=MOST_ROWS, max_size=MOST_ROWS))
@example([LARGEST_SUM, -LARGEST_SUM] * (MOST_ROWS // 2))
def test_a_lane_holds_every_number_up_to_the_largest(numbers: list[int]) -> None:
    packed = sum(number << 8 * LANE_BYTES * place for place, number in enumerate(numbers))
    assert Lanes(MOST_ROWS).unpack(packed) == tuple(numbers)
