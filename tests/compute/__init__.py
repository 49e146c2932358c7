"""Tests of `generator/compute`."""
