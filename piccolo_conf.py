"""What Piccolo's commands need: the engine and the areas that have tables."""

import os

from piccolo.conf.apps import AppRegistry

from backend.areas import AREAS
from backend.kernel.db import make_engine
from backend.settings import read_settings

_settings = read_settings(os.environ)
_settings.data_dir.mkdir(parents=True, exist_ok=True)

DB = make_engine(_settings.database_url, _settings.data_dir)
APP_REGISTRY = AppRegistry(apps=[area.piccolo_app for area in AREAS if area.piccolo_app])
