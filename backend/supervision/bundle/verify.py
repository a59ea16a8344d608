"""Checks an evidence bundle of Halfday: every photo, manifest, signature, ticket, time, receipt and the sealed trace.

    python3 verify.py BUNDLE.zip --key FINGERPRINT

Needs Python 3.9 or newer and the package `cryptography` (pip install cryptography); nothing of Halfday. FINGERPRINT is
that of the signing key, told by the deployment at /.well-known/halfday-keys.json and on its reports. Without it the
bundle is only compared with itself. Exit code 0: all is as it was signed. 1: faults, one line each. 2: no faults, but
without --key nobody knows whose keys these are.

Take this file from the deployment (its sha256 stands beside the keys); the copy inside a bundle is for reading.
"""

from __future__ import annotations

import argparse
import base64
import collections
import hashlib
import json
import sys
import zipfile
from collections.abc import Sequence
from typing import Any, BinaryIO, TextIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils

CHUNK = 1 << 20
LARGEST_TEXT = 64 << 20
KEY_ID_CHARS = 22
SEALED_FIELDS = (
    "id", "kind", "module", "at", "actor_id", "actor_role", "login_session_id", "organisation_id", "subject_id",
    "scope_id", "data", "values_hash",
)  # fmt: skip
UNLISTED = {"index.json", "index.token"}
BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, zipfile.BadZipFile, OSError, RuntimeError)


class Fault(Exception):
    """Something that is not as it was signed."""


