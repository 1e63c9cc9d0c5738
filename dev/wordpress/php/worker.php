<?php
// Runs code inside a site again and again: worker.php ROOT, then a line on standard input names a folder with the file
// `in`. Each piece runs in a process of its own, forked before WordPress is loaded: nothing is left of the one before but
// compiled files. What it prints goes to `out` and `err` there; its exit code comes back as a line.
while (($folder = fgets(STDIN)) !== false) {
    $folder = rtrim($folder, "\n");
    $child = pcntl_fork();
    if ($child === 0) {
        fclose(STDIN);
        fclose(STDOUT);
        fclose(STDERR);
        $stdin = fopen("$folder/in", 'r'); // the lowest free numbers: 0, 1 and 2
        $stdout = fopen("$folder/out", 'w');
        $stderr = fopen("$folder/err", 'a');
        ini_set('error_log', "$folder/err"); // PHP's own complaints do not follow the number
        $_SERVER['REQUEST_TIME'] = time();
        $_SERVER['REQUEST_TIME_FLOAT'] = microtime(true);
        $_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
        $_SERVER['REQUEST_METHOD'] = 'GET';
        require $argv[1] . '/wp-load.php';
        require_once ABSPATH . 'wp-admin/includes/plugin.php';
        require_once ABSPATH . 'wp-admin/includes/user.php';
        eval((string) stream_get_contents($stdin));
        exit(0);
    }
    pcntl_waitpid($child, $status);
    echo pcntl_wifexited($status) ? pcntl_wexitstatus($status) : 255, "\n";
}
