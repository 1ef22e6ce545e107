"""Cameras that film with diffusion models on this machine's own GPU.

Torch and diffusers are imported inside functions alone: importing this package costs nothing.
"""
