<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** SQLite behind WordPress's drop-in. Each field begins with a letter for its type: i, r, t or b. */
final class SqliteDatabase extends Database
{
    const TYPES = ['integer' => 'i', 'real' => 'r', 'text' => 't', 'blob' => 'b'];

    /** @var \PDO */
    private $pdo;

    public function __construct(\PDO $pdo)
    {
        $this->pdo = $pdo;
    }

    public function told(): array
    {
        $file = defined('FQDB') ? (string) realpath(FQDB) : '';
        $root = (string) realpath(ABSPATH);
        return [
            'kind' => 'sqlite', 'version' => (string) $this->all('SELECT sqlite_version()')[0][0],
            // As a file it may be torn; whoever copies files leaves it out and takes the rows.
            'file' => Paths::isBelow($file, $root) ? substr($file, strlen($root) + 1) : null,
        ];
    }

    public function names(): array
    {
        global $wpdb;
        $found = [];
        foreach ($this->all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name") as $row) {
            $is_site = strncmp($row[0], $wpdb->base_prefix, strlen($wpdb->base_prefix)) === 0 || $row[0] === '_mysql_data_types_cache';
            if ($is_site && !$this->isOurs($row[0])) {
                $found[] = $row[0];
            }
        }
        sort($found, SORT_STRING);
        return $found;
    }

    public function leftOut(): array
    {
        return array_map(static function ($row) {
            return $row[0] . 's';
        }, $this->all("SELECT DISTINCT type FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY type"));
    }

    public function belongings(string $table): array
    {
        $found = $this->all("SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", [$table]);
        return array_column($found, 0);
    }

    public function exact(string $table): array
    {
        return array_fill(0, count($this->columnNames($table)), true);
    }

