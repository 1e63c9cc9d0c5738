"""Rempart measures the security of a site by evidence, defends it level by level, and trains its people.

Six words carry the house:
fact     what a collector saw: typed, timestamped, from a vantage point
control  one requirement of one level
verdict  what a pure function says of a control, given facts
event    what happened, in the past tense, from one closed list of names
ledger   the append-only, tamper-evident record of facts, verdicts and events
action   one write: permission, change and event together

Collect (I/O) -> fact -> ledger -> judge (pure) -> verdict -> level (pure). Nothing else may compute a level.
"""

__version__ = "0.1.0"
