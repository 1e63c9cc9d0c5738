<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Lets in what our hub signed, now, once, and not too often. */
final class Gate
{
    /** @return array the enrolment whose key signed @throws Refusal */
    public static function admit(string $body, array $headers): array
    {
        $enrolment = Enrolment::current();
        $forms = ['key' => '/^[0-9a-f]{16}$/D', 'time' => '/^[0-9]{1,11}$/D', 'nonce' => '/^[0-9a-f]{32}$/D', 'signature' => '~^[A-Za-z0-9+/]{86}==$~D'];
        foreach ($forms as $name => $form) {
            if (preg_match($form, $headers[$name]) !== 1) {
                throw new Refusal();
            }
        }
        if ($enrolment === null || !hash_equals(Keys::id($enrolment['hub_key']), $headers['key'])) {
            throw new Refusal();
        }
        $now = time();
        if (abs($now - (int) $headers['time']) > Limits::CLOCK_S) {
            throw new Refusal();
        }
        $text = "rempart-call-v1\n{$enrolment['home']}\n{$headers['time']}\n{$headers['nonce']}\n" . hash('sha256', $body);
        if (!Keys::isSigned($text, $headers['signature'], $enrolment['hub_key'])) {
            throw new Refusal();
        }
        if (!Store::claim($headers['nonce'], $now)) {
            throw new Refusal();
        }
        if (hexdec($headers['nonce'][0]) === 0) { // now and then, without WP-Cron
            Store::sweep($now);
        }
        return $enrolment;
    }

    /** Only a rightful caller is counted, so that a stranger cannot use up the hub's calls. @throws Fault */
    public static function pace(): void
    {
        if (Store::callsOfLastMinute(time()) > Limits::CALLS_MINUTE) {
            throw new Fault('rate', 429);
        }
    }
}
