<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/**
 * Minutes in a small file among PHP's temporary ones: SQLite lets one write at a time, and a visit must not hold up a sale.
 * A ring of eight bytes a minute. Gone when PHP's temporary files go: the hub then hears of fewer visits for that day.
 */
final class TrafficFile implements Tally
{
    const PLACES = Limits::MINUTES_KEPT + 1;
    const BYTES = 8;

    /** @var string */
    private $path;

    private function __construct(string $path)
    {
        $this->path = $path;
    }

    /** Null where PHP may not write there. The name holds a secret of this site: a neighbour in the same folder cannot guess it. */
    public static function here(): ?self
    {
        $folder = rtrim(sys_get_temp_dir(), '/');
        if ($folder === '' || !@is_writable($folder)) { // open_basedir may forbid to look
            return null;
        }
        return new self($folder . '/rempart-' . substr(hash_hmac('sha256', 'traffic of ' . ABSPATH, wp_salt('auth')), 0, 32));
    }

    public function add(int $minute): void
    {
        $file = $this->opened();
        if ($file === null && Store::get(Store::ENROLMENT) !== null) {
            $file = $this->made();
        }
        if ($file === null) {
            return;
        }
        if (flock($file, LOCK_EX)) {
            $place = $minute % self::PLACES * self::BYTES;
            fseek($file, $place);
            [$of, $hits] = self::read((string) fread($file, self::BYTES));
            fseek($file, $place);
            fwrite($file, pack('VV', $minute, $of === $minute ? $hits + 1 : 1));
        }
        fclose($file);
    }

    public function since(int $minute, int $now): array
    {
        $file = $this->opened();
        if ($file === null) {
            return [];
        }
        flock($file, LOCK_SH);
        $held = (string) stream_get_contents($file, self::PLACES * self::BYTES);
        fclose($file);
        $found = [];
        foreach ($held === '' ? [] : str_split($held, self::BYTES) as $piece) {
            [$of, $hits] = self::read($piece);
            if ($hits > 0 && $of >= $minute && $of < $now) {
                $found[$of] = [$of, $hits];
            }
        }
        ksort($found);
        return array_slice(array_values($found), 0, Limits::MINUTES_KEPT);
    }

    public function forget(): void
    {
        if (@is_file($this->path)) {
            @unlink($this->path);
        }
    }

    /** @return resource|null never through a link: what is there and not a file of ours is left alone */
    private function opened()
    {
        if (@is_link($this->path) || !@is_file($this->path)) {
            return null;
        }
        $file = @fopen($this->path, 'r+b');
        return $file === false ? null : $file;
    }

    /** @return resource|null */
    private function made()
    {
        $file = @fopen($this->path, 'x+b');
        if ($file === false) {
            return $this->opened(); // another was first
        }
        @chmod($this->path, 0600);
        return $file;
    }

    /** @return int[] minute and requests; of nothing, nothing */
    private static function read(string $piece): array
    {
        return strlen($piece) === self::BYTES ? array_values((array) unpack('V2', $piece)) : [0, 0];
    }
}
