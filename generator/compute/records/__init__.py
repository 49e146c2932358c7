"""The measured records: how promises were kept, from what each finished item and each answered ticket left behind."""
