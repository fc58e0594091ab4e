#!/usr/bin/env python3
"""Kills the server with SIGKILL in the middle of a booking storm, again and again, and looks for what was acknowledged.

    tests/storm/kill.py [--build build] [--kills 12]

After each kill the server starts again on the same file. Every registration that a client was told of (303) must be in the store exactly once,
every registration whole (it has its booking), the places taken must equal the registrations that hold them, and the file must pass its
integrity check. Prints "N passed, N failed".
"""
import argparse
import contextlib
import http.client
import json
import pathlib
import random
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time

CLIENTS = 6
LIVE = "('confirmed', 'waiting', 'offered')"
INVARIANTS = {
    "places taken differ from registrations":
        "SELECT count(*) FROM event e WHERE taken <> (SELECT count(*) FROM registration r WHERE r.event_id = e.id AND r.state IN ('confirmed', 'offered'))",
    "a registration has no booking": "SELECT count(*) FROM registration r LEFT JOIN booking b ON b.id = r.booking_id WHERE b.id IS NULL",
    "an event is oversold": "SELECT count(*) FROM event WHERE taken > places",
}


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Storm:
    def __init__(self, build: str):
        self.build = pathlib.Path(build).resolve()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="lyceum-kill."))
        self.store = str(self.folder / "store.db")
        self.port = free_port()
        prepare = [str(self.build / "tests/load/prepare"), self.store, str(self.folder), "bookings", "20000"]
        about = json.loads(subprocess.run(prepare, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
        self.lines = [line.split("\t") for line in pathlib.Path(about["requests"]).read_text().splitlines()]
        self.next = 0
        self.lock = threading.Lock()
        self.acknowledged: list[int] = []

    def start(self) -> float:
        """Starts the server; seconds until it answers."""
        began = time.monotonic()
        command = [str(self.build / "lyceum"), "serve", "--store", self.store, "--listen", f"127.0.0.1:{self.port}"]
        self.server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        while time.monotonic() - began < 20:
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    return time.monotonic() - began
            time.sleep(0.01)
        raise SystemExit("the server does not come back")

    def take(self) -> int:
        with self.lock:
            self.next += 1
            return self.next - 1

    def client(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        with contextlib.suppress(OSError, http.client.HTTPException):   # killed under us: that request is unknown, and not counted
            while True:
                i = self.take()
                path, cookie, body = self.lines[i]
                connection.request("POST", path, body, {"Cookie": cookie, **headers})
                answer = connection.getresponse()
                answer.read()
                if answer.status == 303:
                    with self.lock:
                        self.acknowledged.append(i)

    def storm(self) -> None:
        clients = [threading.Thread(target=self.client) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        time.sleep(random.uniform(0.15, 0.9))
        self.server.kill()
        self.server.wait()
        for client in clients:
            client.join()

    def registration_is_there_once(self, db: sqlite3.Connection, i: int) -> bool:
        path, _, body = self.lines[i]
        event, person = int(path.split("/")[2]), int(next(p.split("=")[1] for p in body.split("&") if p.startswith("person=")))
        return db.execute(f"SELECT count(*) FROM registration WHERE event_id = ? AND person_id = ? AND state IN {LIVE}", (event, person)).fetchone()[0] == 1

    def faults(self) -> list[str]:
        """What does not hold, in words."""
        db = sqlite3.connect(f"file:{self.store}?mode=ro", uri=True)
        faults = [words for words, sql in INVARIANTS.items() if db.execute(sql).fetchone()[0]]
        if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            faults.append("the file is damaged")
        lost = sum(not self.registration_is_there_once(db, i) for i in self.acknowledged)
        if lost:
            faults.append(f"{lost} of {len(self.acknowledged)} acknowledged bookings are not there exactly once")
        db.close()
        return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build")
    parser.add_argument("--kills", type=int, default=12)
    options = parser.parse_args()
    storm, failed = Storm(options.build), 0
    slowest = storm.start()
    for kill in range(options.kills):
        storm.storm()
        slowest = max(slowest, storm.start())   # whatever the log needs is mended by the program itself, not by this reader
        faults = storm.faults()
        failed += bool(faults)
        print(f"kill {kill + 1}: {len(storm.acknowledged)} acknowledged so far; {'; '.join(faults) or 'all there'}", flush=True)
    storm.server.terminate()
    storm.server.wait()
    shutil.rmtree(storm.folder, ignore_errors=True)
    print(f"ready again after at most {slowest:.2f} s")
    print(f"{options.kills - failed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    raise SystemExit(main())
