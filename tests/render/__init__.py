"""Tests of `generator/render`."""
