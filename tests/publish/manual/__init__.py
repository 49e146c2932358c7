"""Tests of the manual, against a server that behaves as the captured exchanges show."""
