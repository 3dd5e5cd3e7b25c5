"""The letter to support: model, checks, and the canonical text.

`wizard.letter.eml`, `wizard.letter.parse` and `wizard.letter.inbox` are imported by name where
they are needed: they import `email`, which costs the browser a noticeable part of its start.
"""

from wizard.letter.attaching import attach, identify, safe_file_name
from wizard.letter.checks import check_letter, letter_size
from wizard.letter.completeness import Completeness, completeness
from wizard.letter.confidential import Secret, find_secrets, mask
from wizard.letter.json_form import letter_from_json, letter_to_json
from wizard.letter.model import ArticleNote, Attachment, DescriptionPart, Letter, Urgency
from wizard.letter.reference import reference_code
from wizard.letter.routes import Route, delivery_routes
from wizard.letter.subject import subject_from, subject_line
from wizard.letter.text_form import compose_text
from wizard.letter.visitor import letter_from_responses

__all__ = [
    "ArticleNote",
    "Attachment",
    "Completeness",
    "DescriptionPart",
    "Letter",
    "Route",
    "Secret",
    "Urgency",
    "attach",
    "check_letter",
    "completeness",
    "compose_text",
    "delivery_routes",
    "find_secrets",
    "identify",
    "letter_from_json",
    "letter_from_responses",
    "letter_size",
    "letter_to_json",
    "mask",
    "reference_code",
    "safe_file_name",
    "subject_from",
    "subject_line",
]
