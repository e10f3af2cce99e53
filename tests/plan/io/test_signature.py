"""Who wrote a document: a signature of its content, whatever its spelling."""

import builtins
import json

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from adr_planner.errors import InvalidInputError
from adr_planner.plan import MissionPlan
from adr_planner.plan.io.signature import is_signed_by, sign


def _write(folder, name, key):
    plain = serialization.NoEncryption()
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    public = key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    (folder / f"{name}.pem").write_bytes(key.private_bytes(pem, pkcs8, plain))
    (folder / f"{name}-public.pem").write_bytes(public)
    return folder / f"{name}.pem", folder / f"{name}-public.pem"


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    return {
        "ours": _write(folder, "ours", ed25519.Ed25519PrivateKey.generate()),
        "theirs": _write(folder, "theirs", ed25519.Ed25519PrivateKey.generate()),
        "curve": _write(folder, "curve", ec.generate_private_key(ec.SECP256R1())),
    }


def test_a_signature_is_of_one_key_and_one_content(example_plan, keys):
    private, public = keys["ours"]
    signature = sign(example_plan, private)
    assert is_signed_by(example_plan, f"{signature}\n", public)
    assert not is_signed_by(example_plan, signature, keys["theirs"][1])
    content = json.loads(example_plan.json_text())
    shuffled = MissionPlan.model_validate(dict(reversed(content.items())))
    assert is_signed_by(shuffled, signature, public)
    content["targets"][0]["name"] = "ANOTHER"
    assert not is_signed_by(MissionPlan.model_validate(content), signature, public)


def test_it_is_ed25519_of_rfc_8032_over_the_canonical_content(example_plan, keys):
    import base64

    content = example_plan.model_dump(mode="json", exclude_none=True)
    content.pop("verification", None)
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    key = serialization.load_pem_public_key(keys["ours"][1].read_bytes())
    raw = base64.b64decode(sign(example_plan, keys["ours"][0]))
    key.verify(raw, b"adr_planner document, Ed25519\n" + text.encode())


@pytest.mark.parametrize(
    ("key", "message"),
    [
        (lambda keys: keys["ours"][1], "holds no private key in PEM"),
        (lambda keys: keys["curve"][0], "is no Ed25519 key"),
        (lambda keys: keys["ours"][0].with_name("nothing.pem"), "Cannot read the key"),
    ],
)
def test_keys_of_another_kind_are_refused(example_plan, keys, key, message):
    with pytest.raises(InvalidInputError, match=message):
        sign(example_plan, key(keys))


@pytest.mark.parametrize("signature", ["", "AAAA", "not base64 at all", "é" * 88])
def test_what_is_no_signature_is_refused(example_plan, keys, signature):
    with pytest.raises(InvalidInputError, match="not 64 bytes in Base64"):
        is_signed_by(example_plan, signature, keys["ours"][1])


def test_without_cryptography_the_extra_is_named(example_plan, keys, monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name.startswith("cryptography"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InvalidInputError, match=r"pip install 'adr-planner\[signatures\]'"):
        sign(example_plan, keys["ours"][0])
