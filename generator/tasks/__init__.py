"""What staff ask for beside the scheduled run; each task may know every stage, as the pipeline does."""
