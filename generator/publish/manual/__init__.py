"""The company's manual, a BookStack wiki: our blocks in its pages, and all around them left as it was."""
