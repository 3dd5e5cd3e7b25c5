"""A copy of the interpreter that remembers which of its functions ran."""

from build_hooks.runtime.webassembly.binary import (
    CODE,
    EXPORTS,
    GLOBAL,
    GLOBAL_SET,
    GLOBALS,
    I32_CONST,
    first_instruction,
    unsigned,
    write_bodies,
    write_exports,
    write_unsigned,
)
from build_hooks.runtime.webassembly.module import Module

# `ran:N` is the exported global that is one when function N has run.
MARK = "ran:"
_ZERO = bytes([0x7F, 1, I32_CONST, 0, 0x0B])  # a changing i32


def instrument(module: Module) -> bytes:
    """Every function sets a global of its own, exported as `ran:` and its index."""
    globals_ = module.sections[GLOBALS]
    defined, after_count = unsigned(globals_, 0)
    first = len(module.imported_globals) + defined
    bodies, marks = [], []
    for place, body in enumerate(module.bodies):
        at = first_instruction(body)
        mark = bytes([I32_CONST, 1, GLOBAL_SET]) + write_unsigned(first + place)
        bodies.append(body[:at] + mark + body[at:])
        marks.append((f"{MARK}{module.imported_functions + place}", GLOBAL, first + place))
    added = _ZERO * len(bodies)
    return module.replaced({
        GLOBALS: write_unsigned(defined + len(bodies)) + globals_[after_count:] + added,
        EXPORTS: write_exports([*module.exports, *marks]),
        CODE: write_bodies(bodies),
    })  # fmt: skip
