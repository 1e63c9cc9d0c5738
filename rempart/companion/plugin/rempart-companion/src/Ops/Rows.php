<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\Clock;
use Rempart\Companion\Database;
use Rempart\Companion\Fault;
use Rempart\Companion\Limits;
use Rempart\Companion\Op;
use Rempart\Companion\RowCodec;

defined('ABSPATH') || exit;

/**
 * A piece of one table, in the order of its key. The pieces laid end to end are the rows; a row that is larger than a
 * piece is cut, and the cursor then says where, with the hash of the whole row so that a changed one is noticed.
 */
final class Rows implements Op
{
    public function run(Args $args, array $enrolment): Answer
    {
        $table = $args->text('table', 64);
        $cursor = $args->table('after');
        $args->end();
        $database = Database::open();
        $database->known($table);
        list($key, $offset, $at, $hash) = self::cursor($cursor);
        $places = $database->keyPlaces($table);
        if (($places === null && $key !== null) || ($places && $key !== null && count($key) !== count($places))) {
            throw new Fault('args', 400, 'after');
        }
        $is_snapshot = $database->begin();
        try {
            list($bytes, $count, $next) = self::piece($database, $table, $places, $key, $offset, $at, $hash);
        } finally {
            $database->end();
        }
        $columns = array_column($database->describe($table)['columns'], 'name');
        $head = ['table' => $table, 'format' => 'rows-1', 'columns' => $columns, 'count' => $count, 'next' => $next, 'is_snapshot' => $is_snapshot, 'has_key' => $places !== null];
        return Answer::stream($head, $bytes);
    }

    private static function piece(Database $database, string $table, ?array $places, ?array $key, int $offset, int $at, ?string $hash): array
    {
        $clock = new Clock();
        $bytes = '';
        $count = 0;
        $rows = 0;
        foreach ($database->read($table, $key, $offset) as $number => $row) {
            $encoded = RowCodec::encode($row);
            $rows++;
            if ($hash !== null && $rows === 1) {
                if (hash('sha256', $encoded) !== $hash) {
                    throw new Fault('changed', 409, 'the row changed while it was sent');
                }
                $encoded = (string) substr($encoded, $at);
            }
            if ($bytes === '' && strlen($encoded) > Limits::PIECE_BYTES) {
                $whole = $hash ?? hash('sha256', $encoded);
                $cut = ['at' => $at + Limits::PIECE_BYTES, 'row' => $whole] + self::told($key, $offset);
                return [substr($encoded, 0, Limits::PIECE_BYTES), 0, $cut];
            }
            if (strlen($bytes) + strlen($encoded) > Limits::PIECE_BYTES || ($count > 0 && $clock->isOver())) {
                return [$bytes, $count, self::told($key, $offset)];
            }
            $bytes .= $encoded;
            $count++;
            $offset++;
            $hash = null;
            $at = 0;
            $key = $places === null ? null : self::keyOf($places, $row, (string) $number);
        }
        if ($hash !== null && $rows === 0) {
            throw new Fault('changed', 409, 'the row went while it was sent');
        }
        return [$bytes, $count, $rows >= $database->most ? self::told($key, $offset) : null];
    }

    private static function keyOf(array $places, array $row, string $number): array
    {
        if (!$places) {
            return [$number];
        }
        return array_map(static function ($place) use ($row) {
            return (string) $row[$place];
        }, $places);
    }

    private static function told(?array $key, int $offset): array
    {
        return $key === null ? ['offset' => $offset] : ['key' => array_map('base64_encode', $key)];
    }

    /** @return array{0: string[]|null, 1: int, 2: int, 3: string|null} key, offset, place in the row, hash of the row */
    private static function cursor(?array $cursor): array
    {
        $args = new Args($cursor ?? []);
        $key = $args->table('key');
        $offset = $args->number('offset', 0, 0, PHP_INT_MAX);
        $at = $args->number('at', 0, 0, PHP_INT_MAX);
        $hash = $args->textOrNull('row', 64, '/^[0-9a-f]{64}$/D');
        $args->end();
        foreach ($key ?? [] as $place => $part) {
            $bytes = is_string($part) ? base64_decode($part, true) : false;
            if ($bytes === false || !is_int($place) || strlen($bytes) > 4096) {
                throw new Fault('args', 400, 'after');
            }
            $key[$place] = $bytes;
        }
        return [$key ?: null, $offset, $at, $hash];
    }
}
