"""Send what a channel composed; the answer as one word for tables, empty when it was taken."""

import smtplib

from django.core.mail import EmailMessage

from rempart import __version__
from rempart.channel import outbound
from rempart.channel.sealed import Unreadable
from rempart.notices.core.channel import Channel
from rempart.notices.core.message import Letter, Post


def send(unit: Channel, composed: Post | Letter) -> str:
    """Never raises for what the other side does."""
    return _mail(composed) if isinstance(composed, Letter) else _post(unit, composed)


def _post(unit: Channel, post: Post) -> str:
    headers = {"user-agent": f"Rempart/{__version__}", **post.headers}
    try:
        answer = outbound.request(post.method, post.url, headers, post.body)
    except outbound.Barred:
        return "barred"
    except outbound.Unreached as trouble:
        return trouble.code
    return unit.judge(answer)


def _mail(letter: Letter) -> str:
    try:
        EmailMessage(letter.subject, letter.text, to=[letter.to]).send()
    except smtplib.SMTPRecipientsRefused:
        return "address_refused"
    except Unreadable:  # the password of the server
        return "sealed"
    except smtplib.SMTPAuthenticationError:
        return "sign_in_refused"
    except smtplib.SMTPNotSupportedError:
        return "not_offered"
    except smtplib.SMTPResponseException as trouble:
        return f"answered_{trouble.smtp_code}"
    except TimeoutError:
        return "timeout"
    except OSError:  # SMTPException is one
        return "unreached"
    except ValueError:  # an address that no mail can carry; after OSError, as a bad certificate is both
        return "address_refused"
    return ""