def decode(text: str) -> bytes:
    """The bytes of base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def signed(point: bytes, purpose: str, payload: bytes, signature: bytes) -> bool:
    """Whether the key of this raw point signed the payload for this purpose: raw r and s, P-256, SHA-256."""
    if len(signature) != 64:  # noqa: PLR2004 - two numbers of 32 bytes
        return False
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    message = f"halfday.{purpose}.v1\n".encode() + payload
    try:
        key.verify(utils.encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


class Bundle:
    """One bundle being checked; `faults` collects what is wrong, `counts` what was right."""

    def __init__(self, path: str | BinaryIO, trusted: Sequence[str] = ()) -> None:
        self.zip = zipfile.ZipFile(path)
        self.trusted = {key.lower().replace(":", "") for key in trusted}
        self.faults: list[str] = []
        self.counts = {"files": 0, "captures": 0, "events": 0, "removed": 0}
        self.removed: dict[str, str] = {}
        self.digests: dict[str, tuple[str, int]] = {}
        self.keys: dict[str, Any] = {}

    def run(self) -> list[str]:
        """All checks; none stops the others."""
        for check in (self.check_keys, self.check_index, self.check_files, self.check_captures, self.check_trace):
            try:
                check()
            except Fault as fault:
                self.faults.append(str(fault))
            except BROKEN as error:
                self.faults.append(f"unreadable: {check.__name__[6:]}: {error}")
        return self.faults

    def text(self, name: str) -> bytes:
        """A small file whole.

        Raises:
            Fault: it is missing or absurdly large.
        """
        try:
            with self.zip.open(name) as stream:
                raw = stream.read(LARGEST_TEXT + 1)
        except KeyError:
            raise Fault(f"missing: {name}") from None
        if len(raw) > LARGEST_TEXT:
            raise Fault(f"too large: {name}")
        return raw

    def json(self, name: str) -> Any:  # noqa: ANN401 - JSON
        return json.loads(self.text(name))

    def token(self, purpose: str, token: str, name: str) -> Any:  # noqa: ANN401 - JSON
        """The payload of a token of the deployment.

        Raises:
            Fault: no key of the bundle signed it.
        """
        kid, payload, signature = token.strip().split(".")
        raw = decode(payload)
        if not self.by_server("signing", kid, purpose, raw, signature):
            raise Fault(f"not signed by the deployment: {name}")
        return json.loads(raw)

    def by_server(self, kind: str, kid: str, purpose: str, raw: bytes, signature: str) -> bool:
        """Whether a key of the deployment signed this."""
        key = self.keys.get(kid)
        if key is None or key["purpose"] != kind:
            return False
        return signed(decode(key["publicKey"]), purpose, raw, decode(signature))

    def check_keys(self) -> None:
        for key in self.json("keys.json")["keys"]:
            if sha256(decode(key["publicKey"])) != key["fingerprint"]:
                raise Fault(f"changed: keys.json: the fingerprint of {key['kid']} is another key's")
            self.keys[key["kid"]] = key

    def check_index(self) -> None:
        token = self.text("index.token").decode()
        said = self.token("bundle", token, "index.token")
        if said["indexSha256"] != sha256(self.text("index.json")):
            raise Fault("changed: index.json is not the index that was signed")
        root = self.keys[token.partition(".")[0]]["fingerprint"]
        if self.trusted and root not in self.trusted:
            raise Fault(f"another root: the bundle was signed by the key {root}")

    def check_files(self) -> None:
        listed = {entry["path"]: entry for entry in self.json("index.json")["files"]}
        present = collections.Counter(self.zip.namelist())
        self.faults += [f"added: {name}" for name in sorted(set(present) - set(listed) - UNLISTED)]
        self.faults += [f"twice: {name}" for name, times in sorted(present.items()) if times > 1]
        for name, entry in listed.items():
            if name not in present:
                self.faults.append(f"missing: {name}")
                continue
            self.digests[name] = self.digest(name)
            if self.digests[name] != (entry["sha256"], entry["size"]):
                self.faults.append(f"changed: {name}")
            else:
                self.counts["files"] += 1

    def digest(self, name: str) -> tuple[str, int]:
        """Digest and size, a megabyte at a time."""
        digest, size = hashlib.sha256(), 0
        try:
            with self.zip.open(name) as stream:
                while chunk := stream.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
        except BROKEN:
            return "", size
        return digest.hexdigest(), size

    def check_captures(self) -> None:
        for entry in self.json("index.json")["captures"]:
            folder = f"captures/{entry['id']}"
            try:
                self.check_capture(folder, entry)
                self.counts["captures"] += 1
            except Fault as fault:
                self.faults.append(str(fault))
            except BROKEN as error:
                self.faults.append(f"unreadable: {folder}: {error}")

    def check_capture(self, folder: str, entry: dict[str, Any]) -> None:
        """From the device's key over the signature to photo, ticket, time and receipt."""
        if entry["removed"]:
            self.check_removed(folder, entry)
            return
        raw = self.text(f"{folder}/manifest.json")
        certificate = f"devices/{entry['keyId']}.txt"
        device = self.token("device", self.text(certificate).decode(), certificate)
        point = decode(device["publicKey"])
        key_id = base64.urlsafe_b64encode(hashlib.sha256(point).digest()).decode()[:KEY_ID_CHARS]
        if key_id != entry["keyId"]:
            raise Fault(f"changed: {certificate} is another key's")
        if not signed(point, "capture", raw, decode(self.text(f"{folder}/signature.txt").decode().strip())):
            raise Fault(f"bad signature: {folder}/signature.txt does not sign {folder}/manifest.json")
        manifest = json.loads(raw)
        if manifest["id"] != entry["id"]:
            raise Fault(f"swapped: {folder}/manifest.json is of {manifest['id']}")
        ticket = self.token("ticket", manifest["ticket"], f"ticket in {folder}/manifest.json")
        if (ticket["keyId"], ticket["personId"]) != (key_id, device["personId"]):
            raise Fault(f"foreign ticket: {folder}/manifest.json")
        self.token("time", manifest["timeToken"], f"time token in {folder}/manifest.json")
        if entry["photo"]:
            self.check_photo(folder, manifest, sha256(raw))

    def check_removed(self, folder: str, entry: dict[str, Any]) -> None:
        """Of a photo that the deployment kept long enough, the receipt says which one it was."""
        self.counts["removed"] += 1
        name = f"{folder}/receipt.txt"
        if name not in self.digests:
            return
        receipt = self.token("receipt", self.text(name).decode(), name)
        if receipt["captureId"] != entry["id"]:
            raise Fault(f"swapped: {name} is another photo's")
        self.removed[entry["id"]] = receipt["manifestSha256"]

    def check_photo(self, folder: str, manifest: dict[str, Any], manifest_sha256: str) -> None:
        photo = self.digests.get(f"{folder}/photo.jpg")
        if photo is not None and photo != (manifest["sha256"], manifest["size"]):
            raise Fault(f"changed: {folder}/photo.jpg is not the photo that the phone signed")
        receipt = self.token("receipt", self.text(f"{folder}/receipt.txt").decode(), f"{folder}/receipt.txt")
        said = (receipt["captureId"], receipt["sha256"], receipt["manifestSha256"])
        if said != (manifest["id"], manifest["sha256"], manifest_sha256):
            raise Fault(f"swapped: {folder}/receipt.txt is another photo's")

    def check_trace(self) -> None:
        """The sealed chain from before the first event of the project to a signed head, and the events in it."""
        head = self.json("audit/head.json")
        if head is None:
            return
        sealed, named = self.read_events()
        number, chain = head["after"]["sealNo"], head["after"]["hash"]
        with self.zip.open("audit/chain.txt") as lines:
            for line in lines:
                number += 1
                digest = line.decode("ascii").strip()
                chain = sha256(f"{chain}\n{number}\n{digest}".encode())
                if sealed.pop(number, digest) != digest:
                    self.faults.append(f"changed: event {number} in audit/events.jsonl is not what was sealed")
        self.faults += [f"added: event {number} in audit/events.jsonl was never sealed" for number in sorted(sealed)]
        if (number, chain) != (head["sealNo"], head["hash"]):
            raise Fault("changed: audit/chain.txt does not lead to the signed head")
        message = f"{head['sealNo']}\n{head['hash']}\n{head['at']}".encode()
        if not self.by_server("sealing", head["kid"], "seal", message, head["signature"]):
            raise Fault("bad signature: audit/head.json")
        for entry in self.json("index.json")["captures"]:
            said = named.get(entry["id"])
            name = f"captures/{entry['id']}/{'receipt.txt' if entry['removed'] else 'manifest.json'}"
            found = self.removed.get(entry["id"], said) if entry["removed"] else sha256(self.text(name))
            if said is not None and said != found:
                self.faults.append(f"changed: {name} is not what was sealed on arrival")

    def read_events(self) -> tuple[dict[int, str], dict[str, str]]:
        """Digests of the events by their number; digests of manifests by capture, as sealed when they arrived."""
        digests: dict[int, str] = {}
        named: dict[str, str] = {}
        with self.zip.open("audit/events.jsonl") as lines:
            for line in lines:
                entry = json.loads(line)
                event = entry["event"]
                fields = [event[name] for name in SEALED_FIELDS]
                raw = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
                digests[entry["sealNo"]] = sha256(raw)
                if event["kind"] == "capture.named":
                    named[event["subject_id"]] = json.loads(event["data"])["manifest_sha256"]
        self.counts["events"] = len(digests)
        return digests, named


def verify(path: str | BinaryIO, trusted: Sequence[str] = (), out: TextIO | None = None) -> int:
    """Check a bundle and print what was found; the exit code."""
    out = out or sys.stdout
    try:
        bundle = Bundle(path, trusted)
    except BROKEN as error:
        print(f"unreadable: {error}", file=out)
        return 1
    faults = bundle.run()
    for fault in faults:
        print(fault, file=out)
    counts = bundle.counts
    summary = f"{counts['captures']} photos, {counts['files']} files, {counts['events']} sealed events"
    if counts["removed"]:
        summary += f"; of {counts['removed']} photos only the receipts are left, they were kept long enough"
    if faults:
        print(f"{len(faults)} FAULTS. Right: {summary}", file=out)
        return 1
    if not trusted:
        print(f"UNVERIFIED ROOT: {summary} fit together; give --key to know whose they are", file=out)
        return 2
    print(f"OK: {summary}", file=out)
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Checks an evidence bundle of Halfday.")
    parser.add_argument("bundle")
    parser.add_argument("--key", action="append", default=[], metavar="FINGERPRINT", help="of the signing key")
    chosen = parser.parse_args()
    return verify(chosen.bundle, chosen.key)


if __name__ == "__main__":
    sys.exit(main())
