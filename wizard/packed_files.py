"""Text files packed with the wizard: data and templates.

`pkgutil` reads them from a folder and from a zip alike; `importlib.resources` would bring
`zipfile`, `tempfile` and half a hundred other modules into the browser.
"""

import pkgutil

from wizard.errors import DataError


def read_packed(path: str) -> str:
    """The text of the file at `path` below the package, with forward slashes.

    `DataError` where there is none.
    """
    try:
        content = pkgutil.get_data("wizard", path)
    except OSError:
        content = None
    if content is None:
        raise DataError(f"wizard/{path}", None, "a file packed with the wizard", "Restore it.")
    return content.decode("utf-8")
