"""What the processes of the table of many orders share: where things lie, and under which secret."""

from __future__ import annotations

from generator.publish.secret import Secret, Secrets

SECRETS = Secrets(Secret(bytes(range(100, 132))))
FIRST, CHANGED = "primero.bin", "uno-por-ciento.bin"
SITE = "sitio"
