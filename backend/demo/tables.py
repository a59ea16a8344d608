"""The mark of a demo database and its log-ins."""

from piccolo.columns import UUID, BigInt, Integer, Varchar
from piccolo.table import Table


class DemoDatabase(Table, tablename="demo_database"):
    """One row marks the database as demo; it can only be written into an empty one."""

    id = Integer(primary_key=True, default=None)
    loaded_at = BigInt()
    unfinished = Integer(default=0)
    """1 while the demo is being loaded; still 1 afterwards, the loading was broken off."""


class DemoLogin(Table, tablename="demo_login"):
    """A person of the demo whom anybody at this machine may play. The login code is in clear: it opens nothing else."""

    key = Varchar(30, primary_key=True, default=None)
    position = Integer()
    role = Varchar(30)
    person_id = UUID(default=None)
    person = Varchar(100)
    organisation = Varchar(200)
    phone = Varchar(20)
    assignment_id = UUID(null=True, default=None)
    login_code = Varchar(10)
