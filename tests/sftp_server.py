"""An SFTP server of the tests' own, on the loopback and a free port, in a thread: it gives a folder to read to one user."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import paramiko
from paramiko import AUTH_FAILED, AUTH_SUCCESSFUL, OPEN_SUCCEEDED, SFTPAttributes, SFTPHandle, SFTPServer

USER, PASSWORD = "toi", "mat-khau-sftp"


@dataclass
class SftpServer:
    """A running server, and the line by which ``ssh`` knows it."""

    port: int
    known: str
    transports: list[paramiko.Transport]

    def drop(self) -> None:
        """End all connections that there are."""
        while self.transports:
            self.transports.pop().close()


@contextmanager
def running_sftp_server(folder: Path) -> Iterator[SftpServer]:
    """A server that gives the folder to read."""
    key = paramiko.ECDSAKey.generate()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        server = SftpServer(port, f"[127.0.0.1]:{port} {key.get_name()} {key.get_base64()}\n", [])

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                transport = paramiko.Transport(connection)
                server.transports.append(transport)
                transport.add_server_key(key)
                transport.set_subsystem_handler("sftp", SFTPServer, _Folder, str(folder))
                transport.start_server(server=_Guard(), event=threading.Event())

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield server
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            server.drop()


class _Guard(paramiko.ServerInterface):
    def check_auth_password(self, username: str, password: str) -> int:
        return AUTH_SUCCESSFUL if (username, password) == (USER, PASSWORD) else AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:  # noqa: ARG002
        return OPEN_SUCCEEDED

    def get_allowed_auths(self, username: str) -> str:  # noqa: ARG002
        return "password"


class _Folder(paramiko.SFTPServerInterface):
    def __init__(self, server: paramiko.ServerInterface, top: str) -> None:
        super().__init__(server)
        self._top = top

    def list_folder(self, path: str) -> list[SFTPAttributes]:
        with os.scandir(self._place(path)) as entries:
            return [SFTPAttributes.from_stat(entry.stat(follow_symlinks=False), entry.name) for entry in entries]

    def stat(self, path: str) -> SFTPAttributes | int:
        try:
            return SFTPAttributes.from_stat(self._place(path).stat())
        except OSError as error:
            return SFTPServer.convert_errno(error.errno or 0)

    def open(self, path: str, flags: int, attr: SFTPAttributes) -> SFTPHandle:  # noqa: ARG002
        return _Opened(self._place(path), flags)

    def _place(self, path: str) -> Path:
        return Path(self._top + self.canonicalize(path))


class _Opened(SFTPHandle):
    def __init__(self, file: Path, flags: int) -> None:
        super().__init__(flags)
        self.readfile = file.open("rb")

    def stat(self) -> SFTPAttributes:
        return SFTPAttributes.from_stat(os.fstat(self.readfile.fileno()))
