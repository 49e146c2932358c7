"""Tests of the GitHub workflows and of the forms that GitHub shows."""
