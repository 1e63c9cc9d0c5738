"""App label `mail`."""

from django.apps import AppConfig


class MailStore(AppConfig):
    """Models and migrations."""

    name = "rempart.mail.store"
    label = "mail"
