"""The nouns every area refers to."""

from django.apps import AppConfig


class DirectoryStore(AppConfig):
    """App label `directory`."""

    name = "rempart.directory.store"
    label = "directory"
