"""Tables of the watch-tower: what is watched, how it stands, what happened, and counts instead of a row per look."""

from typing import Any, ClassVar

from django.db import models

from rempart.directory.store.models import Account, Organisation, Owned, Site

TITLE_MAX = 120


class Tower(models.Model):
    """What the watch-tower remembers of itself; one row for each machine that runs a worker.

    `mark` are both clocks at the last pass of the worker, `taken` the last parcel that was taken in,
    `beat_ms` the last sign of life of the prober beside the console; `is_blind` while nothing at all answers it.
    """

    machine = models.CharField(max_length=64, unique=True)
    mark: Any = models.JSONField(default=dict)
    taken = models.BigIntegerField(default=0)
    beat_ms = models.BigIntegerField(default=0)
    late_p99_ms = models.PositiveIntegerField(default=0)
    is_silent = models.BooleanField(default=False)
    is_blind = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.machine


class Rota(models.Model):
    """What an organisation says of its watch as a whole. `alarm_*`: when the weekly test alarm rings (UTC).

    `told_at_ms` is when the record last heard how the watch is kept.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE)
    alarm_day = models.PositiveSmallIntegerField(default=1)
    alarm_hour = models.PositiveSmallIntegerField(default=9)
    alarm_due_ms = models.BigIntegerField(default=0)
    told_at_ms = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"watch of {self.organisation}"


class Probe(Owned):
    """A small program elsewhere that looks too. `code_digest` enrols it once; `key` is its public half, in hex.

    `seen_ms` is when it last spoke; `place` is what a person calls where it stands.
    """

    name = models.CharField(max_length=TITLE_MAX)
    vantage = models.CharField(max_length=20, default="external")
    code_digest = models.CharField(max_length=64, blank=True)
    code_until_ms = models.BigIntegerField(default=0)
    key = models.CharField(max_length=64, blank=True, db_index=True)
    address = models.CharField(max_length=45, blank=True)
    seen_ms = models.BigIntegerField(default=0)
    last_number = models.BigIntegerField(default=0)
    is_on = models.BooleanField(default=True)
    is_silent = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Monitor(Owned):
    """One thing that is watched. Removed ones stay as rows (`is_on` false) for the months that were promised.

    `standing` is the state machine's own; `state`, `since_ms` repeat it for lists. `quiet_at_ms`: when its silence is
    to be told. `accounted_ms`: up to where its time stands in bins. `beat_digest`: the ping address of a heartbeat.
    `promise_ppm`: what was promised of a month, in millionths.
    """

    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.CASCADE)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=TITLE_MAX)
    settings: Any = models.JSONField(default=dict)
    every_s = models.PositiveIntegerField(default=60)
    promise_ppm = models.PositiveIntegerField(default=999_000)
    is_on = models.BooleanField(default=True)
    is_paused = models.BooleanField(default=False)
    is_shown = models.BooleanField(default=False)
    standing: Any = models.JSONField(default=dict)
    state = models.CharField(max_length=20, default="unknown")
    since_ms = models.BigIntegerField(default=0)
    accounted_ms = models.BigIntegerField(default=0)
    quiet_at_ms = models.BigIntegerField(default=0)
    looked_ms = models.BigIntegerField(default=0)
    last_took_ms = models.PositiveIntegerField(default=0)
    last_outcome = models.CharField(max_length=10, blank=True)
    last_reason = models.CharField(max_length=40, blank=True)
    last_detail = models.CharField(max_length=200, blank=True)
    beat_digest = models.CharField(max_length=64, blank=True, db_index=True)
    beat_ms = models.BigIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["is_on", "quiet_at_ms"], name="watch_quiet"),
            models.Index(fields=["organisation", "is_on", "title"], name="watch_list"),
        ]

    def __str__(self) -> str:
        return self.title


class Incident(Owned):
    """An outage, a degradation or a test alarm: from the first failed look to the end, and who took it in hand when.

    `index` is the entry that shouted, `told_ms` when the record took it; `taken_ms` a person's acknowledgement.
    """

    OUTAGE, DEGRADED, TEST, PEAK = "outage", "degraded", "test", "peak"

    monitor = models.ForeignKey(Monitor, null=True, on_delete=models.CASCADE)
    what = models.CharField(max_length=10, default=OUTAGE)
    reason = models.CharField(max_length=40, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    how = models.CharField(max_length=20, blank=True)
    places: Any = models.JSONField(default=list)
    is_quiet = models.BooleanField(default=False)
    began_ms = models.BigIntegerField()
    confirmed_ms = models.BigIntegerField()
    index = models.BigIntegerField(null=True)
    told_ms = models.BigIntegerField(null=True)
    taken_ms = models.BigIntegerField(null=True)
    taken_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL)
    ended_ms = models.BigIntegerField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["monitor", "-began_ms"], name="watch_incident_monitor"),
            models.Index(fields=["organisation", "index"], name="watch_incident_index"),
            models.Index(fields=["organisation", "what", "-began_ms"], name="watch_incident_what"),
        ]

    def __str__(self) -> str:
        return f"{self.what} of {self.monitor}"


class Bin(models.Model):
    """Counts of one hour or day. Where `place` is empty it holds the time in each state; else the looks from there."""

    HOUR, DAY = "hour", "day"

    monitor = models.ForeignKey(Monitor, on_delete=models.CASCADE)
    place = models.CharField(max_length=16, blank=True)
    span = models.CharField(max_length=4, default=HOUR)
    start_ms = models.BigIntegerField()
    ok = models.PositiveIntegerField(default=0)
    poor = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    cannot = models.PositiveIntegerField(default=0)
    up_ms = models.BigIntegerField(default=0)
    degraded_ms = models.BigIntegerField(default=0)
    down_ms = models.BigIntegerField(default=0)
    planned_ms = models.BigIntegerField(default=0)
    unseen_ms = models.BigIntegerField(default=0)
    steps: Any = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["monitor", "place", "span", "start_ms"], name="watch_one_bin")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["span", "start_ms"], name="watch_bin_age")]

    def __str__(self) -> str:
        return f"{self.span} {self.start_ms} of {self.monitor}"


class Window(Owned):
    """Announced work: nobody is woken, and the time counts as planned. Without a site it is for everything."""

    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.CASCADE)
    title = models.CharField(max_length=TITLE_MAX, blank=True)
    begins_ms = models.BigIntegerField()
    ends_ms = models.BigIntegerField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["ends_ms"], name="watch_window_end")]

    def __str__(self) -> str:
        return self.title


class StatusPage(models.Model):
    """What an organisation shows of its watch. `key` stands in the address; a closed page needs it renewed to be hidden."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE)
    key = models.CharField(max_length=32, unique=True)
    title = models.CharField(max_length=TITLE_MAX)
    is_open = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.title


