<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Reads and writes bytes as they stand: the connection speaks binary while we use it, in UTC, without strictness. */
final class MySqlDatabase extends Database
{
    const BATCH_BYTES = 524288;

    /** @var \mysqli */
    private $link;
    /** @var array<string, array> */
    private $columns = [];
    /** @var \mysqli_result|false|null what is being read */
    private $reading = null;
    /** @var array|null what the session had before */
    private $before = null;

    public function __construct(\mysqli $link)
    {
        $this->link = $link;
    }

    public function told(): array
    {
        $version = (string) $this->all('SELECT VERSION()')[0][0];
        return ['kind' => stripos($version, 'mariadb') !== false ? 'mariadb' : 'mysql', 'version' => $version];
    }

    public function names(): array
    {
        global $wpdb;
        $found = [];
        foreach ($this->all('SHOW FULL TABLES') as $row) {
            $name = (string) $row[0];
            $is_table = $row[1] === 'BASE TABLE';
            if ($is_table && strncmp($name, $wpdb->base_prefix, strlen($wpdb->base_prefix)) === 0 && !$this->isOurs($name)) {
                $found[] = $name;
            }
        }
        sort($found, SORT_STRING);
        return $found;
    }

    public function leftOut(): array
    {
        global $wpdb;
        $prefix = $this->text(addcslashes($wpdb->base_prefix, '\\_%') . '%');
        $asked = [
            'triggers' => "SELECT 1 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE LIKE $prefix LIMIT 1",
            'views' => "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'VIEW' AND TABLE_NAME LIKE $prefix LIMIT 1",
            'routines' => 'SELECT 1 FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() LIMIT 1',
        ];
        return array_keys(array_filter(array_map([$this, 'all'], $asked)));
    }

    /** Keys to other tables have names that are free only once the tables before are gone: see `finish`. */
    public function belongings(string $table): array
    {
        return [];
    }

    public function exact(string $table): array
    {
        return array_map(static function ($column) {
            return preg_match('/^(?:float|double|real|bit|json)/i', $column['type']) !== 1;
        }, $this->columns($table));
    }

    public function has(string $table): bool
    {
        return $this->all('SHOW TABLES LIKE ' . $this->text(addcslashes($table, '\\_%'))) !== [];
    }

    public function describe(string $table): array
    {
        $where = 'WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ' . $this->text($table);
        $about = $this->all("SELECT ENGINE, TABLE_ROWS, DATA_LENGTH, TABLE_COLLATION FROM information_schema.TABLES $where")[0];
        $columns = [];
        foreach ($this->columns($table) as $column) {
            $columns[] = ['name' => $column['name'], 'type' => $column['type']];
        }
        return [
            'name' => $table, 'engine' => (string) $about[0], 'rows_about' => (int) $about[1], 'bytes' => (int) $about[2],
            'collation' => (string) $about[3], 'key' => $this->key($table), 'columns' => $columns,
            'create' => (string) $this->all('SHOW CREATE TABLE ' . self::name($table))[0][1],
        ];
    }

    public function mark(string $table): string
    {
        $places = $this->ownRows($table) ? $this->keyPlaces($table) : null;
        if ($places) {
            return $this->digest($table, $places); // our own rows do not count
        }
        return (string) $this->all('CHECKSUM TABLE ' . self::name($table) . ' EXTENDED')[0][1];
    }

    private function digest(string $table, array $places): string
    {
        $state = hash_init('sha256');
        $after = null;
        do {
            $count = 0;
            foreach ($this->read($table, $after, 0) as $row) {
                hash_update($state, RowCodec::encode($row));
                $count++;
                $after = array_map(static function ($place) use ($row) {
                    return (string) $row[$place];
                }, $places);
            }
        } while ($count >= $this->most);
        return hash_final($state);
    }

