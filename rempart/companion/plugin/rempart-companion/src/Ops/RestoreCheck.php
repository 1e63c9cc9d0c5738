<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\Clock;
use Rempart\Companion\Database;
use Rempart\Companion\Fault;
use Rempart\Companion\Limits;
use Rempart\Companion\Op;
use Rempart\Companion\Paths;
use Rempart\Companion\Restore;
use Rempart\Companion\RowCodec;

defined('ABSPATH') || exit;

/**
 * Reads back what waits, before any of it is put in place: a digest of each thing that is planned, or of the rows of each
 * table, under a salt that the hub chose just now. Whoever has not kept the bytes cannot answer.
 */
final class RestoreCheck implements Op
{
    const CHUNK = 1048576;

    public function run(Args $args, array $enrolment): Answer
    {
        $id = $args->text('id', 32, '/^[0-9a-f]{32}$/D');
        $salt = $args->text('salt', 32, '/^[0-9a-f]{32}$/D');
        $from = $args->number('from', 0, 0, PHP_INT_MAX);
        $is_tables = $args->flag('tables');
        $cursor = $args->table('after');
        $args->end();
        $restore = Restore::named($id, ['taking']);
        return Answer::json($is_tables ? $this->tables($restore, $salt, $cursor) : $this->files($restore, $salt, $from));
    }

    private function files(Restore $restore, string $salt, int $from): array
    {
        $clock = new Clock();
        $plans = $restore->plans();
        $found = [];
        $bytes = 0;
        for ($number = $from; $number < count($plans); $number++) {
            if (count($found) >= Limits::SLICE || $bytes > Limits::LISTING_BYTES || ($found && $clock->isOver())) {
                return ['entries' => $found, 'next' => $number];
            }
            list($kind, $root, $path) = [$plans[$number]['k'], $plans[$number]['r'], (string) base64_decode($plans[$number]['p'])];
            $digest = $kind === 'put' ? self::digest($restore->place('new', $root, $path), $salt, $clock) : '';
            if ($digest === null && $found) {
                return ['entries' => $found, 'next' => $number];
            }
            $found[] = ['kind' => $kind, 'root' => $root, 'digest' => $digest] + Paths::told($path);
            $bytes += strlen($path) * 2 + 160;
        }
        return ['entries' => $found, 'next' => null];
    }

    /** Null: not done in time. Empty: it is not there. */
    private static function digest(string $place, string $salt, Clock $clock): ?string
    {
        $file = @fopen($place, 'rb');
        if ($file === false) {
            return '';
        }
        $state = hash_init('sha256');
        hash_update($state, $salt);
        while (!feof($file)) {
            hash_update($state, (string) fread($file, self::CHUNK));
            if ($clock->isOver(Limits::WORK_S + 2)) {
                return null;
            }
        }
        fclose($file);
        return hash_final($state);
    }

    /** As many tables as the time allows; a large one goes on behind its last row. */
    private function tables(Restore $restore, string $salt, ?array $cursor): array
    {
        $database = Database::open();
        $clock = new Clock();
        $given = new Args($cursor ?? []);
        list($first, $key, $offset) = [$given->textOrNull('table', 64), $given->table('key'), $given->number('offset', 0, 0, PHP_INT_MAX)];
        $given->end();
        foreach ($key ?? [] as $place => $part) {
            $key[$place] = is_string($part) ? (string) base64_decode($part, true) : '';
        }
        $found = [];
        $names = array_map('strval', array_keys(array_filter($restore->state['tables'], static function ($table) {
            return empty($table['gone']);
        })));
        foreach ($first === null ? $names : array_slice($names, (int) array_search($first, $names, true)) as $name) {
            if ($found && $clock->isOver()) {
                return ['tables' => $found, 'next' => ['table' => $name]];
            }
            $shadow = $restore->shadow('n', $restore->state['tables'][$name]['number']);
            list($one, $after) = $this->sums($database, $shadow, $salt, $name === $first ? $key : null, $name === $first ? $offset : 0, $clock);
            $found[] = ['table' => $name, 'is_whole' => $after === null] + $one;
            if ($after !== null) {
                return ['tables' => $found, 'next' => ['table' => $name] + $after];
            }
        }
        return ['tables' => $found, 'next' => null];
    }

    /** Of rows in any order: the sums of the four halves of each row's digest. */
    private function sums(Database $database, string $shadow, string $salt, ?array $key, int $offset, Clock $clock): array
    {
        $places = $database->keyPlaces($shadow);
        $exact = $database->exact($shadow);
        $sums = [0, 0, 0, 0];
        $count = 0;
        do {
            $rows = 0;
            $is_cut = false;
            $database->begin();
            try {
                foreach ($database->read($shadow, $key, $offset) as $number => $row) {
                    $rows++;
                    $count++;
                    $offset++;
                    $key = $places === null ? null : ($places ? array_map(static function ($place) use ($row) {
                        return (string) $row[$place];
                    }, $places) : [(string) $number]);
                    foreach ($row as $place => $field) {
                        $is_real = $field !== null && (!$exact[$place] || (!$places && $places !== null && $field[0] === 'r'));
                        $row[$place] = $is_real ? '' : $field;
                    }
                    foreach (array_values((array) unpack('N4', hash('sha256', $salt . RowCodec::encode($row), true))) as $lane => $part) {
                        $sums[$lane] = ($sums[$lane] + $part) & 0xFFFFFFFFFFFF;
                    }
                    if ($count % 64 === 0 && $clock->isOver()) {
                        $is_cut = true;
                        break;
                    }
                }
            } finally {
                $database->end();
            }
        } while (!$is_cut && $rows >= $database->most);
        $after = $key === null ? ['offset' => $offset] : ['key' => array_map('base64_encode', $key)];
        return [['rows' => $count, 'sums' => $sums], $is_cut ? $after : null];
    }
}
