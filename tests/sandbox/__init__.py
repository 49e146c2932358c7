"""Tests of `generator/sandbox`."""
