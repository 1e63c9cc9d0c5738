"""Files of rules of the house, each once under its digest."""

from rempart.channel.holding import Contents, Holding, below_two

UNIT = Holding(
    id="house_rules",
    name="house-rules",
    in_backup=True,
    contents=Contents("people.HouseVersion", field="file_sha256", place=below_two),
)
