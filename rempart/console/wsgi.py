"""For the web server."""

import os

from django.core.wsgi import get_wsgi_application

from rempart.channel import logs
from rempart.channel.place import state_folder

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rempart.console.settings")
logs.configure(state_folder(), "console")
application = get_wsgi_application()
