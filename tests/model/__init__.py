"""Tests of `generator/model`."""
