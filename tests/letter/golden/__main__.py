"""Write the golden files anew: `python -m tests.letter.golden`; then read the diff."""

from pathlib import Path

from tests.letter.golden import GOLDEN, outputs

if __name__ == "__main__":
    for name, content in outputs().items():
        (Path(GOLDEN) / name).write_bytes(content)
