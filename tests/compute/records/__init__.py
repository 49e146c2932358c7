"""Tests of `generator/compute/records`."""
