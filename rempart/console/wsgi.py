"""For the web server: Django, behind the doors that answer by themselves (rempart.channel.door)."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.wsgi import get_wsgi_application

from rempart.channel import logs
from rempart.channel.door import Door
from rempart.channel.place import state_folder
from rempart.registry.discover import across_areas

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rempart.console.settings")
logs.configure(state_folder(), "console")
_django = get_wsgi_application()
_doors = tuple(across_areas("rempart", "doors", Door).values())


def application(environ: dict[str, Any], start_response: "StartResponse") -> Iterable[bytes]:
    """The door whose prefix the path has, else Django."""
    path = environ.get("PATH_INFO", "")
    for door in _doors:
        if path.startswith(door.prefix) and (answer := door.answer(environ)) is not None:
            start_response(answer.status, list(answer.headers))
            return [answer.body]
    return _django(environ, start_response)
