"""The identity area's tables, for Piccolo's migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.identity.people.consent_tables import Consent
from backend.identity.tables import Captcha, Device, LoginAttempt, LoginSession, OneTimeCode, Person, PhoneChange

APP_CONFIG = AppConfig(
    app_name="identity",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[Person, LoginSession, Captcha, OneTimeCode, PhoneChange, Device, LoginAttempt, Consent],
    migration_dependencies=["backend.audit.piccolo_app"],
)
