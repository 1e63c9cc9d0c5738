"""Which page a person sees first: what waits for them, else the desk of their role, else the sites."""

import importlib

from django.http import HttpRequest

from rempart.directory.web.next_step import NextStep
from rempart.registry.discover import parts


def steps() -> list[NextStep]:
    """Of every area, the most urgent first."""
    found = [step for name in parts("rempart", "web.next_steps") for step in importlib.import_module(name).STEPS]
    return sorted(found, key=lambda step: (step.order, step.page))


def due_page(request: HttpRequest) -> str | None:
    """Its address; None when nothing waits and the role has no desk of its own."""
    return next((found for step in steps() if (found := step.address(request)) is not None), None)
