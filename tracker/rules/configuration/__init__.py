"""Configuration: settings that are known to hurt, or about to go."""
