"""The entry point: settings from the environment, and the app they describe."""

import os
import sys
from pathlib import Path

from config import Settings, SettingsRefused
from navigator import create_app
from navigator.secrets.key_ring import KeyRingRefused

try:
    settings = Settings.from_environment(os.environ, root=Path(__file__).resolve().parent)
    app = create_app(settings)
except (SettingsRefused, KeyRingRefused) as refused:
    sys.exit(str(refused))
