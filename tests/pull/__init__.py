"""Tests of `generator/pull`."""
