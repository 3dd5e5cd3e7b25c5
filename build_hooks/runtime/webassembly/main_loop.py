"""Python's main loop without its rarer instructions, which become functions of their own.

A browser compiles a function that it finds hot anew, for speed, beside whatever else it has to do.
By a visitor's first question the main loop is hot, and it takes longer than any other; more than
half of it are instructions of Python that run rarely or never. Where one of them begins, the loop
hands all its variables to the function of that instruction, takes them back as it left them, and
goes on where that says.

The loop calls through a table by functions of their own, too. V8 builds the functions that it has
seen called through a table into their caller, and compiles the caller once more when another one
comes; in a function that so many calls share it does not.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from build_hooks.runtime.webassembly.binary import (
    BLOCK,
    BR,
    BR_IF,
    BR_TABLE,
    CALL,
    CALL_INDIRECT,
    CODE,
    ELEMENTS,
    ELSE,
    END,
    FUNCTIONS,
    I32,
    I32_CONST,
    I32_EQZ,
    IF,
    LOCAL_GET,
    LOCAL_SET,
    LOOP,
    OPENING,
    RETURN,
    TABLES,
    TYPES,
    VOID,
    Instruction,
    appended,
    elements_of_table,
    function_type,
    instructions,
    read_labels,
    read_locals,
    table_of_functions,
    write_bodies,
    write_signed,
    write_unsigned,
    write_vector,
)
from build_hooks.runtime.webassembly.module import Module, Signature

MAIN_LOOP = "_PyEval_EvalFrameDefault"


@dataclass(frozen=True, slots=True)
class Case:
    """Code behind the end of a block that the dispatch stands in: one instruction's, as a rule.

    `depth` is how many blocks are open where it stands, and tells the case from others; `start` and
    `end` are places among the function's instructions.
    """

    depth: int
    start: int
    end: int


class MainLoop:
    """The function, taken apart.

    Its largest `br_table` is the dispatch: by the number of the instruction of Python it leaves so
    many of the blocks around it, and arrives behind the end of one.
    """

    def __init__(self, module: Module) -> None:
        self.function = module.exported(MAIN_LOOP)
        self._body = module.body(self.function)
        self._code = list(instructions(self._body))
        signature = module.signatures[module.types[self.function - module.imported_functions]]
        self._parameters = len(signature.parameters)
        # The type of each parameter and local.
        self.variables = signature.parameters + read_locals(self._body)
        self._dispatch = max(
            (place for place, found in enumerate(self._code) if found.code == BR_TABLE),
            key=lambda place: self._code[place].end - self._code[place].start,
        )
        # By type: the added function that calls through the table.
        called = sorted({found.number for found in self._code if found.code == CALL_INDIRECT})
        first = module.imported_functions + len(module.bodies)
        self._callers = {kind: first + place for place, kind in enumerate(called)}
        self._opened = _open_blocks(self._code)
        # The blocks around the dispatch, the outermost first: where each opens.
        self._around = self._blocks_around()
        behind = [
            Case(depth, self._end(place) + 1, self._end(self._around[depth - 1]))
            for depth, place in enumerate(self._around)
            if depth and self._is_entered(depth)
        ]
        self.cases = [case for case in behind if case.start < case.end and self._can_stand(case)]

    def _blocks_around(self) -> list[int]:
        around: list[int] = []
        for place in range(self._dispatch):
            if self._code[place].code in OPENING:
                around.append(place)
            elif self._code[place].code == END:
                around.pop()
        return around

    def _end(self, block: int) -> int:
        """Where the arm of a block around the dispatch ends that holds it."""
        depth = self._opened[block]
        return next(
            place
            for place in range(self._dispatch, len(self._code))
            if self._opened[place] == depth + 1 and self._code[place].code in (END, ELSE)
        )

    def _kind(self, block: int) -> int:
        return self._code[self._around[block]].code

    def _is_void(self, block: int) -> bool:
        return self._body[self._code[self._around[block]].start + 1] == VOID

    def _is_entered(self, depth: int) -> bool:
        """Whether a branch arrives behind the block's end, and nothing is in hand there."""
        is_left = self._kind(depth) == BLOCK and self._is_void(depth)
        return is_left and not self._holds(depth - 1)

    def _can_stand(self, case: Case) -> bool:
        """Whether the loop can be entered again wherever the case leads."""
        return self._kind(case.depth - 1) != LOOP and all(
            block >= 0 and self._is_void(block) and self._kind(block) in (BLOCK, LOOP)
            for block in self._targets(case)
        )

    def _targets(self, case: Case) -> list[int]:
        """The blocks around the dispatch that the case branches to; -1 is the function itself."""
        targets = {case.depth - 1}  # it may come to the end of the block that it stands in
        for place in range(case.start, case.end):
            if self._code[place].code in (BR, BR_IF, BR_TABLE):
                inside = self._opened[place] - case.depth
                labels = read_labels(self._body, self._code[place])
                targets |= {case.depth - 1 - (to - inside) for to in labels if to >= inside}
        return sorted(targets)

    def _lead(self, block: int) -> range:
        """What stands between the start of a block around the dispatch and that of the next one."""
        starts = [-1, *self._around, self._dispatch]
        return range(starts[block + 1] + 1, starts[block + 2])

    def _holds(self, block: int) -> bool:
        """Whether a block keeps a variable's value in hand, for what comes after the next one."""
        led = [self._code[place].code for place in self._lead(block)]
        return led == [LOCAL_GET]

    @property
    def called(self) -> list[int]:
        """The types of the functions that it calls through the table."""
        return list(self._callers)

    def marked(self, marks: Mapping[int, bytes]) -> bytes:
        """The function with `marks`, by the depth of a case, where it begins."""
        before = {case.start: marks[case.depth] for case in self.cases}
        first = self._code[0].start
        return self._body[:first] + b"".join(
            before.get(place, b"") + self._body[found.start : found.end]
            for place, found in enumerate(self._code)
        )

    def short(self, apart: Sequence[Case], kind: int, table: int) -> bytes:
        """The function without the cases `apart`, whose own are in the `table`, of this `kind`."""
        entry, value = len(self.variables), len(self.variables) + 1
        held = [block for block in range(len(self._around)) if self._holds(block)]
        hands = {block: value + 1 + number for number, block in enumerate(held)}
        kinds = [*self.variables[self._parameters :], I32, I32]
        kinds += [self.variables[self._code[self._lead(block).start].number] for block in held]
        return b"".join([
            write_vector([bytes([1, kind]) for kind in kinds]),
            bytes([LOOP, VOID, BLOCK, VOID]),
            *self._way_in(entry, hands),
            *self._rest(apart, entry),
            bytes([RETURN, END]),
            # The variables, and in `entry` the case's place in the table.
            *(_get(variable) for variable in range(entry + 1)),
            bytes([CALL_INDIRECT]) + write_unsigned(kind) + write_unsigned(table),
            *(_set(variable) for variable in (entry, value, *reversed(range(entry)))),
            _get(entry) + bytes([BR_IF, 0, END]),
            _get(value) + bytes([END]),
        ])  # fmt: skip

    def _way_in(self, entry: int, hands: Mapping[int, int]) -> list[bytes]:
        """All before the dispatch's own block; entered anew, only what leads to a block's place.

        The variable `entry` is then the number of that block, from 1.
        """
        pieces = []
        for depth, place in enumerate(self._around):
            hand = hands.get(depth - 1)
            pieces += [self._skipped(depth, entry, hand), self._bytes(place)]
        inside = len(self._around)
        labels = [inside - block if self._is_void(block) else 0 for block in range(inside)]
        pieces += [
            _get(entry) + bytes([IF, VOID]) + _get(entry) + _constant(0) + _set(entry),
            bytes([BR_TABLE]) + write_vector([write_unsigned(label) for label in (0, *labels)]),
            write_unsigned(0) + bytes([END]),
        ]
        return pieces

    def _skipped(self, depth: int, entry: int, hand: int | None) -> bytes:
        """What leads to a block: left out when the function goes on at a place behind it."""
        lead = self._lead(depth - 1)
        if not lead:
            return b""
        code = b"".join(self._further_out(place, depth) for place in lead)
        start = _get(entry) + bytes([I32_EQZ, IF])
        if hand is not None:
            return start + bytes([VOID]) + code + _set(hand) + bytes([END]) + _get(hand)
        if self._kind(depth) != IF:
            return start + bytes([VOID]) + code + bytes([END])
        arm = _constant(int(not self._is_in_else(depth)))
        return start + bytes([I32]) + code + bytes([ELSE]) + arm + bytes([END])

    def _is_in_else(self, block: int) -> bool:
        """Whether the dispatch stands in the second arm of a condition."""
        opening = self._around[block]
        return any(
            self._code[place].code == ELSE and self._opened[place] == self._opened[opening] + 1
            for place in range(opening, self._dispatch)
        )

    def _rest(self, apart: Sequence[Case], entry: int) -> list[bytes]:
        """All from the dispatch's own block on, but the last `end`."""
        left = {case.start: (slot, case) for slot, case in enumerate(apart)}
        pieces = []
        place = self._around[-1] + 1
        while place < len(self._code) - 1:
            if place in left:
                slot, case = left[place]
                out = bytes([BR]) + write_unsigned(case.depth)
                pieces.append(_constant(slot) + _set(entry) + out)
                place = case.end
            else:
                pieces.append(self._bytes(place))
                place += 1
        return pieces

    def alone(self, case: Case) -> bytes:
        """The case as a function: takes the variables, and gives them back as it leaves them.

        After them it gives the value that the loop returns, and where it goes on: the number of a
        block from 1, zero when it returns.
        """
        entry, value = len(self.variables), len(self.variables) + 1
        targets = self._targets(case)
        pieces = [write_vector([bytes([1, I32])] * 2), bytes([BLOCK, VOID]) * (len(targets) + 1)]
        for place in range(case.start, case.end):
            inside = self._opened[place] - case.depth
            if self._code[place].code == RETURN:
                out = bytes([BR]) + write_unsigned(inside + len(targets))
                pieces.append(_set(value) + out)
            else:
                pieces.append(self._led_out(place, inside, case.depth, targets))
        # The end of the case is the end of the block that it stands in.
        ways = [case.depth - 1, *reversed(targets)]
        for open_blocks, block in zip(range(len(targets), -1, -1), ways, strict=True):
            pieces.append(_constant(block + 1) + _set(entry))
            pieces.append(bytes([BR]) + write_unsigned(open_blocks) + bytes([END]))
        pieces += [_get(variable) for variable in (*range(entry), value, entry)]
        return b"".join([*pieces, bytes([END])])

    def _led_out(self, place: int, inside: int, depth: int, targets: Sequence[int]) -> bytes:
        """An instruction of a case, its branches out of it leading to the blocks for `targets`."""

        def led(label: int) -> int:
            if label < inside:
                return label
            block = depth - 1 - (label - inside)
            return inside + len(targets) - 1 - targets.index(block)

        return self._with_labels(place, led)

    def _further_out(self, place: int, depth: int) -> bytes:
        """An instruction inside one block more, which was opened where `depth` of them were."""
        inside = self._opened[place] - depth
        return self._with_labels(place, lambda label: label + (label >= inside))

    def _with_labels(self, place: int, changed: Callable[[int], int]) -> bytes:
        found = self._code[place]
        if found.code not in (BR, BR_IF, BR_TABLE):
            return self._bytes(place)
        labels = [changed(label) for label in read_labels(self._body, found)]
        count = write_unsigned(len(labels) - 1) if found.code == BR_TABLE else b""
        return bytes([found.code]) + count + b"".join(map(write_unsigned, labels))

    def _bytes(self, place: int) -> bytes:
        found = self._code[place]
        if found.code == CALL_INDIRECT:
            return bytes([CALL]) + write_unsigned(self._callers[found.number])
        return self._body[found.start : found.end]


