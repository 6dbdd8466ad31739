"""``build.py sign``: a C2PA manifest for each edition of a release: who vouches for it, and how anybody makes it again.

The manifest stands beside the file (``signatures/<file>.c2pa``, C2PA 2.4, 11.4: external manifests), which stays as it was
built: a signature is never the same twice, and ``verify`` compares the bytes of the release. Without a key what would be
signed is written as JSON.
"""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

from press import __version__
from press.commands.recorded import recorded_release
from press.core.messages import Message
from press.core.problems import ManuscriptError, Problem, shown
from press.core.publish import publish_reports
from press.core.release_mark import SIGNATURES
from press.outputs.metadata.media_types import media_type

#: What the recipe is called in the manifest; no domain of the Internet ends in «local» (RFC 6762).
RECIPE = "local.press.recipe"
#: What the file is to C2PA: bytes. It would otherwise be read, and written, by its format.
_BYTES = "application/octet-stream"
#: IPTC: a digital representation of data by a program. Who wrote the words, and with what, is not said here.
_MADE = "http://cv.iptc.org/newscodes/digitalsourcetype/dataDrivenMedia"
_INSTALL = "Install it: pip install c2pa-python (or press[sign])."


def sign(out: Path, key: Path | None, certificate: Path | None) -> int:
    """Write a manifest for each edition of the release in ``out``, signed where there is a key with its certificates.

    Returns 0; 3 where there is no release with its records, or the library that signs is not installed. Raises
    :class:`ManuscriptError` where the key or the certificate cannot be used, and OSError.
    """
    recorded = recorded_release(out)
    if recorded is None:
        return 3
    files, provenance = recorded
    signer = None
    if bool(key) != bool(certificate):
        raise _refusal(key or certificate or Path(), "a key and its certificate are given together, or neither")
    if key and certificate:
        try:
            signer = _signer(key, certificate)
        except ImportError:
            print(str(Message("{}: the package c2pa-python, which signs, is not installed. {}", shown(out), _INSTALL)))
            return 3
    made = {}
    for edition in provenance["made"]:
        data = files.get(edition["path"], b"")
        if hashlib.sha256(data).hexdigest() != edition["sha256"]:
            print(
                str(Message("{}: not the file of the record of provenance; build again.", shown(out / edition["path"])))
            )
            return 3
        definition = manifest(provenance, edition)
        name = f"{SIGNATURES}/{edition['path'].replace('/', '-')}.c2pa"
        if signer is None:
            made[f"{name}.json"] = (json.dumps(definition, ensure_ascii=False, indent=2) + "\n").encode()
        else:
            made[name] = _signed(definition, data, signer, key)
    publish_reports(made, out, stale=(SIGNATURES,))
    for name in made:
        print(shown(out / name))
    if signer is None:
        print("Not signed: give --sign-key and --sign-certificate.")
    return 0


def manifest(provenance: dict[str, Any], edition: dict[str, Any]) -> dict[str, Any]:
    """The manifest of an edition: that this program made it of these files, and how to make it again."""
    book = provenance["book"]
    recipe = {
        "book": {name: book[name] for name in ("identifier", "title", "version", "date", "licence") if name in book},
        "made_from": provenance["made_from"],
        "made_by": provenance["made_by"],
        "file": edition,
        "check": provenance["check"],
    }
    created = {
        "action": "c2pa.created",
        "softwareAgent": {"name": provenance["made_by"]["name"], "version": provenance["made_by"]["version"]},
        "digitalSourceType": _MADE,
    }
    return {
        "claim_generator_info": [{"name": "press", "version": __version__}],
        "title": edition["path"].rpartition("/")[2],
        "format": media_type(edition["path"]),
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [created]}},
            {"label": RECIPE, "data": recipe},
        ],
    }


def _signer(key: Path, certificate: Path) -> Any:
    """A signer of the key's kind. Raises ImportError without the library."""
    import c2pa
    from cryptography.hazmat.primitives import serialization

    try:
        private = serialization.load_pem_private_key(key.read_bytes(), None)
    except (ValueError, TypeError) as error:
        raise _refusal(key, f"no private key in PEM without a password: {str(error)[:100]}") from error
    algorithm = _algorithm(private)
    if not algorithm:
        raise _refusal(key, "a key of a kind that C2PA does not take (RSA, EC P-256 to P-521, Ed25519)")
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    try:
        return c2pa.Signer.from_info(c2pa.C2paSignerInfo(algorithm, certificate.read_bytes(), pem, None))
    except (c2pa.C2paError, ValueError) as error:
        raise _refusal(certificate, f"the certificate does not go with the key: {error}") from error


def _algorithm(private: Any) -> str:
    """C2PA 2.4, 13.2: the algorithm for a private key; empty for none."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    if isinstance(private, ec.EllipticCurvePrivateKey):
        return {256: "es256", 384: "es384", 521: "es512"}.get(private.curve.key_size, "")
    if isinstance(private, ed25519.Ed25519PrivateKey):
        return "ed25519"
    return "ps256" if isinstance(private, rsa.RSAPrivateKey) else ""


def _signed(definition: dict[str, Any], data: bytes, signer: Any, key: Path | None) -> bytes:
    """The signed manifest of a file, read back with it."""
    import c2pa

    try:
        builder = c2pa.Builder({**definition, "format": _BYTES})
        builder.set_no_embed()
        signed = bytes(builder.sign(signer, _BYTES, io.BytesIO(data), io.BytesIO()))
        state = c2pa.Reader(_BYTES, io.BytesIO(data), signed).get_validation_state()
    except c2pa.C2paError as error:
        raise _refusal(key or Path(), f"cannot sign: {error}") from error
    if state not in ("Valid", "Trusted"):
        raise _refusal(key or Path(), f"the signed manifest is {state}: the certificate does not go with the key")
    return signed


def _refusal(path: Path, why: str) -> ManuscriptError:
    hint = "A certificate for C2PA, with those that signed it, is a PEM file; see docs/libraries.md."
    return ManuscriptError([Problem(shown(path), 0, "C001", why, hint)])