    public function begin(): bool
    {
        $this->speakBinary();
        $this->run('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
        $this->run('START TRANSACTION WITH CONSISTENT SNAPSHOT');
        return true;
    }

    public function end(): void
    {
        if ($this->reading instanceof \mysqli_result) {
            $this->reading->free(); // what was not fetched is passed over: the line is free again
        }
        $this->reading = null;
        @$this->link->query('COMMIT');
        $this->speakAsBefore();
    }

    private function speakBinary(): void
    {
        if ($this->before === null) {
            $this->before = $this->all('SELECT @@SESSION.sql_mode, @@SESSION.time_zone')[0];
            $this->link->set_charset('binary');
            $this->run("SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO', SESSION time_zone = '+00:00', SESSION foreign_key_checks = 0");
        }
    }

    private function speakAsBefore(): void
    {
        global $wpdb;
        if ($this->before !== null) {
            $this->run('SET SESSION sql_mode = ' . $this->text((string) $this->before[0]) . ', SESSION time_zone = ' . $this->text((string) $this->before[1]) . ', SESSION foreign_key_checks = 1');
            $wpdb->set_charset($this->link);
            $this->before = null;
        }
    }

    public function read(string $table, ?array $after, int $offset): \Generator
    {
        $columns = $this->columns($table);
        $key = $this->key($table);
        $order = $key ?? array_column($columns, 'name');
        $where = [];
        if ($key !== null && $after !== null) {
            $where[] = $this->behind($columns, $key, $after);
        }
        if ($own = $this->ownRows($table)) {
            $where[] = self::name($own[0]) . ' NOT LIKE ' . $this->text(addcslashes(Store::PREFIX, '_') . '%');
        }
        $sql = 'SELECT ' . implode(', ', array_column($columns, 'read')) . ' FROM ' . self::name($table)
            . ($where ? ' WHERE ' . implode(' AND ', $where) : '')
            . ' ORDER BY ' . implode(', ', array_map([self::class, 'name'], $order))
            . ' LIMIT ' . ($key === null ? "$offset, " : '') . ($this->most = $this->guess($table));
        return $this->fetch($sql);
    }

    /** Row by row, so that a large table needs no large memory. */
    private function fetch(string $sql): \Generator
    {
        $result = $this->reading = $this->link->query($sql, MYSQLI_USE_RESULT);
        if (!$result instanceof \mysqli_result) {
            throw new \RuntimeException('read: ' . $this->link->error);
        }
        while (($row = $result->fetch_row()) !== null) {
            yield $row;
        }
    }

    /** About as many rows as fill an answer; what is too much is not fetched. */
    private function guess(string $table): int
    {
        $where = 'WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ' . $this->text($table);
        $average = max(16, (int) $this->all("SELECT AVG_ROW_LENGTH FROM information_schema.TABLES $where")[0][0]);
        return max(50, min(50000, (int) (Limits::PIECE_BYTES * 1.5 / $average)));
    }

    private function behind(array $columns, array $key, array $after): string
    {
        $by_name = array_column($columns, null, 'name');
        $ways = [];
        $equal = [];
        foreach ($key as $place => $name) {
            $literal = $this->literal($by_name[$name], $after[$place] ?? null);
            $ways[] = '(' . implode(' AND ', array_merge($equal, [self::name($name) . " > $literal"])) . ')';
            $equal[] = self::name($name) . " = $literal";
        }
        $first = self::name($key[0]) . ' >= ' . $this->literal($by_name[$key[0]], $after[0] ?? null); // lets the index be used
        return $first . ' AND (' . implode(' OR ', $ways) . ')';
    }

    public function keyPlaces(string $table): ?array
    {
        $key = $this->key($table);
        $names = array_column($this->columns($table), 'name');
        return $key === null ? null : array_map(static function ($name) use ($names) {
            return (int) array_search($name, $names, true);
        }, $key);
    }

    /** The primary key, or a unique one without NULL. @return string[]|null */
    private function key(string $table): ?array
    {
        $sql = 'SELECT INDEX_NAME, COLUMN_NAME, NON_UNIQUE, NULLABLE FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE()'
            . ' AND TABLE_NAME = ' . $this->text($table) . " ORDER BY INDEX_NAME <> 'PRIMARY', INDEX_NAME, SEQ_IN_INDEX";
        $kinds = array_column($this->columns($table), 'kind', 'name');
        $found = [];
        foreach ($this->all($sql) as $row) {
            $can = (int) $row[2] === 0 && $row[3] !== 'YES' && in_array($kinds[$row[1]] ?? '', ['number', 'text', 'bytes'], true);
            $found[$row[0]][] = $can ? (string) $row[1] : null;
        }
        foreach ($found as $columns) {
            if (!in_array(null, $columns, true)) {
                return $columns;
            }
        }
        return null;
    }

    /** Each column with its kind and how it is read without loss; computed ones are left out. */
    private function columns(string $table): array
    {
        if (!isset($this->columns[$table])) {
            $sql = 'SELECT COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, CHARACTER_SET_NAME, EXTRA FROM information_schema.COLUMNS'
                . ' WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ' . $this->text($table) . ' ORDER BY ORDINAL_POSITION';
            $this->columns[$table] = [];
            foreach ($this->all($sql) as $row) {
                if (preg_match('/VIRTUAL|STORED|PERSISTENT/i', (string) $row[4]) !== 1) {
                    $kind = self::kind(strtolower((string) $row[1]));
                    $name = self::name((string) $row[0]);
                    $reads = ['float' => "$name + 0E0", 'bit' => "CAST($name AS UNSIGNED)"];
                    $charset = preg_match('/^[a-z0-9_]+$/D', (string) $row[3]) === 1 ? (string) $row[3] : 'utf8mb4';
                    $this->columns[$table][] = [
                        'name' => (string) $row[0], 'type' => (string) $row[2], 'kind' => $kind, 'charset' => $charset,
                        'read' => ($reads[$kind] ?? $name) . " AS $name",
                    ];
                }
            }
        }
        return $this->columns[$table];
    }

    private static function kind(string $type): string
    {
        if (in_array($type, ['tinyint', 'smallint', 'mediumint', 'int', 'bigint', 'decimal', 'double', 'year'], true)) {
            return 'number';
        }
        if ($type === 'float' || $type === 'bit') {
            return $type;
        }
        $bytes = '/binary$|blob$|^geom|point$|linestring$|polygon$|collection$/D';
        return preg_match($bytes, $type) === 1 ? 'bytes' : 'text';
    }

    /** A value as SQL; nothing a row holds can be anything but a value. */
    private function literal(array $column, ?string $value): string
    {
        if ($value === null) {
            return 'NULL';
        }
        if ($column['kind'] === 'text') {
            return "_{$column['charset']}'" . $this->link->real_escape_string($value) . "'";
        }
        if ($column['kind'] === 'bytes') {
            return "_binary'" . $this->link->real_escape_string($value) . "'";
        }
        if (preg_match('/^-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/D', $value) !== 1) {
            throw new Fault('args', 400, 'rows');
        }
        return $value;
    }

    public function makeShadow(string $create, string $table, string $shadow): array
    {
        $this->speakBinary();
        list($sql, $later) = CreateStatement::under($create, $table, self::name($shadow));
        try {
            $this->run('DROP TABLE IF EXISTS ' . self::name($shadow));
            $this->run($sql);
        } finally {
            $this->speakAsBefore();
        }
        return array_map(static function ($constraint) use ($table) {
            return 'ALTER TABLE ' . self::name($table) . ' ADD ' . $constraint;
        }, $later);
    }

    public function insert(string $shadow, array $columns, array $rows): void
    {
        $this->speakBinary();
        $by_name = array_column($this->columns($shadow), null, 'name');
        $into = 'REPLACE INTO ' . self::name($shadow) . ' (' . implode(', ', array_map([self::class, 'name'], $columns)) . ') VALUES ';
        try {
            $this->run('START TRANSACTION');
            $batch = [];
            $bytes = 0;
            foreach ($rows as $row) {
                $values = [];
                foreach ($columns as $place => $name) {
                    if (!isset($by_name[$name])) {
                        throw new Fault('args', 400, 'columns');
                    }
                    $values[] = $this->literal($by_name[$name], $row[$place]);
                }
                $batch[] = '(' . implode(', ', $values) . ')';
                $bytes += strlen((string) end($batch));
                if ($bytes > self::BATCH_BYTES) {
                    $this->run($into . implode(', ', $batch));
                    $batch = [];
                    $bytes = 0;
                }
            }
            if ($batch) {
                $this->run($into . implode(', ', $batch));
            }
            $this->run('COMMIT');
        } finally {
            @$this->link->query('ROLLBACK');
            $this->speakAsBefore();
        }
    }

    public function carryOwnRows(string $table, string $shadow): void
    {
        $own = $this->ownRows($table);
        if ($own === null || !$this->has($table)) {
            return;
        }
        $names = array_diff(array_column($this->columns($table), 'name'), [$own[1]]);
        $list = implode(', ', array_map([self::class, 'name'], $names));
        $like = self::name($own[0]) . ' LIKE ' . $this->text(addcslashes(Store::PREFIX, '_') . '%');
        $this->run('DELETE FROM ' . self::name($shadow) . " WHERE $like");
        $this->run('INSERT INTO ' . self::name($shadow) . " ($list) SELECT $list FROM " . self::name($table) . " WHERE $like");
    }

    public function swap(array $moves): void
    {
        $pairs = [];
        foreach ($moves as $move) {
            if ($move['before'] !== null) {
                $pairs[] = self::name($move['table']) . ' TO ' . self::name($move['before']);
            }
            if ($move['shadow'] !== null) {
                $pairs[] = self::name($move['shadow']) . ' TO ' . self::name($move['table']);
            }
        }
        if ($pairs) {
            $this->run('RENAME TABLE ' . implode(', ', $pairs)); // one statement: all or none
        }
    }

    public function drop(string $table): void
    {
        $this->run('SET SESSION foreign_key_checks = 0');
        $this->run('DROP TABLE IF EXISTS ' . self::name($table));
    }

    public function finish(array $later): void
    {
        $this->run('SET SESSION foreign_key_checks = 0');
        foreach ($later as $sql) {
            @$this->link->query($sql); // it stands already where this was done before
        }
    }

    private static function name(string $name): string
    {
        return '`' . str_replace('`', '``', $name) . '`';
    }

    private function text(string $text): string
    {
        return "'" . $this->link->real_escape_string($text) . "'";
    }

    private function run(string $sql): void
    {
        if ($this->link->query($sql) === false) {
            throw new \RuntimeException(substr($sql, 0, 40) . ': ' . $this->link->error);
        }
    }

    private function all(string $sql): array
    {
        $result = $this->link->query($sql);
        if (!$result instanceof \mysqli_result) {
            throw new \RuntimeException(substr($sql, 0, 40) . ': ' . $this->link->error);
        }
        $rows = []; // fetch_all is not in every PHP 7.4
        while (($row = $result->fetch_row()) !== null) {
            $rows[] = $row;
        }
        $result->free();
        return $rows;
    }
}
