"""Runs inside Pyodide when the site is built: uses the wizard, so that what it needs is seen."""

import email
import importlib
import importlib.util
import pkgutil

for package in (email,):
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)

if importlib.util.find_spec("wizard.bridge"):
    import door  # noqa: F401
