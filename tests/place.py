"""Loaded before Django's settings: the tests' data folder is a new one, gone when they end.

Each worker of one session has its own: a test that deletes a vault must not delete its neighbour's.

`REMPART_TEST_DATABASE=postgres`: Django's tests run on PostgreSQL too, one database for each worker.
"""

import atexit
import os
import shutil
import signal
import tempfile
import threading
from pathlib import Path

# Begun in the background of a shell, pytest ignores the interrupt, and so would everything that the tests start and interrupt.
if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

if "REMPART_DATA" not in os.environ or not os.environ["REMPART_DATA"].startswith(tempfile.gettempdir()):
    os.environ["REMPART_DATA"] = tempfile.mkdtemp(prefix="rempart-tests-")
    atexit.register(shutil.rmtree, os.environ["REMPART_DATA"], ignore_errors=True)
# what a worker starts finds the worker's
if (worker := os.environ.get("PYTEST_XDIST_WORKER")) and Path(os.environ["REMPART_DATA"]).name != worker:
    os.environ["REMPART_DATA"] += f"/{worker}"
    Path(os.environ["REMPART_DATA"]).mkdir(mode=0o700)

from tests.servers import postgres

if postgres.FOLDER not in os.environ:  # the first process: its workers find the same server
    os.environ[postgres.FOLDER] = tempfile.mkdtemp(prefix="rempart-postgres-")
    atexit.register(postgres.stop, Path(os.environ[postgres.FOLDER]))
postgres.name_in(Path(os.environ["REMPART_DATA"]))
