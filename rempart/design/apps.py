"""The design system: page frame, components, tags, static files."""

from django.apps import AppConfig


class Design(AppConfig):
    """No models."""

    name = "rempart.design"
    label = "design"
