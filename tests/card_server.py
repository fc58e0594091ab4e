#!/usr/bin/env python3
"""GOV.UK Pay as its published interface says, for tests: it takes payments from nobody, and has bad manners on request.

    card_server.py FOLDER

listens on a free port of 127.0.0.1, writes it to FOLDER/card-port, and runs until its standard input ends. Before each answer it reads FOLDER/card-mode:

    good              answers as the interface is published
    away              503
    refuse            400, and nothing is begun
    broken            200 or 201 with what is no JSON
    other-sum         says a sum that was not asked for
    lost              does what it is asked, then hangs up without a word

A payment's page, where whoever pays goes on, is a form of two buttons; ?pay and ?cancel do the same for tests in C. Every question is written down in FOLDER/card-asked.
"""
import json
import pathlib
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

KEY = "api_test_a-key-of-its-own"
folder = pathlib.Path(sys.argv[1])
payments: dict[str, dict] = {}
lock = threading.Lock()


class Pay(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def mode(self) -> str:
        path = folder / "card-mode"
        return path.read_text().strip() if path.exists() else "good"

    def say(self, status: int, body, kind="application/json") -> None:
        content = (json.dumps(body) if kind == "application/json" else body).encode()
        if self.mode() == "broken" and self.path.startswith("/v1/"):
            content = b"<html>Sorry"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def shown(self, payment: dict) -> dict:
        links = {"self": {"href": f"{self.base()}/v1/payments/{payment['payment_id']}", "method": "GET"}, "next_url": None}
        if payment["state"]["status"] in ("created", "started"):
            links["next_url"] = {"href": f"{self.base()}/secure/{payment['payment_id']}", "method": "GET"}
        back = sum(payment["refunds"])
        shown = {k: v for k, v in payment.items() if k != "refunds"}
        if self.mode() == "other-sum":
            shown["amount"] += 100
        return {**shown, "_links": links, "refund_summary": {"status": "available", "amount_available": payment["amount"] - back, "amount_submitted": back}}

    def base(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def gate(self) -> bool:
        with lock, (folder / "card-asked").open("a") as asked:
            asked.write(f"{self.command} {self.path}\n")
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            self.say(401, {"code": "P0900", "description": "not authorised"})
        elif self.mode() == "away":
            self.say(503, {"code": "P0998"})
        elif self.mode() == "refuse":
            self.say(400, {"code": "P0102", "description": "invalid"})
        else:
            return True
        return False

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        parts = address.path.strip("/").split("/")
        if parts[0] == "secure":
            return self.page(parts[1], address.query)
        if not self.gate():
            return None
        payment = payments.get(parts[-1])
        return self.say(200, self.shown(payment)) if payment else self.say(404, {"code": "P0200"})

    def page(self, number: str, query: str) -> None:
        payment = payments[number]
        if query in ("pay", "cancel"):
            with lock:
                if payment["state"]["status"] in ("created", "started"):
                    payment["state"] = {"status": "success" if query == "pay" else "failed", "finished": True}
            self.send_response(303)
            self.send_header("Location", payment["return_url"])
            self.send_header("Content-Length", str(len(payment["return_url"])))
            self.end_headers()
            return self.wfile.write(payment["return_url"].encode())
        payment["state"] = {"status": "started", "finished": False}
        return self.say(200, f"<!DOCTYPE html><html lang='en'><head><title>Card details</title><link rel='icon' href='data:,'></head><body><main><h1>{payment['description']}</h1>"
                             f"<p>&pound;{payment['amount'] / 100:.2f}</p><p><a href='?pay'>Pay now</a> <a href='?cancel'>Cancel payment</a></p></main></body></html>", "text/html")

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = json.loads(self.rfile.read(length) or b"{}")
        if not self.gate():
            return
        parts = self.path.strip("/").split("/")
        with lock:
            if parts[-1] == "refunds":
                status, answer = self.refund(payments[parts[2]], body)
            else:
                number = f"pay{len(payments) + 1:023d}"
                payments[number] = {"payment_id": number, "amount": body["amount"], "reference": body["reference"], "description": body["description"],
                                    "return_url": body["return_url"], "state": {"status": "created", "finished": False}, "refunds": []}
                status, answer = 201, self.shown(payments[number])
        if self.mode() == "lost":
            self.close_connection = True
            return
        self.say(status, answer)

    def refund(self, payment: dict, body: dict):
        left = payment["amount"] - sum(payment["refunds"])
        if payment["state"]["status"] != "success" or body["amount"] > left:
            return 400, {"code": "P0603"}
        if body.get("refund_amount_available") != left:
            return 412, {"code": "P0604"}
        payment["refunds"].append(body["amount"])
        return 202, {"refund_id": f"back{len(payment['refunds'])}", "amount": body["amount"], "status": "submitted"}

    def log_message(self, *words) -> None:
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Pay)
server.daemon_threads = True
fresh = folder / "card-port.new"
fresh.write_text(str(server.server_address[1]))
fresh.rename(folder / "card-port")
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
