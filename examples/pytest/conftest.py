"""Fixtures: the emulator for the whole run, fresh for every test. Needs the binary and the standard library."""

import base64
import json
import os
import subprocess
import urllib.request

import pytest

BINARY = os.environ.get("TRUNKLINE_EMULATOR", "trunkline-emulator")
LOGIN = base64.b64encode(b"11223344:emulator-secret-0123456789abcdef").decode()


class Emulator:
    """Where the emulator is, and calls of it."""

    def __init__(self, ready):
        self.flowroute = ready["flowroute"]
        self.admin = ready["admin"]

    def call(self, method, url, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data, method=method)
        request.add_header("Authorization", f"Basic {LOGIN}")
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=10) as response:
            text = response.read()
        return json.loads(text) if text else None

    def fault(self, **fault):
        self.call("POST", f"{self.admin}/faults", fault)

    def advance(self, seconds):
        self.call("POST", f"{self.admin}/clock/advance", {"seconds": seconds})

    def audit(self):
        return self.call("GET", f"{self.admin}/audit")


@pytest.fixture(scope="session")
def running_emulator():
    command = [BINARY, "--listen", "127.0.0.1:0", "--clock", "frozen", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            # The first line says, as JSON, where it listens: port 0 is a free one.
            yield Emulator(json.loads(process.stdout.readline()))
        finally:
            process.terminate()


@pytest.fixture
def emulator(running_emulator):
    running_emulator.call("POST", f"{running_emulator.admin}/reset")
    return running_emulator
