"""Who is behind an id: a name only for who may see people, and "erased" where nobody can tell any more."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from rempart.directory.actions.replay_erasures import CLOSED
from rempart.directory.core.provisional import is_provisional
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Membership, Person, Site
from rempart.directory.web import fence
from rempart.record.web.words import subject_word

MOST_CHOICES = 500  # names offered while typing; more need the id


class Names:
    """Looked up once for all ids of a page."""

    def __init__(self, request: HttpRequest, ids: Iterable[str]) -> None:
        self.may_see_people = fence.may_everywhere(request, Permission.READ_PEOPLE)
        self._organisation, wanted = fence.tenant(request), set(ids)
        mine = Site.objects.filter(organisation=self._organisation, uid__in=wanted)
        self._sites = {site.uid: str(site) for site in mine}
        self._people = self._found(wanted) if self.may_see_people else {}

    def _found(self, wanted: set[str]) -> dict[str, str]:
        accounts = Account.objects.filter(uid__in=wanted)
        here = set(
            Membership.objects.filter(organisation=self._organisation, account__uid__in=wanted).values_list(
                "account__uid", flat=True
            )
        )
        found = {account.uid: self._of(account, account.uid in here) for account in accounts}
        people = Person.objects.filter(organisation=self._organisation, uid__in=wanted)
        return found | {person.uid: person.name for person in people}

    @staticmethod
    def _of(account: Account, is_here: bool) -> str:
        if account.email.endswith(CLOSED):
            return _("erased")
        if not is_here:
            return _("a former member")
        return account.name or (_("first account") if is_provisional(account.email) else account.email)

    def actor(self, actor: str) -> str:
        """Who did it."""
        kind, _colon, uid = actor.partition(":")
        if kind == "system":
            return _("Rempart itself")
        if actor == "operator":
            return _("on the command line")
        return self.about(kind, uid) if uid and kind in ("account", "person") else actor

    def about(self, kind: str, uid: str) -> str:
        """Whom or what it is about."""
        if kind == "site":
            return self._sites.get(uid, _("a site no longer here"))
        if kind in ("account", "person") and self.may_see_people:
            return self._people.get(uid, _("erased"))
        return subject_word(kind, uid)


def choices(request: HttpRequest) -> list[tuple[str, str]]:
    """Ids and names to pick from; nothing for who may not see people."""
    if not fence.may_everywhere(request, Permission.READ_PEOPLE):
        return []
    organisation = fence.tenant(request)
    members = Membership.objects.filter(organisation=organisation).select_related("account").order_by("pk")
    people = Person.objects.filter(organisation=organisation).order_by("name", "pk")
    found = [(member.account.uid, str(member.account)) for member in members[:MOST_CHOICES]]
    return found + [(person.uid, person.name) for person in people[:MOST_CHOICES]]
