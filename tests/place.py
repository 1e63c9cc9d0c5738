"""Loaded before Django's settings: the tests' data folder is a new one, gone when they end."""

import atexit
import os
import shutil
import tempfile

if "REMPART_DATA" not in os.environ or not os.environ["REMPART_DATA"].startswith(tempfile.gettempdir()):
    os.environ["REMPART_DATA"] = tempfile.mkdtemp(prefix="rempart-tests-")
    atexit.register(shutil.rmtree, os.environ["REMPART_DATA"], ignore_errors=True)
