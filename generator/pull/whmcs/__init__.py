"""WHMCS, read over its `api.php`; no word of its API is known outside this folder."""

from generator.pull.whmcs.source import WhmcsSource
from generator.pull.whmcs.whmcs_settings import PullLimits, WhmcsSettings, settings_from

__all__ = ["PullLimits", "WhmcsSettings", "WhmcsSource", "settings_from"]
