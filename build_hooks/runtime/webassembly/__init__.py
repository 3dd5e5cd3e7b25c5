"""A small linker for the interpreter's WebAssembly file."""

from build_hooks.runtime.webassembly.main_loop import with_short_main_loop
from build_hooks.runtime.webassembly.module import Module
from build_hooks.runtime.webassembly.profile import instrument
from build_hooks.runtime.webassembly.relocation import Relocated, relocate
from build_hooks.runtime.webassembly.split import Halves, split
from build_hooks.runtime.webassembly.tables import Table, rare_tables

__all__ = ["Halves", "Module", "Relocated", "Table", "instrument", "rare_tables", "relocate",
           "split", "with_short_main_loop"]  # fmt: skip
