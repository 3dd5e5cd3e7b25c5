"""A copy of the interpreter that remembers what of it ran."""

from build_hooks.runtime.webassembly.binary import (
    CODE,
    EXPORTS,
    GLOBAL,
    GLOBAL_GET,
    GLOBAL_SET,
    GLOBALS,
    I32_ADD,
    I32_CONST,
    first_instruction,
    unsigned,
    write_bodies,
    write_exports,
    write_unsigned,
)
from build_hooks.runtime.webassembly.main_loop import Case, MainLoop
from build_hooks.runtime.webassembly.module import Module

# The exported global `ran:N` is one when function N has run; `case:N` counts how often the case of
# that depth ran in the main loop.
MARK, CASE_MARK = "ran:", "case:"
_ZERO = bytes([0x7F, 1, I32_CONST, 0, 0x0B])  # a changing i32


def instrument(module: Module, *, cases: bool = True) -> bytes:
    """Every function changes a global of its own, and with `cases` so does every case of the main
    loop: see `MARK`."""
    globals_ = module.sections[GLOBALS]
    defined, after_count = unsigned(globals_, 0)
    first = len(module.imported_globals) + defined
    marks: list[tuple[str, int, int]] = []

    def mark(name: str) -> bytes:
        number = first + len(marks)
        marks.append((name, GLOBAL, number))
        return write_unsigned(number)

    def count(case: Case) -> bytes:
        number = mark(f"{CASE_MARK}{case.depth}")
        more = bytes([I32_CONST, 1, I32_ADD])
        return bytes([GLOBAL_GET]) + number + more + bytes([GLOBAL_SET]) + number

    bodies = list(module.bodies)
    if cases:
        loop = MainLoop(module)
        counted = loop.marked({case.depth: count(case) for case in loop.cases})
        bodies[loop.function - module.imported_functions] = counted
    for place, body in enumerate(bodies):
        at = first_instruction(body)
        number = mark(f"{MARK}{module.imported_functions + place}")
        bodies[place] = body[:at] + bytes([I32_CONST, 1, GLOBAL_SET]) + number + body[at:]
    added = _ZERO * len(marks)
    return module.replaced({
        GLOBALS: write_unsigned(defined + len(marks)) + globals_[after_count:] + added,
        EXPORTS: write_exports([*module.exports, *marks]),
        CODE: write_bodies(bodies),
    })  # fmt: skip
