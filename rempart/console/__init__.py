"""The Django project: settings, root urls, home; nothing that an area needs."""
