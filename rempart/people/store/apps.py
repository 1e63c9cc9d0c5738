"""App label `people`."""

from django.apps import AppConfig


class PeopleStore(AppConfig):
    """Models and migrations."""

    name = "rempart.people.store"
    label = "people"
