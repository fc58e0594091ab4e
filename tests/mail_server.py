#!/usr/bin/env python3
"""A mail server for tests: STARTTLS and a password before anything else, and bad manners on request.

    mail_server.py FOLDER

makes FOLDER/ca.pem, listens on a free port of 127.0.0.1, writes it to FOLDER/port, and runs until it is told to stop or its standard
input ends. Before each letter it reads FOLDER/mode, a word and perhaps, after a space, the folder in which letters are kept from now on:

    accept            takes it
    refuse550         this recipient is unknown
    busy451           not now
    hang              says nothing after RCPT
    drop-after-data   hears the whole letter, then hangs up without a word
    hang-after-data   hears the whole letter, then says nothing

Each letter that it heard whole is kept there, else in FOLDER: 1.eml as it came, and 1.txt as Python's own parser reads it.
"""
import asyncio
import email
import email.policy
import pathlib
import socket
import ssl
import subprocess
import sys

from aiosmtpd.smtp import SMTP, AuthResult

USER, PASSWORD = b"lyceum", b"a password of its own"


def certificate(folder: pathlib.Path) -> ssl.SSLContext:
    key, ca = folder / "key.pem", folder / "ca.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1000", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(key), "-out", str(ca)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(ca, key)
    return context


def read_back(content: bytes) -> str:
    letter = email.message_from_bytes(content, policy=email.policy.default)
    lines = [f"{name}: {value}" for name, value in letter.items()]
    for part in letter.walk():
        lines.append(f"--- {part.get_content_type()} {part.get_param('method') or ''} {part.get_content_charset() or ''}")
        if not part.is_multipart():
            lines.append(part.get_content())
    return "\n".join(lines) + "\n"


class Manners:
    def __init__(self, folder: pathlib.Path):
        self.folder, self.kept_in, self.heard = folder, folder, 0

    def mode(self) -> str:
        word, *kept_in = (self.folder / "mode").read_text().strip().split(" ", 1)
        if kept_in and self.kept_in != pathlib.Path(kept_in[0]):
            self.kept_in, self.heard = pathlib.Path(kept_in[0]), 0
        return word

    async def handle_RCPT(self, server, session, envelope, address, options):
        mode = self.mode()
        if mode == "refuse550":
            return "550 5.1.1 nobody of that name here"
        if mode == "busy451":
            return "451 4.3.0 too much to do, come again"
        if mode == "hang":
            await asyncio.sleep(600)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mode = self.mode()
        self.heard += 1
        text = read_back(envelope.content) + f"=== from {envelope.mail_from} to {', '.join(envelope.rcpt_tos)}\n"
        (self.kept_in / f"{self.heard}.eml").write_bytes(envelope.content)
        (self.kept_in / f"{self.heard}.txt").write_text(text, encoding="utf-8")
        if mode == "drop-after-data":
            server.transport.abort()
            return "250 never heard"
        if mode == "hang-after-data":
            await asyncio.sleep(600)
        return "250 2.0.0 taken"


def known(server, session, envelope, mechanism, login) -> AuthResult:
    return AuthResult(success=(login.login, login.password) == (USER, PASSWORD))


async def main(folder: pathlib.Path) -> None:
    manners, tls = Manners(folder), certificate(folder)
    listener = socket.create_server(("127.0.0.1", 0))
    loop = asyncio.get_running_loop()
    await loop.create_server(lambda: SMTP(manners, hostname="localhost", tls_context=tls, require_starttls=True, authenticator=known,
                                          auth_required=True, timeout=600), sock=listener)
    ready = folder / "port.new"
    ready.write_text(str(listener.getsockname()[1]))
    ready.rename(folder / "port")
    await loop.run_in_executor(None, sys.stdin.read)      # ends with whoever started us


if __name__ == "__main__":
    asyncio.run(main(pathlib.Path(sys.argv[1])))
