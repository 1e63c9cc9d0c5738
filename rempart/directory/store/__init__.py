"""What is kept of organisations, sites, hosts, people, teams, suppliers and accounts."""
