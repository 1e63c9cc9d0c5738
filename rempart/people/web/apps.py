"""The pages as a Django app of their own; the tables are in the store."""

from django.apps import AppConfig


class PeopleWeb(AppConfig):
    """No models."""

    name = "rempart.people.web"
    label = "people_web"
