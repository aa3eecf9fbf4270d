"""The entry point: settings from the environment, and the app they describe."""

import os
from pathlib import Path

from config import Settings
from navigator import create_app

app = create_app(Settings.from_environment(os.environ, root=Path(__file__).resolve().parent))
