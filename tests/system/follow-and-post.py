#!/usr/bin/env python3
"""Follows a coverage of a Plenary newsroom and posts one entry into it, with nothing but the documented protocol.

Usage: follow-and-post.py URL LOGIN PASSWORD SLUG TEXT
Needs python3-socketio, python3-websocket and python3-requests. Prints one JSON object.
"""

import json
import os
import queue
import sys
import time
from datetime import datetime, timezone

import requests
import socketio

PROTOCOL_VERSION = 1


def uuid7() -> str:
    """48 bits of milliseconds, then chance: ids that sort by when they were made."""
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    digits = f"{value:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def main(url: str, login: str, password: str, slug: str, text: str) -> dict:
    signed_in = requests.post(f"{url}/api/v1/sign-in", json={"login": login, "password": password}, timeout=10)
    signed_in.raise_for_status()
    token = signed_in.json()["token"]

    listed = requests.get(f"{url}/api/v1/coverages", timeout=10).json()["coverages"]
    coverage = next(one for one in listed if one["slug"] == slug)

    reader, desk = socketio.Client(), socketio.Client()
    try:
        # Follow as any reader may. Join and range are one request, so nothing falls between.
        batches: queue.Queue = queue.Queue()
        reader.on("changes", batches.put, namespace="/live")
        reader.connect(url, namespaces=["/live"], transports=["websocket"])
        request = {"version": PROTOCOL_VERSION, "coverageId": coverage["id"], "cursor": coverage["cursor"]}
        answer = reader.call("follow", request, namespace="/live", timeout=10)
        assert answer["kind"] in ("caught-up", "behind"), answer
        seq = answer["head"]["seq"]

        # Act as staff. The answer comes when the entry is durable; sending the same id again is safe.
        desk.connect(url, namespaces=["/desk"], transports=["websocket"], auth={"token": token, "language": "en"})
        command = {
            "id": uuid7(),
            "coverageId": coverage["id"],
            "kind": "post-entry",
            "entryId": uuid7(),
            "itemId": None,
            "at": now(),
            "begunAt": now(),
            "content": {"kind": "note", "blocks": [{"type": "paragraph", "runs": [{"text": text}]}]},
        }
        receipt = desk.call("command", command, namespace="/desk", timeout=10)
        assert receipt["ok"], receipt["message"]
        assert desk.call("command", command, namespace="/desk", timeout=10) == receipt

        # See it as a reader does: n+1 after n only.
        while True:
            for record in batches.get(timeout=10)["changes"]:
                if record["seq"] <= seq:
                    continue
                assert record["seq"] == seq + 1, "a gap: follow again from the cursor"
                seq = record["seq"]
                if seq == receipt["seq"]:
                    return {"receipt": receipt, "seen": record["change"]}
    finally:
        desk.disconnect()
        reader.disconnect()


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    print(json.dumps(main(*sys.argv[1:]), ensure_ascii=False))
