"""Files of lessons from elsewhere, each once under its digest."""

from rempart.channel.holding import Contents, Holding, below_two

UNIT = Holding(id="packages", name="packages", in_backup=True, contents=Contents("people.PackageFile", place=below_two))
