<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Which folders are the site's, and what path stays inside them. No link is followed, inside or out. */
final class Paths
{
    /** @return array<string, string> name => real folder; `content` and `uploads` only where they lie outside `site` */
    public static function roots(): array
    {
        $found = [];
        $content = wp_normalize_path(WP_CONTENT_DIR);
        $uploads = wp_normalize_path((string) (wp_upload_dir(null, false)['basedir'] ?? ''));
        $named = ['site' => wp_normalize_path(ABSPATH), 'content' => $content];
        // The upload folder is an option, so whoever can write options could name any folder of the host.
        if (self::isBelow($uploads, untrailingslashit($named['site'])) || self::isBelow($uploads, $content)) {
            $named['uploads'] = $uploads;
        }
        foreach ($named as $name => $folder) {
            $real = realpath($folder);
            if ($real === false || !is_dir($real) || $real === '/') {
                continue;
            }
            foreach ($found as $outer) {
                if ($real === $outer || self::isBelow($real, $outer)) {
                    continue 2;
                }
            }
            $found[$name] = $real;
        }
        return $found;
    }

    public static function root(string $name): string
    {
        $folder = self::roots()[$name] ?? null;
        if ($folder === null) {
            throw new Fault('path', 400, 'no such root');
        }
        return $folder;
    }

    /** The parts of a path that cannot lead out. @return string[] */
    public static function parts(string $path): array
    {
        $parts = explode('/', $path);
        $is_bad = $path === '' || strlen($path) > Limits::PATH_BYTES || count($parts) > Limits::DEPTH
            || strpos($path, "\0") !== false || strpos($path, '\\') !== false;
        foreach ($parts as $part) {
            $is_bad = $is_bad || $part === '' || $part === '.' || $part === '..' || strlen($part) > 255;
        }
        if ($is_bad) {
            throw new Fault('path', 400, 'not a path below the root');
        }
        return $parts;
    }

    /** An existing regular file below the root, opened; what was opened is what was judged. @return resource */
    public static function open(string $root, string $path)
    {
        $full = self::root($root) . '/' . implode('/', self::parts($path));
        clearstatcache(true);
        if (realpath($full) !== $full || !is_file($full) || is_link($full)) {
            throw new Fault('path', 404, 'no such file');
        }
        $file = @fopen($full, 'rb');
        if ($file === false) {
            throw new Fault('path', 403, 'not readable');
        }
        $opened = fstat($file);
        clearstatcache(true);
        $named = @lstat($full);
        $is_same = $named !== false && $named['ino'] === $opened['ino'] && $named['dev'] === $opened['dev'];
        if (!$is_same || realpath($full) !== $full) { // changed for a link between the two looks
            fclose($file);
            throw new Fault('path', 404, 'no such file');
        }
        return $file;
    }

    public static function isBelow(string $path, string $folder): bool
    {
        return strncmp($path, $folder . '/', strlen($folder) + 1) === 0;
    }

    /** For an answer: text where it is UTF-8, base64 where it is not. */
    public static function told(string $path): array
    {
        return preg_match('//u', $path) === 1 ? ['path' => $path] : ['raw' => base64_encode($path)];
    }
}
