"""Mail drills: from the template to the last mail sent."""
