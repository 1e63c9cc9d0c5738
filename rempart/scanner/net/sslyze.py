"""sslyze in its own tool environment (it pins an older cryptography), run as a program that prints JSON."""

import asyncio

from rempart.channel.guarded.wire import Door
from rempart.scanner.core.collector import LookError
from rempart.scanner.net.install import program
from rempart.scanner.net.options import RunOptions

VERSIONS = ("--sslv2", "--sslv3", "--tlsv1", "--tlsv1_1", "--tlsv1_2", "--tlsv1_3")


async def report(door: Door, options: RunOptions) -> str:
    """JSON about the protocols and suites of the checked address. Raises LookError `tool_missing`, `tool_failed`."""
    tool = program(options.state_folder)
    if tool is None:
        raise LookError("tool_missing", "sslyze is not installed yet: run `rempart tools install`", is_error=False)
    host = f"[{door.host}]" if ":" in door.host else door.host
    where = f"{host}:{door.port}" if door.host == door.address else f"{host}:{door.port}{{{door.address}}}"
    process = await asyncio.create_subprocess_exec(
        str(tool),
        *VERSIONS,
        "--json_out=-",
        where,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(options.limits.tool_s):
            out = await _all(process.stdout, options.limits.tool_bytes)
            await process.wait()
    except TimeoutError as slow:
        raise LookError(
            "timeout", f"sslyze did not finish with {door.label} in {options.limits.tool_s:.0f} s"
        ) from slow
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if not out.strip():
        raise LookError("tool_failed", f"sslyze ended without an answer (code {process.returncode})")
    return out.decode("utf-8", "replace")


async def _all(pipe: asyncio.StreamReader, limit: int) -> bytes:
    out = bytearray()
    while data := await pipe.read(65_536):
        out += data
        if len(out) > limit:
            raise LookError("tool_failed", "sslyze prints without end")
    return bytes(out)
