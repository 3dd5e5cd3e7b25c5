"""The wizard's steps: which one comes next, and what each waits for."""

from wizard.flow.flow import Flow, State
from wizard.flow.node import Facts, Node, Stay
from wizard.flow.responses import Responses
from wizard.flow.support_request import SUPPORT_REQUEST

__all__ = ["SUPPORT_REQUEST", "Facts", "Flow", "Node", "Responses", "State", "Stay"]
