"""A real WordPress for tests and the demo: 6.5.5 on SQLite, or Debian's 6.1.9 on MariaDB, on loopback.

`start(folder, port)` serves a copy of a template that is built once; weaknesses are planted and removed by name.
"""

from dev.wordpress.site import Site, start

__all__ = ["Site", "start"]
