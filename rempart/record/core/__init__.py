"""Pure: sentences, search terms, the form of an outlet and the formats other systems read."""
