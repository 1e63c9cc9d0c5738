"""What mail lets a second person approve; one file each."""
