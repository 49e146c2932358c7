"""The tests are the specification; they mirror `generator/`."""
