<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** The one door, reached by three ways: ?rest_route=, /wp-json/ and admin-ajax.php. */
final class Door
{
    /** Keep what others print out of our answers. */
    public static function prepare(): void
    {
        if (isset($_SERVER['HTTP_X_REMPART_KEY'])) {
            ob_start();
            @ini_set('display_errors', '0');
        }
    }

    public static function route(): void
    {
        register_rest_route('rempart/v1', '/call', [
            'methods' => 'POST',
            'callback' => [self::class, 'serve'],
            'permission_callback' => '__return_true', // the signature is the permission
            'show_in_index' => false,
        ]);
    }

    public static function serve(): void
    {
        $body = (string) file_get_contents('php://input', false, null, 0, Limits::REQUEST_BYTES + 1);
        $headers = [];
        foreach (['key', 'time', 'nonce', 'signature'] as $name) {
            $value = $_SERVER['HTTP_X_REMPART_' . strtoupper($name)] ?? '';
            $headers[$name] = is_string($value) ? $value : '';
        }
        try {
            list($answer, $nonce, $secret) = self::answer($body, $headers);
        } catch (Refusal $no) {
            self::send(403, 'application/json', '{"error":"refused"}', '');
        }
        $text = "rempart-answer-v1\n$nonce\n" . hash('sha256', $answer->body);
        self::send($answer->status, $answer->type, $answer->body, Keys::sign($text, $secret));
    }

    /** @return array{0: Answer, 1: string, 2: string} answer, nonce, secret key of the site */
    private static function answer(string $body, array $headers): array
    {
        if (strlen($body) > Limits::REQUEST_BYTES || ($_SERVER['REQUEST_METHOD'] ?? '') !== 'POST') {
            throw new Refusal();
        }
        Store::ensure();
        if ($headers['key'] === '') { // nobody signs yet: only enrolment
            return self::enrol(self::read($body));
        }
        $enrolment = Gate::admit($body, $headers);
        Traffic::leaveOut();
        $call = self::read($body);
        $op = Ops::named($call['op']);
        try {
            Gate::pace();
            $args = new Args($call['args']);
            $answer = $op->run($args, $enrolment);
        } catch (Fault $fault) {
            $answer = Answer::json(['error' => $fault->word, 'detail' => $fault->getMessage()], $fault->status);
        } catch (Refusal $no) {
            throw $no;
        } catch (\Throwable $broken) {
            $answer = Answer::json(['error' => 'failed', 'detail' => get_class($broken)], 500);
            error_log('Rempart Companion: ' . $call['op'] . ': ' . $broken->getMessage());
        }
        return [$answer, $headers['nonce'], $enrolment['site_secret']];
    }

    private static function enrol(array $call): array
    {
        if ($call['op'] !== 'enrol') {
            throw new Refusal();
        }
        list($values, $nonce, $secret) = Enrolment::accept($call['args']);
        return [Answer::json($values), $nonce, $secret];
    }

    /** @return array{op: string, args: array} */
    private static function read(string $body): array
    {
        $call = json_decode($body, true, Limits::REQUEST_DEPTH);
        $is_whole = is_array($call) && count($call) === 3 && ($call['v'] ?? null) === Limits::PROTOCOL
            && is_string($call['op'] ?? null) && is_array($call['args'] ?? null);
        if (!$is_whole) {
            throw new Refusal();
        }
        return $call;
    }

    private static function send(int $status, string $type, string $body, string $signature): void
    {
        while (ob_get_level() > 0 && ob_end_clean()) {
            continue;
        }
        @ini_set('zlib.output_compression', '0');
        nocache_headers();
        status_header($status);
        header('Content-Type: ' . $type);
        header('Content-Length: ' . strlen($body));
        header('X-Content-Type-Options: nosniff');
        if ($signature !== '') {
            header('X-Rempart-Signature: ' . $signature);
        }
        echo $body;
        exit;
    }
}
