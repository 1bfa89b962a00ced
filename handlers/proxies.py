"""Which addresses are reached without the proxy that HTTPS_PROXY names.

slack_sdk sends everything through that proxy, and knows no NO_PROXY: also what goes to this machine.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit
from urllib.request import proxy_bypass


def direct(url: str) -> bool:
    """Whether `url` is on this machine, or NO_PROXY names its host."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return bool(proxy_bypass(parts.netloc.rpartition("@")[2]))
