<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\Database;
use Rempart\Companion\Fault;
use Rempart\Companion\Limits;
use Rempart\Companion\Op;
use Rempart\Companion\Restore;
use Rempart\Companion\RowCodec;
use Rempart\Companion\Store;
use Rempart\Companion\Window;

defined('ABSPATH') || exit;

/** Rows into a table beside the live one. `create` makes it, or makes it anew. */
final class RestoreRows implements Op
{
    public function run(Args $args, array $enrolment): Answer
    {
        global $wpdb;
        $id = $args->text('id', 32, '/^[0-9a-f]{32}$/D');
        $name = $args->text('table', 64, '/^[^\x00-\x1f`"\\\\]{1,64}$/D');
        $create = $args->textOrNull('create', 262144);
        $columns = $args->table('columns');
        $piece = $args->number('piece', 0, 0, PHP_INT_MAX);
        $rows = $args->textOrNull('data', Limits::REQUEST_BYTES) === null ? '' : $args->bytes('data', Limits::PIECE_BYTES);
        $size = $args->number('size', 0, 0, Limits::ROW_BYTES); // of a row that comes in parts
        $at = $args->number('at', 0, 0, Limits::ROW_BYTES);
        $is_gone = $args->flag('gone');
        $args->end();
        $restore = Restore::named($id, ['taking']);
        Window::demandFor($restore);
        $is_site = strncmp($name, $wpdb->base_prefix, strlen($wpdb->base_prefix)) === 0 || $name === '_mysql_data_types_cache';
        if (!$is_site || $name === Store::nonces() || $name === Store::events() || $name === \Rempart\Companion\Enforce\Attempts::table()) {
            throw new Fault('table', 400, 'not a table of this site');
        }
        $database = Database::open();
        if ($is_gone) { // it is in no copy, and goes aside
            $known = $restore->state['tables'][$name]['number'] ?? count($restore->state['tables']) + 1;
            $restore->state['tables'][$name] = ['number' => $known, 'pieces' => 0, 'later' => [], 'gone' => true];
            $restore->keep();
            return Answer::json(['table' => $name, 'pieces' => 0]);
        }
        if ($create !== null) {
            $known = $restore->state['tables'][$name]['number'] ?? count($restore->state['tables']) + 1;
            $restore->state['tables'][$name] = ['number' => $known, 'pieces' => 0, 'later' => []];
            $restore->keep(); // before the table exists, so that it is never forgotten
            $restore->state['tables'][$name]['later'] = $database->makeShadow($create, $name, $restore->shadow('n', $known));
            $restore->keep();
        }
        $table = $restore->state['tables'][$name] ?? null;
        if ($table === null || $piece > $table['pieces']) {
            throw new Fault('gap', 409, (string) ($table['pieces'] ?? -1));
        }
        if ($size > 0 && $piece === $table['pieces']) {
            $part = $restore->folder() . '/new/row';
            $here = Restore::lay($part, $at, $rows);
            if ($here < $size) {
                return Answer::json(['table' => $name, 'pieces' => $table['pieces'], 'here' => $here]);
            }
            $rows = (string) file_get_contents($part);
            unlink($part);
        }
        if ($rows !== '' && $piece === $table['pieces']) {
            $this->add($database, $restore->shadow('n', $table['number']), $columns ?? [], $rows);
            $restore->state['tables'][$name]['pieces']++;
            $restore->keep();
        }
        return Answer::json(['table' => $name, 'pieces' => $restore->state['tables'][$name]['pieces']]);
    }

    private function add(Database $database, string $shadow, array $columns, string $rows): void
    {
        foreach ($columns as $column) {
            if (!is_string($column) || $column === '' || strlen($column) > 64) {
                throw new Fault('args', 400, 'columns');
            }
        }
        if (!$columns) {
            throw new Fault('args', 400, 'columns');
        }
        $database->insert($shadow, array_values($columns), RowCodec::decode($rows, count($columns)));
    }
}
