"""Numbers of an encoder's sums: none runs over its lane."""

from hypothesis import example, given
from hypothesis import strategies as st

from wizard.search.encoder import largest_total, unit, whole_numbers
from wizard.search.lanes import LARGEST_WEIGHTS

NUMBERS = st.floats(-1e6, 1e6, allow_subnormal=False)


@given(st.lists(NUMBERS, min_size=1, max_size=200))
@example([1.0] * 100)
@example([-1.0, 1.0])
@example([0.0])
def test_the_numbers_of_a_direction_stay_within_a_lane(vector: list[float]) -> None:
    direction = unit(vector)
    if direction is not None:
        numbers, step = whole_numbers(direction, largest_total(len(direction)))
        assert sum(map(abs, numbers)) <= LARGEST_WEIGHTS
        assert all(
            abs(step * number - value) <= step
            for number, value in zip(numbers, direction, strict=True)
        )


@given(st.lists(st.just(0.0) | st.floats(1e-6, 2), max_size=200))
def test_weights_stay_within_a_lane(weights: list[float]) -> None:
    numbers, _ = whole_numbers(weights, sum(weights))
    assert sum(numbers) <= LARGEST_WEIGHTS
