<?php
// Runs code from standard input, after WordPress when asked to.
$code = (string) stream_get_contents(STDIN);
if (($argv[1] ?? '') === 'site') {
    $_SERVER['HTTP_HOST'] = 'copy.invalid';
    $_SERVER['REQUEST_URI'] = '/';
    $_SERVER['REQUEST_METHOD'] = 'GET';
    $_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
    require getcwd() . '/wp-load.php';
}
eval($code);
