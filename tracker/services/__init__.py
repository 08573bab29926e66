"""The use cases of tracker, one module each; `ports` holds what they need from the outside."""
