"""Facts that a test knows beforehand."""

from dataclasses import dataclass

from wizard.validation import Problem


@dataclass(frozen=True)
class KnownFacts:
    """What a flow may ask for."""

    shown: tuple[str, ...] = ()
    letter_problems: tuple[Problem, ...] = ()
