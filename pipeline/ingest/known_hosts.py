"""Whether a server of ``sftp://`` is the one it says it is: what the user's ``ssh`` knows decides. Needs paramiko."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from paramiko import HostKeys, MissingHostKeyPolicy, PKey, SSHClient

KNOWN_HOSTS: Final = "~/.ssh/known_hosts"


class UnknownHost(ValueError):
    """The server's key is not the one that is known, or none is."""


class AsKnown(MissingHostKeyPolicy):  # type: ignore[misc] # paramiko ships no types
    """Refuses a server whose key is not in the file of those that ``ssh`` knows, before any password is sent to it."""

    def missing_host_key(self, client: SSHClient, hostname: str, key: PKey) -> None:  # noqa: ARG002
        """Raises ``UnknownHost``."""
        known = Path(KNOWN_HOSTS).expanduser()
        if not (known.is_file() and HostKeys(str(known)).check(hostname, key)):
            raise UnknownHost(f"the server's key is not in {KNOWN_HOSTS}: connect to it with ssh once")
