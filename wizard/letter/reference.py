"""The short code by which a letter and its additions are found."""

import hashlib

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs, none that looks like another (0 O, 1 I)
_LENGTH = 8  # 40 bits: two letters out of a million share a code with probability one half


def reference_code(token: str) -> str:
    """A code such as `QL-7K3F-9M2X`, the same for the same `token` (random, from the caller)."""
    number = int.from_bytes(hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()[:5])
    signs = "".join(_ALPHABET[number >> (5 * place) & 31] for place in range(_LENGTH))
    return f"QL-{signs[:4]}-{signs[4:]}"
