"""The hook's own copy of the sentences it says: `python3 -m tests.integrations.words_file` writes it anew."""

from __future__ import annotations

import json

from generator.words.for_scripts import shop_words
from tests.integrations.running_php import HOOK_FOLDER

WORDS_FILE = HOOK_FOLDER / "_words.php"


def words_file() -> str:
    """Return the PHP file that holds them."""
    words = json.dumps(shop_words(), ensure_ascii=False, indent=1, sort_keys=True)
    return f"""<?php
/**
 * What the hook says, a copy of generator/words/es.toml that `python3 -m tests.integrations.words_file` makes.
 */

declare(strict_types=1);

namespace Demoras;

const WORDS = <<<'JSON'
{words}
JSON;
"""


if __name__ == "__main__":
    WORDS_FILE.write_text(words_file(), encoding="utf-8")
