"""Voices that are trained models, a module each; what is heavy is imported with the first line."""
