"""What a build prepares so that readers can run examples in their browser (see `execution.browser`)."""