    public function has(string $table): bool
    {
        return $this->all("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [$table]) !== [];
    }

    public function describe(string $table): array
    {
        $columns = [];
        foreach ($this->all('PRAGMA table_info(' . self::name($table) . ')') as $row) {
            $columns[] = ['name' => $row[1], 'type' => $row[2]];
        }
        $create = $this->all("SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL AND type IN ('table', 'index') ORDER BY type DESC, name", [$table]);
        return [
            'name' => $table, 'engine' => 'sqlite', 'rows_about' => (int) $this->all('SELECT COUNT(*) FROM ' . self::name($table))[0][0],
            'bytes' => 0, 'collation' => '', 'key' => ['rowid'], 'columns' => $columns,
            'create' => implode(";\n", array_column($create, 0)),
        ];
    }

    public function mark(string $table): string
    {
        $state = hash_init('sha256');
        foreach ($this->read($table, null, 0) as $row) {
            hash_update($state, RowCodec::encode($row));
        }
        return hash_final($state);
    }

    public function begin(): bool
    {
        $this->pdo->exec('BEGIN');
        return true;
    }

    public function end(): void
    {
        try {
            $this->pdo->exec('COMMIT');
        } catch (\PDOException $none) {
            return; // nothing was begun
        }
    }

    public function read(string $table, ?array $after, int $offset): \Generator
    {
        $wanted = [];
        foreach ($this->columnNames($table) as $name) {
            $quoted = self::name($name);
            $wanted[] = "typeof($quoted), CASE typeof($quoted) WHEN 'real' THEN printf('%!.17g', $quoted) ELSE CAST($quoted AS BLOB) END";
        }
        $where = ['rowid > ?'];
        if ($own = $this->ownRows($table)) {
            $where[] = 'substr(' . self::name($own[0]) . ', 1, ' . strlen(Store::PREFIX) . ") <> '" . Store::PREFIX . "'";
        }
        $sql = 'SELECT rowid, ' . implode(', ', $wanted) . ' FROM ' . self::name($table) . ' WHERE ' . implode(' AND ', $where) . ' ORDER BY rowid';
        $query = $this->pdo->prepare($sql);
        $query->bindValue(1, $after === null ? PHP_INT_MIN : (int) $after[0], \PDO::PARAM_INT);
        $query->execute();
        while (($row = $query->fetch(\PDO::FETCH_NUM)) !== false) {
            $fields = [];
            for ($place = 1; $place < count($row); $place += 2) {
                $letter = self::TYPES[$row[$place]] ?? null;
                $fields[] = $letter === null ? null : $letter . $row[$place + 1];
            }
            yield (string) $row[0] => $fields;
        }
        $query->closeCursor();
    }

    /** The row's number, which `read` gives as its key. */
    public function keyPlaces(string $table): ?array
    {
        return [];
    }

    public function makeShadow(string $create, string $table, string $shadow): array
    {
        $later = [];
        foreach (explode(";\n", $create) as $number => $sql) {
            $bare = CreateStatement::withoutQuoted($sql);
            $form = $number === 0 ? '/^CREATE TABLE (?:"[^"]+"|`[^`]+`|\w+)\s*(\(.*)$/Dsi' : '/^CREATE (UNIQUE )?INDEX (?:"[^"]+"|`[^`]+`|\w+) ON (?:"[^"]+"|`[^`]+`|\w+)\s*(\(.*)$/Dsi';
            if ($bare === null || preg_match('/;|--|\/\*|\b(?:SELECT|TRIGGER|ATTACH|PRAGMA|VIRTUAL|AS)\b/i', $bare) !== 0 || preg_match($form, $sql, $found) !== 1) {
                throw new Fault('create', 400, 'not a table form that is taken in');
            }
            if ($number === 0) {
                $this->pdo->exec('DROP TABLE IF EXISTS ' . self::name($shadow));
                $this->pdo->exec('CREATE TABLE ' . self::name($shadow) . ' ' . $found[1]);
            } else {
                $later[] = $sql; // an index has a name of its own, which is free once the old table is gone
            }
        }
        return $later;
    }

    public function insert(string $shadow, array $columns, array $rows): void
    {
        $known = $this->columnNames($shadow);
        if (array_diff($columns, $known)) {
            throw new Fault('args', 400, 'columns');
        }
        $into = 'REPLACE INTO ' . self::name($shadow) . ' (' . implode(', ', array_map([self::class, 'name'], $columns)) . ') VALUES (';
        $this->pdo->exec('BEGIN');
        try {
            foreach ($rows as $row) {
                $marks = [];
                foreach ($row as $field) {
                    $marks[] = $field !== null && $field[0] === 'r' ? 'CAST(? AS REAL)' : '?';
                }
                $query = $this->pdo->prepare($into . implode(', ', $marks) . ')');
                foreach ($row as $place => $field) {
                    $this->bind($query, $place + 1, $field);
                }
                $query->execute();
            }
            $this->pdo->exec('COMMIT');
        } catch (\Exception $bad) {
            $this->pdo->exec('ROLLBACK');
            throw $bad;
        }
    }

    private function bind(\PDOStatement $query, int $place, ?string $field): void
    {
        if ($field === null) {
            $query->bindValue($place, null, \PDO::PARAM_NULL);
            return;
        }
        $kinds = ['i' => \PDO::PARAM_INT, 'r' => \PDO::PARAM_STR, 't' => \PDO::PARAM_STR, 'b' => \PDO::PARAM_LOB];
        $letter = substr($field, 0, 1);
        if (!isset($kinds[$letter])) {
            throw new Fault('args', 400, 'rows');
        }
        $value = (string) substr($field, 1);
        $query->bindValue($place, $letter === 'i' ? (int) $value : $value, $kinds[$letter]);
    }

    public function carryOwnRows(string $table, string $shadow): void
    {
        $own = $this->ownRows($table);
        if ($own === null || !$this->has($table)) {
            return;
        }
        $list = implode(', ', array_map([self::class, 'name'], array_diff($this->columnNames($table), [$own[1]])));
        $like = 'substr(' . self::name($own[0]) . ', 1, ' . strlen(Store::PREFIX) . ") = '" . Store::PREFIX . "'";
        $this->pdo->exec('DELETE FROM ' . self::name($shadow) . " WHERE $like");
        $this->pdo->exec('INSERT INTO ' . self::name($shadow) . " ($list) SELECT $list FROM " . self::name($table) . " WHERE $like");
    }

    public function swap(array $moves): void
    {
        $this->pdo->exec('PRAGMA legacy_alter_table = ON'); // renaming must not rewrite what points here
        $this->pdo->exec('BEGIN IMMEDIATE');
        try {
            foreach ($moves as $move) {
                if ($move['before'] !== null) {
                    $this->dropIndexes($move['table']); // their names are wanted by those that come
                    $this->pdo->exec('ALTER TABLE ' . self::name($move['table']) . ' RENAME TO ' . self::name($move['before']));
                }
                if ($move['shadow'] !== null) {
                    $this->pdo->exec('ALTER TABLE ' . self::name($move['shadow']) . ' RENAME TO ' . self::name($move['table']));
                }
            }
            foreach (array_merge([], ...array_column($moves, 'later')) as $sql) {
                $this->pdo->exec($sql);
            }
            $this->pdo->exec('COMMIT');
        } catch (\PDOException $bad) {
            $this->pdo->exec('ROLLBACK');
            throw $bad;
        }
    }

    private function dropIndexes(string $table): void
    {
        $found = $this->all("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", [$table]);
        foreach ($found as $row) {
            $this->pdo->exec('DROP INDEX ' . self::name($row[0]));
        }
    }

    public function drop(string $table): void
    {
        $this->pdo->exec('DROP TABLE IF EXISTS ' . self::name($table));
    }

    public function finish(array $later): void
    {
        foreach ($later as $sql) {
            try {
                $this->pdo->exec($sql);
            } catch (\PDOException $stands) {
                continue; // done before
            }
        }
    }

    private function columnNames(string $table): array
    {
        return array_column($this->all('PRAGMA table_info(' . self::name($table) . ')'), 1);
    }

    private static function name(string $name): string
    {
        return '"' . str_replace('"', '""', $name) . '"';
    }

    private function all(string $sql, array $values = []): array
    {
        $query = $this->pdo->prepare($sql);
        $query->execute($values);
        return $query->fetchAll(\PDO::FETCH_NUM);
    }
}
