"""The frozen values that cross the walls between stages; nothing here reads a file, a clock or a network."""
