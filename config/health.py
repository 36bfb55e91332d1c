"""`python -m config.health`: exit code 0 when the web process here answers (container check)."""

import http.client
import sys

from config.settings import environment


def answers(port: int = 8000, seconds: float = 5) -> bool:
    """Whether /healthz answers 200 under the first of our allowed host names."""
    hosts = environment.listing("ALLOWED_HOSTS") or ["localhost"]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    headers = {"Host": hosts[0].lstrip("."), "X-Forwarded-Proto": "https"}
    try:
        connection.request("GET", "/healthz", headers=headers)
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if answers() else 1)
