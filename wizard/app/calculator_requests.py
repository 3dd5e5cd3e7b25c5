"""What the calculator answers: its page, a changed field, one row more or less."""

from dataclasses import replace

from wizard.app.calculator import (
    CUSTOMER,
    LINK,
    calculator_view,
    cost_view,
    responses_of_link,
    rows_view,
    saved_quote,
)
from wizard.app.knowledge import Knowledge
from wizard.app.month import FIELDS, Row, add_row, remove_row, without_month
from wizard.app.problems import texts_by_field
from wizard.app.reply import Reply
from wizard.app.stage import STAGE
from wizard.app.visit import Visit
from wizard.pricing import is_quote_link

PLACE = "calculator-form"
"""Id of the element that holds the calculator."""


def opened_reply(knowledge: Knowledge, visit: Visit, query: str) -> Reply:
    """The price page as it was left, or as the query of a quote's link fills it."""
    linked = responses_of_link(knowledge.data, query)
    responses = visit.responses
    if linked and linked[LINK] != responses.get(LINK):  # perhaps another customer's month
        responses = without_month(responses).with_values({CUSTOMER: ""})
    responses = responses.with_values(linked)
    view = calculator_view(knowledge.data, replace(visit, responses=responses))
    view["unread_link"] = is_quote_link(query) and not linked
    calculator = knowledge.render("fragments/calculator.html.jinja", view)
    return Reply({STAGE: calculator}, step="estimate", responses=responses.values)


def new_reply(knowledge: Knowledge, visit: Visit) -> Reply:
    """The calculator with nothing of the last customer's in it."""
    responses = without_month(visit.responses).with_values({CUSTOMER: "", LINK: ""})
    view = calculator_view(knowledge.data, replace(visit, responses=responses))
    form = knowledge.render("fragments/calculator_form.html.jinja", view)
    focus = f"field-{FIELDS[0]}"
    return Reply({PLACE: form}, responses=responses.values, focus=focus)


def refused_reply(knowledge: Knowledge, visit: Visit) -> Reply:
    """Why there is nothing to send: the fields that are wrong, or that nothing was asked for."""
    reply = estimate_reply(knowledge, visit)
    focus = "cost-problems" if reply.errors else f"field-{FIELDS[0]}"
    return replace(reply, responses=visit.responses.values, focus=focus)


def estimate_reply(knowledge: Knowledge, visit: Visit) -> Reply:
    """The cost of what the fields say, and the visitor's month on the chart."""
    view = cost_view(knowledge.data, visit)
    fragments = {"cost": knowledge.render("fragments/cost.html.jinja", view)}
    saved = saved_quote(knowledge.data, visit)
    if saved is not None:
        fragments["cost-chart"] = knowledge.chart.render(saved.made_on, saved.request)
    return Reply(fragments, errors=texts_by_field(view["problems"]))


def row_reply(knowledge: Knowledge, visit: Visit, argument: str) -> Reply:
    """The rows with one more (`add:<kind>`) or one less (`remove:<number>`)."""
    what, _, which = argument.partition(":")
    change = add_row if what == "add" else remove_row
    responses, row = change(visit.responses, which)
    visit = replace(visit, responses=responses)
    rows = rows_view(knowledge.data, responses)
    reply = estimate_reply(knowledge, visit)
    fragments = {"rows": knowledge.render("fragments/calculator_rows.html.jinja", rows)}
    return replace(
        reply,
        fragments={**fragments, **reply.fragments},
        responses=responses.values,
        focus=_focus(what, row),
    )


def _focus(what: str, row: Row | None) -> str | None:
    """The first field of a new row; after a removal the button that brings such a row back."""
    if row is None:
        return None
    return f"field-{row.fields[0]}" if what == "add" else f"add-{row.kind}"
