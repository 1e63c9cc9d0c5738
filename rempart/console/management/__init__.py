"""Words of Django's own command line that are ours."""
