"""The pages as a Django app of their own; the tables are in the store."""

from django.apps import AppConfig


class NoticesWeb(AppConfig):
    """No models."""

    name = "rempart.notices.web"
    label = "notices_web"
