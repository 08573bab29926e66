"""What else breaks between two minors: flags, fields, annotations, runtimes, registries and defaults."""
