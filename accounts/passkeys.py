"""Whether browsers allow passkeys at the address that a request came to."""

import ipaddress

from django.http import HttpRequest


def work_at(request: HttpRequest) -> bool:
    """Say whether the address is one by name, and secure; a browser counts localhost as secure."""
    host = request.get_host().rpartition("]")[0].lstrip("[") or request.get_host().partition(":")[0]
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False
