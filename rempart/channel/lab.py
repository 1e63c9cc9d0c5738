"""What the operator allows for sites on this machine and on private networks, told through the environment."""

import os


def private_allowed() -> bool:
    """Was the installation started with --allow-private?"""
    return os.environ.get("REMPART_ALLOW_PRIVATE") == "1"


def lab_ports() -> tuple[int | None, int | None]:
    """`REMPART_LAB_PORTS=8080:8443`: where the plain and the encrypted twin of a private site stand."""
    plain, _, encrypted = os.environ.get("REMPART_LAB_PORTS", "").partition(":")
    return (int(plain), int(encrypted)) if plain.isdigit() and encrypted.isdigit() else (None, None)
