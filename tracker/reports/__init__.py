"""Output formats: values in, text out."""
