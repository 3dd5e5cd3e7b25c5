"""The wizard as a server: requests with the whole state of a page in, fragments and effects out."""

from wizard.app.reply import Reply
from wizard.app.search_file import open_search, pack_search
from wizard.app.visit import Visit
from wizard.app.wizard_app import WizardApp

__all__ = ["Reply", "Visit", "WizardApp", "open_search", "pack_search"]
