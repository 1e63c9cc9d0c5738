"""Speaks to the companion, the plug-in inside a WordPress: protocol version 1, told exactly in docs/companion.md.

`enrol` once with the code a person read, then `Companion(...).call(op, args)`; `copying` streams files and rows out,
`restoring` puts them back. No Django here, and no trust: every answer is bounded, and signed by the key we pinned.
"""

from rempart.channel.companion.enrolment import Enrolled, enrol
from rempart.channel.companion.line import Companion, Stream
from rempart.channel.companion.trouble import CompanionTrouble, Lying, Refused, TooLong, Unreached

__all__ = ["Companion", "CompanionTrouble", "Enrolled", "Lying", "Refused", "Stream", "TooLong", "Unreached", "enrol"]
