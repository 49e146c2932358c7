"""Tests of `generator/load`."""
