"""What went wrong on the wire, as the closed list of codes with a sentence for the person."""

import ssl

from rempart.terms.looking import LookError


def wire_fault(where: str, fault: BaseException) -> LookError:
    """The LookError for a failed connection or exchange; `where` is `host:port`."""
    if isinstance(fault, LookError):
        return fault
    if isinstance(fault, TimeoutError):
        return LookError("timeout", f"{where} did not answer in time")
    if isinstance(fault, ssl.SSLError):
        reason = (fault.reason or "no common ground").replace("_", " ").lower()
        return LookError("tls_failed", f"{where} could not agree on an encrypted connection ({reason})")
    if isinstance(fault, ConnectionRefusedError):
        return LookError("refused", f"{where} refuses connections")
    if isinstance(fault, ConnectionError | EOFError):
        return LookError("reset", f"{where} hung up before it had answered")
    return LookError("refused", f"{where} cannot be reached ({getattr(fault, 'strerror', None) or fault})")
