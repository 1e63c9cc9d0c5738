"""What a write meets where only reading is left; the base of the directory's own, so that the shell knows it too."""


class Shut(Exception):
    """Nothing was written; the message says where, and what opens it again."""
