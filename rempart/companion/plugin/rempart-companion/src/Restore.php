<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/**
 * A restore under way. New files and tables are laid beside the live ones; only `finish` moves them in, and the old
 * ones are kept until the hub has looked. Every step can be done again after a time-out and changes nothing then.
 */
final class Restore
{
    /** @var array id, phase, moved, tables, at; until and guard while the hub looks */
    public $state;
    /** @var resource|false|null */
    private $lock = null;

    private function __construct(array $state)
    {
        $this->state = $state;
    }

    public static function current(): ?self
    {
        $kept = Store::get(Store::RESTORE);
        return is_array($kept) && isset($kept['id'], $kept['phase']) ? new self($kept) : null;
    }

    /** @throws Fault */
    public static function named(string $id, array $phases): self
    {
        $found = self::current();
        if ($found === null || $found->state['id'] !== $id) {
            throw new Fault('restore', 404, 'no such restore');
        }
        $found->lock();
        $found->state = Store::fresh(Store::RESTORE) ?? []; // as whoever had the lock has left it
        if (!in_array($found->state['phase'] ?? 'gone', $phases, true)) {
            throw new Fault('restore', 409, 'phase ' . ($found->state['phase'] ?? 'gone'));
        }
        return $found;
    }

    /** One PHP at a time: a hub that was killed may have left one at work. @throws Fault */
    private function lock(): void
    {
        $this->lock = @fopen($this->folder() . '/lock', 'c'); // held until this PHP ends, however it ends
        for ($tries = 0; $this->lock !== false && !flock($this->lock, LOCK_EX | LOCK_NB, $is_held) && $is_held; $tries++) {
            if ($tries === 20) {
                throw new Fault('busy', 409, 'the answer before this one is still being made');
            }
            usleep(100000);
        }
    }

    public static function begin(string $id): self
    {
        $found = self::current();
        if ($found !== null && $found->state['id'] !== $id) {
            throw new Fault('restore', 409, 'another restore is under way');
        }
        $found = $found ?? new self(['id' => $id, 'phase' => 'taking', 'moved' => 0, 'tables' => [], 'at' => time()]);
        $found->keep(); // first of all it is written down, so that whatever follows can be undone
        foreach (['', '/new', '/before'] as $below) {
            if (!is_dir($found->folder() . $below) && !@mkdir($found->folder() . $below, 0700)) {
                throw new Fault('failed', 500, 'wp-content cannot be written');
            }
        }
        file_put_contents($found->folder() . '/.htaccess', "Require all denied\nDeny from all\n");
        file_put_contents($found->folder() . '/index.php', "<?php // nothing here\n");
        return $found;
    }

    public function keep(): void
    {
        Store::put(Store::RESTORE, $this->state);
    }

    /** Until when visitors wait, and whose word brings back what was before; kept first, then done. */
    public function pause(int $until, ?string $guard): void
    {
        $this->state = ['until' => $until, 'guard' => $guard] + $this->state;
        $this->keep();
        $noted = (string) json_encode(['guard' => $guard, 'roots' => Paths::roots()]);
        if ($guard === null) {
            @unlink($this->folder() . '/guard');
        } elseif (file_put_contents($this->folder() . '/guard', $noted) !== strlen($noted)) {
            throw new Fault('failed', 500, 'the disk is full');
        }
        if ($this->state['phase'] !== 'moving') {
            $this->reopen();
        }
    }

    /** As much of a pause as is left, after PHP was told that files have changed. */
    public function reopen(): void
    {
        $until = (int) ($this->state['until'] ?? 0);
        if ($until > time() || ($this->state['guard'] ?? null) !== null) {
            Maintenance::put($this->folder(), $until);
        } else {
            Maintenance::away();
        }
        if (function_exists('opcache_reset')) {
            @opcache_reset();
        }
        wp_cache_flush();
    }

    /** Visitors come in, and no word brings anything back any more. */
    public function open(): void
    {
        $this->state = ['until' => 0, 'guard' => null] + $this->state;
        $this->keep();
        @unlink($this->folder() . '/guard');
        $this->reopen();
    }

    public function folder(): string
    {
        return WP_CONTENT_DIR . '/rempart-restore-' . $this->state['id'];
    }

    /** Where a file waits, or the one it replaced. */
    public function place(string $kind, string $root, string $path): string
    {
        return Mover::place($this->folder(), $kind, $root, $path);
    }

    public function shadow(string $kind, int $number): string
    {
        global $wpdb;
        return $wpdb->base_prefix . 'rmp' . substr($this->state['id'], 0, 8) . $kind . $number;
    }

    /** One line for each thing that `finish` will do. */
    public function plan(string $kind, string $root, string $path, array $more = []): void
    {
        $line = json_encode(['k' => $kind, 'r' => $root, 'p' => base64_encode($path)] + $more) . "\n";
        if (file_put_contents($this->folder() . '/plan', $line, FILE_APPEND | LOCK_EX) !== strlen($line)) {
            throw new Fault('failed', 500, 'the disk is full');
        }
    }

    /** @return array[] each thing once, in the order in which it is done */
    public function plans(): array
    {
        return Mover::plans($this->folder());
    }

    /** What no restore overwrites: ourselves, a restore's own folder, the keys to this host's database, its file. */
    public static function isLeftAlone(string $root, string $path): bool
    {
        $full = Paths::root($root) . '/' . $path;
        $own = (string) realpath(REMPART_COMPANION_FOLDER);
        $database = defined('FQDB') ? (string) realpath((string) FQDB) : '';
        return $full === $own || Paths::isBelow($full, $own) || $full === Plugin::file()
            || preg_match('~(^|/)rempart-restore-[0-9a-f]{32}(/|$)~', $path) === 1
            || ($database !== '' && in_array($full, [$database, "$database-wal", "$database-shm", "$database-journal"], true))
            || ($root === 'site' && in_array($path, ['wp-config.php', '.maintenance'], true));
    }

    /** Bytes from an offset on; those behind it are dropped, so that a piece may come twice. How many are there now. */
    public static function lay(string $part, int $offset, string $bytes): int
    {
        clearstatcache(true, $part);
        $here = is_file($part) ? (int) filesize($part) : 0;
        if ($offset > $here) {
            throw new Fault('gap', 409, (string) $here);
        }
        $file = fopen($part, 'c+b');
        if ($file === false || !ftruncate($file, $offset) || fseek($file, $offset) !== 0 || fwrite($file, $bytes) !== strlen($bytes)) {
            throw new Fault('failed', 500, 'the disk is full');
        }
        fclose($file);
        return $offset + strlen($bytes);
    }

    /** Take the folder and the tables beside the live ones away; true when nothing is left. */
    public function clear(Clock $clock): bool
    {
        $database = Database::open();
        foreach ($this->state['tables'] as $table) {
            $database->drop($this->shadow('n', $table['number']));
            $database->drop($this->shadow('b', $table['number']));
        }
        foreach (['new', 'before'] as $kind) {
            foreach (@scandir($this->folder() . "/$kind") ?: [] as $name) {
                if ($name !== '.' && $name !== '..') {
                    @unlink($this->folder() . "/$kind/$name");
                }
                if ($clock->isOver()) {
                    return false;
                }
            }
            @rmdir($this->folder() . "/$kind");
        }
        foreach (['plan', 'moving', 'guard', 'index.php', '.htaccess', 'lock'] as $name) {
            @unlink($this->folder() . "/$name");
        }
        @rmdir($this->folder());
        Store::drop(Store::RESTORE);
        return true;
    }
}
