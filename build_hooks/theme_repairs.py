"""Small repairs of Material's HTML where the theme has no block to override."""

import re

# With `navigation.indexes` the label of a nested list is an icon alone: the list has no name.
_NESTED_LIST = re.compile(
    r'(?P<start><nav class="md-nav" data-md-level="\d+") aria-labelledby="[^"]*"'
    r'(?: aria-expanded="\w+")?>(?P<label>\s*<label class="md-nav__title"[^>]*>\s*'
    r'<span class="md-nav__icon md-icon"></span>\s*(?P<title>[^<]*?)\s*</label>)'
)


def name_nested_lists(html: str) -> str:
    """The page with every nested navigation list named by its title.

    `aria-expanded` goes too: a `nav` does not have that state, the check box beside it does.
    """
    return _NESTED_LIST.sub(r'\g<start> aria-label="\g<title>">\g<label>', html)