class Tap(Owned):
    """Where the requests of a site are counted: an access log on this machine, named by whoever holds its shell, or by
    the companion inside the site.

    `inode`, `offset` are the cursor, of a companion the moment up to which it has told; `since_ms` counts from then on, `read_ms` the last time that it was read to its end,
    `judged_ms` the last bin that was judged. `peak_ms`: since when a peak goes on; `calm` quiet bins in a row.
    """

    site = models.OneToOneField(Site, on_delete=models.CASCADE)
    by = models.CharField(max_length=20, default="log")
    path = models.CharField(max_length=1_000, blank=True)
    inode = models.BigIntegerField(default=0)
    offset = models.BigIntegerField(default=0)
    since_ms = models.BigIntegerField()
    read_ms = models.BigIntegerField(default=0)
    judged_ms = models.BigIntegerField(default=0)
    peak_ms = models.BigIntegerField(null=True)
    calm = models.PositiveSmallIntegerField(default=0)
    last = models.PositiveIntegerField(default=0)
    usual = models.FloatField(null=True)
    limit = models.FloatField(null=True)
    trouble = models.CharField(max_length=20, blank=True)
    told_ms = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"requests of {self.site}"


class Rush(models.Model):
    """Requests of five minutes; those of a peak are not what is usual."""

    tap = models.ForeignKey(Tap, on_delete=models.CASCADE)
    start_ms = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)
    is_peak = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tap", "start_ms"], name="watch_one_rush")
        ]

    def __str__(self) -> str:
        return f"{self.count} of {self.tap}"


class Inside(models.Model):
    """What the record last said of a site's companion: `state` is answers, silent, lied or left; `said_ms` its last sign."""

    site = models.OneToOneField(Site, on_delete=models.CASCADE)
    state = models.CharField(max_length=10)
    said_ms = models.BigIntegerField()

    def __str__(self) -> str:
        return f"companion of {self.site}"
