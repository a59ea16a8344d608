"""People, login sessions, captchas, devices, log-in attempts (design §9)."""

from piccolo.columns import UUID, BigInt, Boolean, ForeignKey, Integer, OnDelete, Text, Varchar
from piccolo.table import Table


class Person(Table, tablename="person"):
    """A person, who is not a phone. Phone and identity number are encrypted, with a blind index to find them by.

    `confirmed_at`: when an imported person first showed to be the one meant; empty text stands for what is unknown.
    `erased_at`: since when the row is a tombstone, without anything that tells who it was.
    """

    id = UUID(primary_key=True, default=None)
    name = Varchar(100)
    phone = Text()
    phone_index = Varchar(60, index=True)
    id_type = Varchar(20)
    id_number = Text()
    id_index = Varchar(60, index=True)
    email = Text()
    active = Boolean(default=True)
    created_at = BigInt()
    confirmed_at = BigInt(null=True, default=None)
    erased_at = BigInt(null=True, default=None)


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


class OneTimeCode(Table, tablename="one_time_code"):
    """A six-digit code asked for in one browser, for a known or unknown phone alike. Only its keyed hash is kept.

    `fate` says what became of the request; `people` lists (by commas) whom a proven code lets in, `person_id` who was
    chosen among them, or who asked to change their phone.
    """

    id = UUID(primary_key=True, default=None)
    purpose = Varchar(20)
    phone_index = Varchar(60)
    phone_mask = Varchar(20)
    browser_hash = Varchar(64)
    code_hash = Varchar(60)
    fate = Varchar(20)
    tries = Integer(default=0)
    people = Text()
    person_id = UUID(null=True, default=None)
    created_at = BigInt()
    expires_at = BigInt()
    proved_at = BigInt(null=True, default=None)
    ended_at = BigInt(null=True, default=None)


class PhoneChange(Table, tablename="phone_change"):
    """A new phone that two colleagues vouch for; the phone is encrypted and wiped once `outcome` is not empty."""

    id = UUID(primary_key=True, default=None)
    person_id = ForeignKey(Person, on_delete=OnDelete.restrict, null=False, default=None)
    phone = Text()
    asked_by = UUID(default=None)
    asked_at = BigInt()
    expires_at = BigInt()
    outcome = Varchar(20)
    decided_by = UUID(null=True, default=None)
    decided_at = BigInt(null=True, default=None)


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
