"""placeholder until merged"""


def judge_site(site: object) -> None:
    """Nothing yet."""
