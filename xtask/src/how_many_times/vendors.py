"""How often the vendors' own clients for Telnyx and Vonage buy one number and send one message when something goes wrong.

Called by `cargo xtask how-many-times --vendors`, in an environment that has both. They talk to a stand-in on the loopback
interface, over TLS with a certificate made for this run, with their defaults but for a time limit of two seconds.
The stand-in refuses to sell a number twice, as the carriers do, and sends every message that it is given, unless it has seen its
`Idempotency-Key`. Telnyx's client sends one where the caller gives it one, and none by itself.
"""

import http.server
import json
import logging
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import threading

LIMIT = 2  # seconds

# What happens to the first request: (in words, carried out?, what is answered: a status, or how the connection ends)
MISHAPS = [
    ("nothing goes wrong", True, 200),
    ("done, then the connection closes", True, "close"),
    ("done, then the connection is reset", True, "reset"),
    ("done, then silence", True, "silence"),
    ("done, but the answer is cut off", True, "cut"),
    ("done, but answered with 500", True, 500),
    ("done, but answered with a page of HTML", True, "html"),
    ("closed, never done", False, "close"),
    ("silence, never done", False, "silence"),
    ("refused with 503, not done", False, 503),
    ("refused with 429, not done", False, 429),
]


class Carrier:
    """One account, and what goes wrong with its first POST."""

    def __init__(self, done, answer):
        self.lock = threading.Lock()
        self.first = (done, answer)
        self.arrived = 0
        self.done = 0
        self.numbers = 0
        self.keys = set()

    def post(self, is_purchase, key):
        """Whether it is answered with a success, and what is wrong with the answer."""
        with self.lock:
            self.arrived += 1
            done, answer = self.first if self.arrived == 1 else (True, 200)
            if is_purchase and done and self.numbers:
                return 422
            if done and key not in self.keys:
                self.done += 1
                self.numbers += is_purchase
                self.keys.update({key} - {None})
            return answer


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        self.rfile.read(int(self.headers.get("content-length", 0)))
        is_purchase = self.path.endswith(("/number_orders", "/number/buy"))
        answer = self.server.carrier.post(is_purchase, self.headers.get("idempotency-key"))
        if answer == "close":
            return self.end()
        if answer == "reset":
            linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            return self.end()
        if answer == "silence":
            self.server.over.wait(10 * LIMIT)
            return self.end()
        kind, body = "application/json", json.dumps(self.success(is_purchase))
        status = 200
        if answer == "html":
            kind, body = "text/html", "<html>Please log in.</html>"
        elif answer not in (200, "cut"):
            status, body = answer, json.dumps({"errors": [{"code": "85001", "title": "no"}]})
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:20].encode() if answer == "cut" else body.encode())
        if answer == "cut":
            self.end()

    def success(self, is_purchase):
        if self.path.startswith("/v2/"):
            return {"data": {"id": "1", "status": "success"}}
        if is_purchase:
            return {"error-code": "200", "error-code-label": "success"}
        message = {"to": "12065550142", "message-id": "1", "status": "0", "remaining-balance": "1",
                   "message-price": "0.01", "network": "12345"}
        return {"message-count": "1", "messages": [message]}

    def end(self):
        self.close_connection = True
        # Without this the reset of a TLS connection would be a proper end.
        socket.socket.close(self.connection)


class StandIn:
    def __init__(self, context, carrier):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.server.handle_error = lambda *_: None
        self.server.carrier, self.server.over = carrier, threading.Event()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.host = f"localhost:{self.server.server_port}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.over.set()
        self.server.shutdown()
        self.server.server_close()


def certificate(folder):
    files = os.path.join(folder, "certificate.pem"), os.path.join(folder, "key.pem")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
               "-addext", "subjectAltName=DNS:localhost", "-out", files[0], "-keyout", files[1]]
    subprocess.run(command, check=True, capture_output=True)
    return files


def telnyx_calls(host):
    import telnyx

    client = telnyx.Telnyx(api_key="KEY", base_url=f"https://{host}/v2", timeout=LIMIT)
    return (
        lambda: client.number_orders.create(phone_numbers=[{"phone_number": "+12064205780"}]),
        lambda: client.messages.send(from_="+12012673227", to="+12065550142", text="hello"),
    )


def vonage_calls(host):
    import vonage
    from vonage_numbers import NumberParams
    from vonage_sms import SmsMessage

    options = vonage.HttpClientOptions(api_host=host, rest_host=host, timeout=LIMIT)
    client = vonage.Vonage(vonage.Auth(api_key="abcdef12", api_secret="abcdefABCDEF1234"), options)
    return (
        lambda: client.numbers.buy_number(NumberParams(country="US", msisdn="12064205780")),
        lambda: client.sms.send(SmsMessage(to="12065550142", from_="12012673227", text="hello")),
    )


def count(context, calls, which, done, answer, verb):
    carrier = Carrier(done, answer)
    with StandIn(context, carrier) as stand_in:
        try:
            calls(stand_in.host)[which]()
            told = verb
        except Exception as error:
            told = type(error).__name__
    return f"{carrier.arrived}, {carrier.done}, {told}"


def main():
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        public, private = certificate(folder)
        os.environ["REQUESTS_CA_BUNDLE"] = os.environ["SSL_CERT_FILE"] = public
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(public, private)
        for name, calls in (("Telnyx", telnyx_calls), ("Vonage", vonage_calls)):
            print(f"\n| {name}'s client: what happens to the first request | buy one number: POSTs, bought, told "
                  "| send one message: POSTs, sent, told |\n|---|---|---|")
            for mishap, done, answer in MISHAPS:
                buying = count(context, calls, 0, done, answer, "bought")
                sending = count(context, calls, 1, done, answer, "sent")
                print(f"| {mishap} | {buying} | {sending} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
