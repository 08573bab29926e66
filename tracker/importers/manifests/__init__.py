"""Kubernetes manifests: text in, objects out, and a word about everything that could not be read.

`reader.read` takes one document stream; `discovery` finds the files; `folder` puts the two together.
"""
