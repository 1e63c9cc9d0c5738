"""The form of a next step: what a person should see first, found in each area's `web/next_steps.py`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True, slots=True)
class NextStep:
    """`page` is the name of an address; where it is one of a site, `site` says whose (its uid), and it is due when there
    is one. The lowest `order` that is due wins.

    Below 50 somebody waits for this person; from 50 on it is the desk a person of that role works at.
    """

    order: int
    page: str
    is_due: Callable[[HttpRequest], bool] = lambda _: True
    site: Callable[[HttpRequest], str | None] | None = None

    def address(self, request: HttpRequest) -> str | None:
        """None where nothing waits."""
        if not self.is_due(request):
            return None
        if self.site is None:
            return reverse(self.page)
        uid = self.site(request)
        return reverse(self.page, kwargs={"uid": uid}) if uid else None
