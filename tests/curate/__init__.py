"""Tests of `generator/curate`."""
