"""What `generator.publish` promises."""
