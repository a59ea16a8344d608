"""The notifications area's tables, for Piccolo's migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.notifications.tables import Delivery, DeliverySecret, Preference

APP_CONFIG = AppConfig(
    app_name="notifications",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=[Delivery, DeliverySecret, Preference],
    migration_dependencies=["backend.organisations.piccolo_app"],
)
