<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Rows as bytes ("rows-1"): each field a length of 4 bytes, big end first, then its bytes; 0xFFFFFFFF alone is NULL. */
final class RowCodec
{
    const NULL_FIELD = "\xFF\xFF\xFF\xFF";

    public static function encode(array $row): string
    {
        $bytes = '';
        foreach ($row as $field) {
            $bytes .= $field === null ? self::NULL_FIELD : pack('N', strlen($field)) . $field;
        }
        return $bytes;
    }

    /** Whole rows only. @return array<int, array<int, string|null>> @throws Fault */
    public static function decode(string $bytes, int $columns): array
    {
        $rows = [];
        $row = [];
        $at = 0;
        $end = strlen($bytes);
        while ($at < $end) {
            if ($at + 4 > $end) {
                throw new Fault('args', 400, 'rows');
            }
            $is_null = substr_compare($bytes, self::NULL_FIELD, $at, 4) === 0;
            $length = $is_null ? 0 : unpack('N', $bytes, $at)[1];
            $at += 4;
            if ($length > $end - $at) {
                throw new Fault('args', 400, 'rows');
            }
            $row[] = $is_null ? null : substr($bytes, $at, $length);
            $at += $length;
            if (count($row) === $columns) {
                $rows[] = $row;
                $row = [];
            }
        }
        if ($row) {
            throw new Fault('args', 400, 'rows');
        }
        return $rows;
    }
}
