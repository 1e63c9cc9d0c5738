"""A real object store that speaks S3 (SeaweedFS, from its wheel): an owner, a writer that may not delete, and a stranger."""

import contextlib
import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.servers.sshd import free_port

WEED = Path(sys.executable).with_name("weed")
WAIT_S = 60.0
BUCKET = "kept"
OWNER, WRITER, STRANGER = (
    ("OWNERKEY1", "owner-granite"),
    ("WRITERKEY1", "writer-gravel"),
    ("STRANGER1", "stranger-sand"),
)
READS = (
    "GetObject",
    "PutObject",
    "ListBucket",
    "GetBucketLocation",
    "ListMultipartUploadParts",
    "AbortMultipartUpload",
)


@dataclass(frozen=True)
class Store:
    """Where it listens, and what it has said."""

    url: str
    log: Path


def _policy() -> str:
    """What restic needs to add: everything but deleting, and deleting of its own locks alone."""
    bucket = f"arn:aws:s3:::{BUCKET}"
    rules = [
        {"Effect": "Allow", "Action": [f"s3:{one}" for one in READS], "Resource": [bucket, f"{bucket}/*"]},
        {"Effect": "Allow", "Action": ["s3:DeleteObject"], "Resource": [f"{bucket}/*/locks/*"]},
    ]
    return json.dumps({"Version": "2012-10-17", "Statement": rules})


def _identities() -> dict[str, object]:
    def one(name: str, pair: tuple[str, str], **more: object) -> dict[str, object]:
        return {"name": name, "credentials": [{"accessKey": pair[0], "secretKey": pair[1]}], **more}

    return {
        "identities": [
            one("owner", OWNER, actions=["Admin", "Read", "Write", "List", "Tagging"]),
            one("writer", WRITER, policyNames=["append"]),
            one("stranger", STRANGER, actions=["Read:other", "Write:other", "List:other"]),
        ],
        "policies": [{"name": "append", "content": _policy()}],
    }


@contextlib.contextmanager
def s3_store(folder: Path) -> Iterator[Store]:
    """Until the context ends."""
    (folder / "data").mkdir(parents=True)
    (folder / "identities.json").write_text(json.dumps(_identities()))
    ports = {
        name: free_port()
        for part in ("master", "volume", "filer", "s3")
        for name in (f"{part}.port", f"{part}.port.grpc")
    }
    argv = [
        str(WEED),
        "server",
        f"-dir={folder / 'data'}",
        "-ip=127.0.0.1",
        "-s3",
        f"-s3.config={folder / 'identities.json'}",
    ]
    argv += ["-s3.iam=false", "-master.volumeSizeLimitMB=64", "-volume.max=8", f"-s3.localSocket={folder / 's'}"]
    argv += [f"-{name}={port}" for name, port in ports.items()]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            argv, stdout=log, stderr=log, cwd=folder, env={"HOME": str(folder), "PATH": "/usr/bin:/bin"}
        )
    url = f"http://127.0.0.1:{ports['s3.port']}"
    try:
        _wait(f"{url}/healthz", process, folder / "log")
        yield Store(url, folder / "log")
    finally:
        process.kill()  # nothing of it is kept, and it would take half a minute to say farewell
        process.wait()


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    ends = time.monotonic() + WAIT_S
    while time.monotonic() < ends and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError(log.read_text(errors="replace")[-2_000:])
