"""The error of a store whose database is no SQLite file; `connection.FAULTS` names both."""


class Fault(Exception):
    """The database cannot be reached, refuses, or gave up; the message says why and names no secret."""
