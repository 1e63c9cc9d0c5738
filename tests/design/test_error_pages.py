"""The error pages render without a request, too: when something broke there may be none."""

import pytest
from django.template.loader import get_template


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_renders_with_nothing_at_hand(name: str) -> None:
    html = get_template(f"{name}.html").render()
    assert html.count("<h1>") == 1
    assert 'href="/"' in html
