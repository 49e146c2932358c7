"""WHMCS over its `api.php`: settings come in, an `Observed` goes out; no API word is known outside this folder."""

from generator.pull.whmcs.settings import Limits, WhmcsSettings, settings_from
from generator.pull.whmcs.source import WhmcsSource

__all__ = ["Limits", "WhmcsSettings", "WhmcsSource", "settings_from"]
