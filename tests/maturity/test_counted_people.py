"""Members are counted, not believed: a profile cannot say that fewer people are there than have an account."""

import pytest

from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Membership
from rempart.maturity.actions.judge_site import assess_site
from rempart.maturity.actions.set_profile import set_profile
from rempart.maturity.readers.fold_facts import fold
from rempart.terms.state import State
from tests.cast import Cast
from tests.maturity.integrated import integrate
from tests.maturity.web.test_profile import shop

pytestmark = pytest.mark.django_db(transaction=True)  # the integrator opens its own


@pytest.mark.parametrize(("members", "state"), [(2, State.UNKNOWN), (1, State.NOT_APPLICABLE)])
def test_leavers_are_possible_where_two_can_sign_in(cast_: Cast, members: int, state: State) -> None:
    site = add_site(cast_.alice, cast_.lavande, "https://lavande.example")
    set_profile(cast_.alice, site, shop(people="1"))
    if members == 1:
        Membership.objects.filter(account=cast_.bob).delete()
    integrate()
    while fold(cast_.lavande):
        pass
    assert assess_site(site).verdicts["leavers_removed"].state is state
