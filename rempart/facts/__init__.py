"""What a collector may report: frozen typed records, one file per kind, units in field names.

Only whole numbers, texts, booleans, None, and tuples of these or of small records: a fact must have
one canonical form (docs/format.md). None means "not seen", never "off".
"""
