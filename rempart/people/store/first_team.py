"""Each person's first team: nobody stands in two groups of a figure."""

from collections.abc import Iterable

from rempart.directory.store.models import Organisation, Team
from rempart.people.core.group_figures import OTHERS


def first_teams(organisation: Organisation, people: Iterable[int]) -> dict[int, str]:
    """Of these people of the organisation: the uid of the team, OTHERS for whoever is in none."""
    found = dict.fromkeys(people, OTHERS)
    named = Team.objects.filter(organisation=organisation, person__isnull=False).order_by("pk", "person")
    for person, team in named.values_list("person", "uid"):
        if found.get(person) == OTHERS:
            found[person] = team
    return found
