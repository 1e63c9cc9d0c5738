<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\Clock;
use Rempart\Companion\Fault;
use Rempart\Companion\Limits;
use Rempart\Companion\Op;
use Rempart\Companion\Paths;

defined('ABSPATH') || exit;

/**
 * Bytes of one file from an offset, or several small files whole. With `size` and `mtime` of the list, a file that
 * changed meanwhile is told.
 */
final class File implements Op
{
    public function run(Args $args, array $enrolment): Answer
    {
        $root = $args->text('root', 16);
        $several = $args->table('files');
        if ($several !== null) {
            $args->end();
            return self::several($root, $several);
        }
        $path = $args->path();
        $offset = $args->number('offset', 0, 0, PHP_INT_MAX);
        $length = $args->number('length', Limits::PIECE_BYTES, 1, Limits::PIECE_BYTES);
        list($size, $mtime) = self::expected($args);
        $args->end();
        $file = Paths::open($root, $path);
        $stat = fstat($file);
        $bytes = self::read($file, $stat, $offset, $length, $size, $mtime);
        $end = $offset + strlen($bytes);
        $head = self::told($path, $stat) + ['root' => $root, 'offset' => $offset, 'next' => $end < $stat['size'] ? $end : null];
        return Answer::stream($head, $bytes);
    }

    /** As many as fit, in their order; one that cannot be had says why in its place. */
    private static function several(string $root, array $several): Answer
    {
        if (!$several || count($several) > Limits::FILES) {
            throw new Fault('args', 400, 'files');
        }
        $clock = new Clock();
        $bytes = '';
        $parts = [];
        $head_bytes = 0;
        foreach ($several as $one) {
            if (!is_array($one)) {
                throw new Fault('args', 400, 'files');
            }
            $args = new Args($one);
            $path = $args->path();
            list($size, $mtime) = self::expected($args);
            $args->end();
            $head_bytes += 2 * strlen($path) + 220;
            if ($parts && ($head_bytes > Limits::HEAD_BYTES / 2 || $clock->isOver())) {
                break;
            }
            try {
                $file = Paths::open($root, $path);
                $stat = fstat($file);
                if ($stat['size'] > Limits::PIECE_BYTES - strlen($bytes)) {
                    fclose($file);
                    if ($parts) {
                        break;
                    }
                    throw new Fault('large', 409);
                }
                $more = self::read($file, $stat, 0, max(1, $stat['size']), $size, $mtime);
                $parts[] = self::told($path, $stat) + ['length' => strlen($more), 'sha256' => hash('sha256', $more)];
                $bytes .= $more;
            } catch (Fault $fault) {
                $parts[] = Paths::told($path) + ['error' => $fault->word];
            }
        }
        return Answer::stream(['root' => $root, 'files' => $parts], $bytes);
    }

    /** @return int[] size and mtime of the list, -1 where they were not given */
    private static function expected(Args $args): array
    {
        return [$args->number('size', -1, 0, PHP_INT_MAX), $args->number('mtime', -1, 0, PHP_INT_MAX)];
    }

    private static function told(string $path, array $stat): array
    {
        return Paths::told($path) + ['size' => $stat['size'], 'mtime' => $stat['mtime'], 'mode' => $stat['mode'] & 0777];
    }

    /** @param resource $file */
    private static function read($file, array $stat, int $offset, int $length, int $size, int $mtime): string
    {
        $is_changed = ($size >= 0 && $size !== $stat['size']) || ($mtime >= 0 && $mtime !== $stat['mtime']) || $offset > $stat['size'];
        $bytes = '';
        if (!$is_changed) {
            fseek($file, $offset);
            while (strlen($bytes) < $length && !feof($file)) {
                $more = fread($file, min(1048576, $length - strlen($bytes)));
                if ($more === false || $more === '') {
                    break;
                }
                $bytes .= $more;
            }
        }
        fclose($file);
        $is_short = $offset + strlen($bytes) < $stat['size'] && strlen($bytes) < $length;
        if ($is_changed || $is_short) {
            throw new Fault('changed', 409);
        }
        return $bytes;
    }
}
