"""What of the directory gives access and is reviewed each quarter; one file each."""
