"""People, login sessions, captchas, devices, log-in attempts (design §9)."""

from piccolo.columns import UUID, BigInt, Boolean, ForeignKey, OnDelete, Text, Varchar
from piccolo.table import Table


class Person(Table, tablename="person"):
    """A person, who is not a phone. Phone and identity number are encrypted, with a blind index to find them by."""

    id = UUID(primary_key=True, default=None)
    name = Varchar(100)
    phone = Text()
    phone_index = Varchar(60, index=True)
    active = Boolean(default=True)
    created_at = BigInt()


class LoginSession(Table, tablename="login_session"):
    """One log-in of one person in one browser. Only the hash of the cookie is kept."""

    id = UUID(primary_key=True, default=None)
    token_hash = Varchar(64, unique=True)
    person_id = ForeignKey(Person, on_delete=OnDelete.restrict, null=False, default=None)
    kind = Varchar(20)
    created_at = BigInt()
    seen_at = BigInt()
    expires_at = BigInt()
    ended_at = BigInt(null=True, default=None)


class Captcha(Table, tablename="captcha"):
    """A picture that was shown; answered once, for one purpose, in one browser."""

    id = UUID(primary_key=True, default=None)
    purpose = Varchar(20)
    browser_hash = Varchar(64)
    answer = Varchar(10)
    expires_at = BigInt(index=True)
    used_at = BigInt(null=True, default=None)


class Device(Table, tablename="device"):
    """A phone's public key; its private half cannot leave the phone (design §4)."""

    key_id = Varchar(22, primary_key=True, default=None)
    person_id = ForeignKey(Person, on_delete=OnDelete.restrict, null=False, default=None)
    public_key = Varchar(90)
    label = Varchar(100)
    certificate = Text()
    registered_at = BigInt()
    revoked_at = BigInt(null=True, default=None)


class LoginAttempt(Table, tablename="login_attempt"):
    """The log-in log (catalogue 15.1). The account is a blind index; the address is kept as long as settings say."""

    id = UUID(primary_key=True, default=None)
    at = BigInt(index=True)
    way = Varchar(20)
    result = Varchar(30)
    account_index = Varchar(60, index=True)
    account_mask = Varchar(20)
    person_id = UUID(null=True, default=None, index=True)
    login_session_id = UUID(null=True, default=None)
    address = Varchar(60)
    client = Varchar(200)
