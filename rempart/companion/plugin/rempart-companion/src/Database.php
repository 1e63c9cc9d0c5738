<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** The site's database: MySQL and MariaDB, or SQLite behind WordPress's drop-in. Only tables of this WordPress. */
abstract class Database
{
    /** @var int how many rows the last read could have given */
    public $most = PHP_INT_MAX;

    public static function open(): self
    {
        global $wpdb;
        $link = $wpdb->dbh;
        if ($link instanceof \mysqli) {
            return new MySqlDatabase($link);
        }
        if (is_object($link) && method_exists($link, 'get_pdo')) {
            return new SqliteDatabase($link->get_pdo());
        }
        throw new Fault('database', 501, 'not a database the companion can read');
    }

    /** Kind and version. */
    abstract public function told(): array;

    /** @return string[] every table of this WordPress but our own, in order */
    abstract public function names(): array;

    /** What of the database is in no copy: views, triggers, routines. @return string[] */
    abstract public function leftOut(): array;

    /** What goes with a table and has a name of its own, as statements that make it again. @return string[] */
    abstract public function belongings(string $table): array;

    /** By place: which fields of a row read the same on every engine that holds them. @return bool[] */
    abstract public function exact(string $table): array;

    /** How a table looks: rows (about), bytes, engine, key, columns, create. */
    abstract public function describe(string $table): array;

    /** A digest that changes when any row does. */
    abstract public function mark(string $table): string;

    /** From here on, until `end`, every read sees one moment where the engine can. True where it can. */
    abstract public function begin(): bool;

    abstract public function end(): void;

    /** Rows behind a key, as arrays of fields. @param string[]|null $after @return \Generator<int, array> */
    abstract public function read(string $table, ?array $after, int $offset): \Generator;

    /** Which fields of a row are its key, by place; null where the table has none. @return int[]|null */
    abstract public function keyPlaces(string $table): ?array;

    /** An empty table of the form of `create` under another name. */
    abstract public function makeShadow(string $create, string $table, string $shadow): array;

    abstract public function insert(string $shadow, array $columns, array $rows): void;

    /** All at once: each table goes to its `before` name, its shadow takes its place, `later` is said of it. */
    abstract public function swap(array $moves): void;

    abstract public function has(string $table): bool;

    abstract public function drop(string $table): void;

    /** What could only be said once the tables stood under their names. */
    abstract public function finish(array $later): void;

    /** The options that are ours stay with the site: they are in no copy, and no copy overwrites them. */
    public function ownRows(string $table): ?array
    {
        global $wpdb;
        if ($table === $wpdb->base_prefix . 'options') {
            return ['option_name', 'option_id'];
        }
        return $table === $wpdb->base_prefix . 'sitemeta' ? ['meta_key', 'meta_id'] : null;
    }

    abstract public function carryOwnRows(string $table, string $shadow): void;

    /** @throws Fault for a name that is not in the list */
    public function known(string $table): string
    {
        if (!in_array($table, $this->names(), true)) {
            throw new Fault('table', 404, 'no such table');
        }
        return $table;
    }

    protected function isOurs(string $table): bool
    {
        global $wpdb;
        return $table === Store::nonces() || $table === Store::events() || $table === Store::traffic() || $table === Enforce\Attempts::table()
            || preg_match('/^' . preg_quote($wpdb->base_prefix, '/') . 'rmp[0-9a-f]{8}[nb]\d+$/D', $table) === 1;
    }
}
