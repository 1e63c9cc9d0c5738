"""Documents offered as evidence, each once under its digest."""

from rempart.channel.holding import Contents, Holding

UNIT = Holding(id="documents", name="documents", in_backup=True, contents=Contents("maturity.StoredDocument"))
