"""What the scheduled action and the check of a pull request hold to."""
