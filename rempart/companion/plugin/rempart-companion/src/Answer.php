<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** What goes back: JSON, or a head line of JSON with bytes behind it. */
final class Answer
{
    /** @var int */
    public $status;
    /** @var string */
    public $type;
    /** @var string */
    public $body;

    private function __construct(int $status, string $type, string $body)
    {
        $this->status = $status;
        $this->type = $type;
        $this->body = $body;
    }

    public static function json(array $values, int $status = 200): self
    {
        return new self($status, 'application/json', self::encode(['v' => Limits::PROTOCOL] + $values));
    }

    /** The head gets the length and the SHA-256 of the bytes; the signature covers both. */
    public static function stream(array $head, string $bytes): self
    {
        $head = ['v' => Limits::PROTOCOL] + $head + ['length' => strlen($bytes), 'sha256' => hash('sha256', $bytes)];
        return new self(200, 'application/octet-stream', self::encode($head) . "\n" . $bytes);
    }

    private static function encode(array $values): string
    {
        $flags = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR;
        return json_encode($values, $flags, 64);
    }
}
