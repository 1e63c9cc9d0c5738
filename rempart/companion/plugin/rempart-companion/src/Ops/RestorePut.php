<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\Fault;
use Rempart\Companion\Limits;
use Rempart\Companion\Mover;
use Rempart\Companion\Op;
use Rempart\Companion\Paths;
use Rempart\Companion\Restore;
use Rempart\Companion\Window;

defined('ABSPATH') || exit;

/** Pieces of files, laid aside; a file whose bytes are all there and have the hash that was told is planned. */
final class RestorePut implements Op
{
    public function run(Args $args, array $enrolment): Answer
    {
        $id = $args->text('id', 32, '/^[0-9a-f]{32}$/D');
        $files = $args->table('files') ?? [];
        $data = $args->textOrNull('data', Limits::REQUEST_BYTES) === null ? '' : $args->bytes('data', Limits::PIECE_BYTES);
        $args->end();
        $restore = Restore::named($id, ['taking']);
        Window::demandFor($restore);
        if (!$files || count($files) > Limits::FILES) {
            throw new Fault('args', 400, 'files');
        }
        $at = 0;
        $told = [];
        foreach ($files as $file) {
            if (!is_array($file)) {
                throw new Fault('args', 400, 'files');
            }
            $told[] = $this->one($restore, new Args($file), $data, $at);
        }
        if ($at !== strlen($data)) {
            throw new Fault('args', 400, 'data');
        }
        return Answer::json(['received' => $told]);
    }

    /** @return int how many bytes of the file are here; -1 for what is left alone */
    private function one(Restore $restore, Args $args, string $data, int &$at): int
    {
        $kind = $args->text('kind', 6, '/^(?:put|folder|gone)$/D');
        $root = $args->text('root', 16);
        $path = $args->path();
        Paths::parts($path);
        $is_put = $kind === 'put';
        $length = $is_put ? $args->number('length', 0, 0, Limits::PIECE_BYTES) : 0;
        $offset = $is_put ? $args->number('offset', 0, 0, PHP_INT_MAX) : 0;
        $size = $is_put ? $args->number('size', 0, 0, PHP_INT_MAX) : 0;
        $mtime = $is_put ? $args->number('mtime', time(), 0, PHP_INT_MAX) : 0;
        $mode = $is_put ? $args->number('mode', 0644, 0, 0777) : 0;
        $hash = $is_put ? $args->text('sha256', 64, '/^[0-9a-f]{64}$/D') : '';
        $args->end();
        $bytes = (string) substr($data, $at, $length);
        $at += $length;
        if (strlen($bytes) !== $length || $offset + $length > $size) {
            throw new Fault('args', 400, 'length');
        }
        if (Restore::isLeftAlone($root, $path)) {
            return -1;
        }
        $live = Mover::target(Paths::root($root), $path, false);
        if (!$is_put) {
            $restore->plan($kind, $root, $path, $kind === 'gone' && is_dir($live) && !is_link($live) ? ['d' => 1] : []);
            return 0;
        }
        $place = $restore->place('new', $root, $path);
        $here = Restore::lay($place . '.part', $offset, $bytes);
        if ($here === $size) {
            $this->whole($place, $hash, $mtime);
            $restore->plan('put', $root, $path, ['m' => $mode]);
        }
        return $here;
    }

    private function whole(string $place, string $hash, int $mtime): void
    {
        if (hash_file('sha256', $place . '.part') !== $hash) {
            unlink($place . '.part');
            throw new Fault('hash', 409, 'not the bytes that were told');
        }
        touch($place . '.part', $mtime);
        rename($place . '.part', $place);
    }
}
