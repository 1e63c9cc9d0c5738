"""Reading WordPress from outside: pages, versions, components, doors. Texts in, values out."""
