"""Self-assessment: who moves money is called and written to by people who pretend (AWR-21)."""

from rempart.people.core.self_check import Asked, Option, Part
from rempart.terms.words import Words

UNIT = Asked(
    id="payments",
    part=Part.HANDLE,
    order=1,
    ask=Words(
        "Do I pay invoices, change bank details or order transfers?",
        "Est-ce que je paie des factures, change des coordonnées bancaires ou demande des virements ?",
        "我会支付发票、更改收款账户信息或安排转账吗？",
    ),
    options=(
        Option("no", Words("No", "Non", "不会"), {}),
        Option(
            "now_and_then",
            Words("Now and then", "De temps en temps", "偶尔"),
            {"payment_voice": 2, "phishing_by_mail": 1},
        ),
        Option(
            "often",
            Words("Most weeks", "Presque chaque semaine", "几乎每周"),
            {"payment_voice": 3, "phishing_by_mail": 2},
        ),
    ),
)
