"""The pages as a Django app of their own; the tables are in the store."""

from django.apps import AppConfig


class MailWeb(AppConfig):
    """No models."""

    name = "rempart.mail.web"
    label = "mail_web"
