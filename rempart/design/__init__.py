"""The one design system: page frame, components, template tags, static files."""
