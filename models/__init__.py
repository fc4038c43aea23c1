"""The language pipelines: configuration and model card, no code."""
