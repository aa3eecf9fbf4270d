"""The entry point: settings from the environment, and the app they describe."""

import os
import sys
from pathlib import Path

from config import Settings, SettingsRefused
from navigator import create_app

try:
    settings = Settings.from_environment(os.environ, root=Path(__file__).resolve().parent)
except SettingsRefused as refused:
    sys.exit(str(refused))

app = create_app(settings)
