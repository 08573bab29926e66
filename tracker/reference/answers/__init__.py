"""The answers to the reference port, one class per part of it, each reading only the tables that it needs."""
