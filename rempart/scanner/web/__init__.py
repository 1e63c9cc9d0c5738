"""The scanner over HTTP: the API alone; its pages stand with the sites they are about."""