def with_short_main_loop(module: Module, often: Collection[int]) -> Module:
    """The module with a main loop of the cases `often`, by depth; what it calls comes last."""
    loop = MainLoop(module)
    apart = [case for case in loop.cases if case.depth not in often]
    kind, table = len(module.signatures), 1 + module.table_count
    callers = [_caller(module.signatures[called], called) for called in loop.called]
    types = [function_type(loop.variables, loop.variables + bytes([I32, I32]))]
    types += [_type_of_caller(module.signatures[called]) for called in loop.called]
    kinds = [*range(kind + 1, kind + len(types)), *[kind] * len(apart)]
    first = module.imported_functions + len(module.bodies) + len(callers)
    bodies = [*module.bodies, *callers, *map(loop.alone, apart)]
    bodies[loop.function - module.imported_functions] = loop.short(apart, kind, table)
    functions = list(range(first, first + len(apart)))
    return Module(
        module.replaced({
            TYPES: appended(module.sections[TYPES], *types),
            FUNCTIONS: appended(module.sections[FUNCTIONS], *map(write_unsigned, kinds)),
            TABLES: appended(module.sections[TABLES], table_of_functions(len(apart))),
            ELEMENTS: appended(module.sections[ELEMENTS], elements_of_table(table, 0, functions)),
            CODE: write_bodies(bodies),
        })
    )  # fmt: skip


def _type_of_caller(called: Signature) -> bytes:
    return function_type(called.parameters + bytes([I32]), called.results)


def _caller(called: Signature, kind: int) -> bytes:
    """A function that calls through the imported table, at the place that it takes last."""
    given = b"".join(map(_get, range(len(called.parameters) + 1)))
    return b"\0" + given + bytes([CALL_INDIRECT]) + write_unsigned(kind) + bytes([0, END])


def _open_blocks(code: Sequence[Instruction]) -> list[int]:
    """How many blocks are open at each instruction, the one that it ends among them."""
    opened, depth = [], 0
    for found in code:
        opened.append(depth)
        depth += (found.code in OPENING) - (found.code == END)
    return opened


def _get(variable: int) -> bytes:
    return bytes([LOCAL_GET]) + write_unsigned(variable)


def _set(variable: int) -> bytes:
    return bytes([LOCAL_SET]) + write_unsigned(variable)


def _constant(value: int) -> bytes:
    return bytes([I32_CONST]) + write_signed(value)
