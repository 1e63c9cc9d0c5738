"""What the self-assessment asks: one file a question, in three languages, with what each answer says about which lesson."""
