"""Whoever gets a file from anywhere learns who vouches for it, and how to make it again; the file itself stays as built."""

from __future__ import annotations

import datetime
import io
import json
import shutil
import subprocess

import pytest

from press.core.release_mark import release_files
from tests.conftest import run

c2pa = pytest.importorskip("c2pa")
x509 = pytest.importorskip("cryptography.x509")

from cryptography.hazmat.primitives import hashes, serialization  # noqa: E402
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa  # noqa: E402
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID  # noqa: E402

BYTES = "application/octet-stream"
KEYS = {
    "p256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "p384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "ed25519": ed25519.Ed25519PrivateKey.generate,
    "rsa": lambda: rsa.generate_private_key(65537, 2048),
}


def _certificate(name, issuer, key, signer, authority):
    usage = dict.fromkeys(
        "content_commitment key_encipherment data_encipherment key_agreement encipher_only decipher_only".split(), False
    )
    now = datetime.datetime.now(datetime.UTC)
    subject = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.ORGANIZATION_NAME, name)]
    )
    by = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, issuer), x509.NameAttribute(NameOID.ORGANIZATION_NAME, issuer)]
    )
    made = (
        x509.CertificateBuilder(by, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.BasicConstraints(authority, None), True)
        .add_extension(
            x509.KeyUsage(digital_signature=not authority, key_cert_sign=authority, crl_sign=authority, **usage), True
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False)
    )
    if not authority:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False)
    return made.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """For each kind of key, the file of the key and that of its certificates; and the certificate that signed these."""
    folder = tmp_path_factory.mktemp("keys")
    root = ec.generate_private_key(ec.SECP256R1())
    authority = _certificate("Authority", "Authority", root, root, True)
    made = {"authority": authority.decode()}
    for kind, generate in KEYS.items():
        key = generate()
        form = serialization.PrivateFormat.PKCS8
        (folder / f"{kind}.key").write_bytes(
            key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
        )
        (folder / f"{kind}.pem").write_bytes(_certificate("Press", "Authority", key, root, False) + authority)
        made[kind] = [f"--sign-key={folder}/{kind}.key", f"--sign-certificate={folder}/{kind}.pem"]
    return made


@pytest.fixture
def out(other, tmp_path):
    """A copy of the small release."""
    return shutil.copytree(other.out, tmp_path / "dist")


@pytest.mark.parametrize("kind", sorted(KEYS))
def test_a_signed_manifest_is_read_with_its_file_and_with_no_other(out, keys, kind):
    before = {name: path.read_bytes() for name, path in release_files(out).items()}
    outcome = run("sign", "--out", str(out), *keys[kind])
    assert outcome.status == 0, outcome.err
    assert {name: (out / name).read_bytes() for name in before} == before
    context = c2pa.Context(
        c2pa.Settings.from_dict({"trust": {"trust_anchors": keys["authority"]}, "verify": {"verify_trust": True}})
    )
    for path in (next(out.glob("*.epub")), next(out.glob("*.pdf"))):
        data, manifest = path.read_bytes(), (out / f"signatures/{path.name}.c2pa").read_bytes()
        reader = c2pa.Reader(BYTES, io.BytesIO(data), manifest, context)
        assert reader.get_validation_state() == "Trusted"
        said = {each["label"]: each["data"] for each in reader.get_active_manifest()["assertions"]}
        recipe = said["local.press.recipe"]
        assert recipe["check"]["release"] == "build.py verify" and recipe["file"]["path"] == path.name
        assert {each["path"] for each in recipe["made_from"]["files"]} >= {"book.yaml", "chapters/01-soil.md"}
        other = c2pa.Reader(BYTES, io.BytesIO(data + b"\n"), manifest, context)
        assert other.get_validation_state() == "Invalid"


def test_without_a_key_it_says_what_would_be_signed(out):
    outcome = run("sign", "--out", str(out))
    assert outcome.status == 0 and "Not signed" in outcome.out
    definition = json.loads(next(out.glob("signatures/*.epub.c2pa.json")).read_text("utf-8"))
    assert definition["format"] == "application/epub+zip"
    assert [each["label"] for each in definition["assertions"]] == ["c2pa.actions.v2", "local.press.recipe"]


@pytest.mark.build
def test_signatures_change_nothing_that_is_verified_and_leave_with_the_release(book, keys):
    assert book.run().status == 0
    assert run("sign", "--out", str(book.out), *keys["p256"]).status == 0
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=book.out, check=True)
    outcome = book.run("verify")
    assert outcome.status == 0 and "signatures/un-libro.epub.c2pa: not compared" in outcome.out, outcome.out
    assert book.run().status == 0 and list(book.out.glob("signatures/*"))  # nothing was edited: they are still true
    assert book.write("chapters/02-dos.md", "# Dos\n\nMás texto.\n").run().status == 0
    assert not list(book.out.glob("signatures/*"))


def test_a_key_that_cannot_sign_is_an_error_of_its_file(out, keys, tmp_path):
    key, certificate = (argument.partition("=")[2] for argument in keys["p256"])
    (tmp_path / "text").write_text("no key")
    for wrong in (
        [f"--sign-key={tmp_path}/text", f"--sign-certificate={certificate}"],
        [f"--sign-key={key}", f"--sign-certificate={tmp_path}/text"],
        [f"--sign-key={key}", keys["p384"][1]],
        [f"--sign-key={key}"],
    ):
        outcome = run("sign", "--out", str(out), *wrong)
        assert outcome.status == 2 and "C001" in outcome.err, (wrong, outcome.err)
        assert "Traceback" not in outcome.err and not list(out.glob("signatures/*"))
    assert run("sign", "--out", str(tmp_path)).status == 3


def test_an_edition_that_is_not_the_recorded_one_is_not_signed(out, keys):
    path = next(out.glob("*.pdf"))
    path.write_bytes(path.read_bytes() + b"\n")
    outcome = run("sign", "--out", str(out), *keys["p256"])
    assert outcome.status == 3 and "build again" in outcome.out and not list(out.glob("signatures/*"))
