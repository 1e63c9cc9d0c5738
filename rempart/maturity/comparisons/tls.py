"""Generic host or one made for WordPress: certificate and HTTPS (CMPR-01)."""

from rempart.maturity.core.hosting_kinds import Comparison

UNIT = Comparison(
    id="tls",
    row="CMPR-01",
    position=1,
    feature="Certificate and HTTPS",
    generic="Usually available, often to be set up by hand",
    wordpress="Usually included and switched on by itself",
    question="Was HTTPS on from the first day without your doing anything?",
    controls=("tls_certificate_valid", "tls_renewed_automatically", "https_everywhere"),
    source_line=19,
)
