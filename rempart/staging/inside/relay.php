<?php
// Carries connections between the Unix socket in the copy's folder, which is all that the gate outside reaches, and
// PHP's own server on the loopback of the copy.
const HERE = '/copy/run/http.sock';
const THERE = 'tcp://127.0.0.1:8080';
const BLOCK = 65536;
const MOST_WAITING = 1048576; // bytes read from one side that the other has not taken yet
@unlink(HERE);
$listening = stream_socket_server('unix://' . HERE, $number, $what);
if (!$listening) {
    fwrite(STDERR, "relay: $what\n");
    exit(1);
}
$ends = []; // stream id => [stream, the other's id, bytes to write to this one, is over]
function drop(array &$ends, int $id): void
{
    if (isset($ends[$id])) {
        $other = $ends[$id][1];
        fclose($ends[$id][0]);
        unset($ends[$id]);
        if (isset($ends[$other])) {
            $ends[$other][3] = true;
            if ($ends[$other][2] === '') {
                fclose($ends[$other][0]);
                unset($ends[$other]);
            }
        }
    }
}
while (true) {
    $read = [$listening];
    $write = [];
    $none = null;
    foreach ($ends as [$stream, $other, $bytes, $over]) {
        if (!$over && strlen($ends[$other][2] ?? '') < MOST_WAITING) {
            $read[] = $stream;
        }
        if ($bytes !== '') {
            $write[] = $stream;
        }
    }
    if (!stream_select($read, $write, $none, 60)) {
        continue;
    }
    foreach ($read as $stream) {
        if ($stream === $listening) {
            $in = @stream_socket_accept($listening, 0);
            $out = $in ? @stream_socket_client(THERE, $number, $what, 5) : false;
            if (!$out) {
                $in && fclose($in);
                continue;
            }
            foreach ([[$in, $out], [$out, $in]] as [$one, $two]) {
                stream_set_blocking($one, false);
                $ends[(int) $one] = [$one, (int) $two, '', false];
            }
            continue;
        }
        $id = (int) $stream;
        if (!isset($ends[$id])) {
            continue;
        }
        $bytes = @fread($stream, BLOCK);
        if ($bytes === '' || $bytes === false) {
            if (feof($stream)) {
                drop($ends, $id);
            }
            continue;
        }
        if (isset($ends[$ends[$id][1]])) {
            $ends[$ends[$id][1]][2] .= $bytes;
        }
    }
    foreach ($write as $stream) {
        $id = (int) $stream;
        if (!isset($ends[$id]) || $ends[$id][2] === '') {
            continue;
        }
        $sent = @fwrite($stream, $ends[$id][2]);
        if ($sent === false) {
            drop($ends, $id);
            continue;
        }
        $ends[$id][2] = substr($ends[$id][2], $sent);
        if ($ends[$id][2] === '' && $ends[$id][3]) {
            fclose($ends[$id][0]);
            unset($ends[$id]);
        }
    }
}
