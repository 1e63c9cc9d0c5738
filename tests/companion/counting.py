"""PHP for tests that look at what the companion counted, wherever the site's engine has it counted."""

OWN = "use Rempart\\Companion\\{Store, Tally, Traffic, TrafficFile, TrafficTable}; global $wpdb; $t = Store::traffic();"
# Where the site counts, as the visits do; and a moment two minutes later, on either engine.
WHERE = "$where = $wpdb->dbh instanceof mysqli ? new TrafficTable() : TrafficFile::here();"
AGED = """$held = $where->since(0, PHP_INT_MAX); $where->forget();
foreach ($held as [$minute, $hits]) { for ($i = 0; $i < $hits; $i++) { $where->add($minute - 2); } }"""
