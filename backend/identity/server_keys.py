"""The deployment's public keys, as outsiders check them."""

from dataclasses import dataclass

from backend.identity.schemas import ServerKey
from backend.kernel.encoding import b64encode
from backend.kernel.runtime import Runtime


@dataclass(frozen=True)
class WellKnown:
    """Port: something more that outsiders may rely on, told beside the keys."""

    key: str
    value: object


def server_keys(runtime: Runtime) -> list[ServerKey]:
    """Signing and sealing keys, current and retired, newest first."""
    return [
        ServerKey(
            kid=key.kid,
            purpose=purpose,
            public_key=b64encode(key.public_raw()),
            fingerprint=key.fingerprint(),
            valid_from=key.record.valid_from,
            valid_until=key.record.valid_until,
        )
        for purpose in ("signing", "sealing")
        for key in runtime.keys.of(purpose)
    ]
