"""Seven rows that tell a generic host from one made for WordPress (CMPR-01..07), one file each."""
