"""What can bring newer facts: one module per shape of document, each giving back the tables that change."""
