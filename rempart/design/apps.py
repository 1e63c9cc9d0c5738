"""The design system as a Django app: templates, tags and static files, no models."""

from django.apps import AppConfig


class Design(AppConfig):
    """Found by the console like any other app."""

    name = "rempart.design"
    label = "design"
