"""Receives notices: verifies each one, recognises repeats, and prints it. Python 3.9 and nothing else is needed:

    WEBHOOK_SECRET=whsec_... PORT=8080 python3 receive.py

The secret is what `POST /v1/platforms/{platform}/rotate-secret` returned. During the 24 hours after a rotation notices
are signed with the old secret too, so that a receiver may change over at any time.
"""

import base64
import hashlib
import hmac
import json
import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LARGEST_NOTICE_BYTES = 1_048_576
TOLERANCE_SECONDS = 300

SECRET = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))
# A real receiver stores these ids in its database, in the transaction that acts on the notice.
seen = set()


def is_signed(headers, body):
    """Whether the product signed these bytes, at a time within five minutes (Standard Webhooks)."""
    notice_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    signed = f"{notice_id}.{timestamp}.".encode() + body
    expected = base64.b64encode(hmac.new(SECRET, signed, hashlib.sha256).digest()).decode()
    # One signature for each secret that is valid now, separated by spaces.
    signatures = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(f"v1,{expected}", signature) for signature in signatures)


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("content-length", "0"))
        self.send_response(413 if length > LARGEST_NOTICE_BYTES else self.receive(self.rfile.read(length)))
        self.end_headers()

    def receive(self, body):
        """The status of the response: 401 for what the product did not sign; it retries whatever is not 2xx."""
        if not is_signed(self.headers, body):
            return 401
        notice_id = self.headers["webhook-id"]
        # The same notice arrives again when a response was lost.
        if notice_id in seen:
            return 204
        seen.add(notice_id)
        notice = json.loads(body)
        print(notice["type"], f'{notice["data"]["noticeId"]}: {notice["data"]["title"]["en"]}', flush=True)
        return 204

    def log_message(self, *_):
        """Only notices are printed."""


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8080"))), Receiver)
print(f"Receives notices at http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
