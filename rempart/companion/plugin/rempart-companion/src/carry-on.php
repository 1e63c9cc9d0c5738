<?php
/**
 * Asked for by our own `.maintenance` when one of the hub's calls finds it: where PHP died in the middle of a move, core
 * files of two versions may lie side by side, and WordPress not start. So the move is ended first, from the plan that
 * lies on the disk, and the hub asks again. Whoever sends that header hastens what the hub began, and nothing else. And
 * where what was put in place keeps WordPress from starting, whoever knows the hub's word has the files before back.
 */

namespace Rempart\Companion;

defined('ABSPATH') || exit;

(static function (string $folder): void {
    $word = isset($_SERVER['HTTP_X_REMPART_BACK']) && is_string($_SERVER['HTTP_X_REMPART_BACK']) ? $_SERVER['HTTP_X_REMPART_BACK'] : '';
    $guard = $word === '' ? null : json_decode((string) @file_get_contents($folder . '/guard'), true);
    if (is_array($guard) && isset($guard['guard']) && hash_equals((string) $guard['guard'], hash('sha256', $word))) {
        $noted = ['way' => 'back', 'roots' => $guard['roots'] ?? null];
    } elseif ($folder !== '' && is_file($folder . '/moving')) {
        $noted = json_decode((string) @file_get_contents($folder . '/moving'), true);
    } else {
        return; // nothing died here
    }
    if (!is_array($noted) || !isset($noted['way'], $noted['roots']) || !is_array($noted['roots'])) {
        return;
    }
    require_once __DIR__ . '/autoload.php';
    $lock = @fopen($folder . '/lock', 'c');
    if ($lock === false || (!flock($lock, LOCK_EX | LOCK_NB, $is_held) && $is_held)) {
        return; // another PHP is at it
    }
    $mover = new Mover($folder, $noted['roots']);
    try {
        $noted['way'] === 'back' ? $mover->back(new Clock()) : $mover->forward(new Clock(), 0);
    } catch (Fault $fault) {
        error_log('Rempart Companion: carry-on: ' . $fault->getMessage());
    }
    if (function_exists('opcache_reset')) {
        @opcache_reset();
    }
    if ($mover->count > 0) { // what is loaded already may be of the other version
        http_response_code(503);
        exit('again');
    }
})(isset($rempart_restore) && is_string($rempart_restore) ? $rempart_restore : '');
