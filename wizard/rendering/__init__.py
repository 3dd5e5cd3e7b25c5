"""Values and templates for pages, steps and fragments."""

from wizard.rendering.environment import make_environment
from wizard.rendering.views import page_values

__all__ = ["make_environment", "page_values"]
