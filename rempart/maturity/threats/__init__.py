"""One threat, one file; found by walking this folder. Controls say which threats they stand against."""
