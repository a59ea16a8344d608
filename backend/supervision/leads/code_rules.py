"""Login codes of on-site leads, pure (design §9): eight Crockford letters, read generously."""

CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})


def normalise_code(text: str) -> str | None:
    """The code meant by what was typed: case, spaces and hyphens do not matter, I and L are 1, O is 0."""
    code = "".join(text.upper().split()).replace("-", "").translate(_READ_AS)
    fits = len(code) == CODE_LENGTH and all(sign in CODE_ALPHABET for sign in code)
    return code if fits else None


def show_code(code: str) -> str:
    """The code as it is printed: two groups of four."""
    return f"{code[:4]}-{code[4:]}"
