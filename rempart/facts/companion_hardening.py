"""The switches that make a WordPress harder or softer, as PHP sees them from inside (HARD-01)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class CompanionHardening(Fact, frozen=True, kw_only=True):
    """`config_mode` are the permission bits of wp-config.php, None = not to be read. `risky_functions` start programs
    and are not switched off. Values are what is set; whether they hold is for a probe to show."""

    kind: ClassVar[str] = "companion.hardening"

    file_editor_off: bool
    file_changes_off: bool
    config_mode: int | None
    debug_shown: bool
    debug_log_in_content: bool
    unfiltered_uploads: bool
    weak_salts: int
    core_writable: bool
    risky_functions: tuple[str, ...]
    url_include: bool
    errors_shown: bool
    registration_open: bool
    xmlrpc_enabled: bool
    application_passwords: bool
    admin_over_tls_only: bool
