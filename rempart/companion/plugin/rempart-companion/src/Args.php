<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Reads the arguments of an op, each with its form and bound; what is not expected is a fault. */
final class Args
{
    /** @var array */
    private $values;
    /** @var array */
    private $read = [];

    public function __construct(array $values)
    {
        $this->values = $values;
    }

    /** Call when all were read: anything left over was not ours to understand. */
    public function end(): void
    {
        if (array_diff_key($this->values, $this->read)) {
            throw new Fault('args', 400, 'unknown argument');
        }
    }

    /** @return mixed */
    private function take(string $name)
    {
        $this->read[$name] = true;
        return $this->values[$name] ?? null;
    }

    public function number(string $name, int $default, int $least, int $most): int
    {
        $value = $this->take($name);
        if ($value === null) {
            return $default;
        }
        if (!is_int($value) || $value < $least || $value > $most) {
            throw new Fault('args', 400, $name);
        }
        return $value;
    }

    public function flag(string $name): bool
    {
        $value = $this->take($name);
        if ($value !== null && !is_bool($value)) {
            throw new Fault('args', 400, $name);
        }
        return $value === true;
    }

    public function text(string $name, int $most, string $pattern = ''): string
    {
        $value = $this->take($name);
        if (!is_string($value) || strlen($value) > $most || ($pattern !== '' && preg_match($pattern, $value) !== 1)) {
            throw new Fault('args', 400, $name);
        }
        return $value;
    }

    public function textOrNull(string $name, int $most, string $pattern = ''): ?string
    {
        if (($this->values[$name] ?? null) === null) {
            $this->read[$name] = true;
            return null;
        }
        return $this->text($name, $most, $pattern);
    }

    public function table(string $name): ?array
    {
        $value = $this->take($name);
        if ($value !== null && (!is_array($value) || count($value) > 1000)) {
            throw new Fault('args', 400, $name);
        }
        return $value;
    }

    public function bytes(string $name, int $most): string
    {
        $bytes = base64_decode($this->text($name, (int) ($most * 1.4) + 8), true);
        if ($bytes === false || strlen($bytes) > $most) {
            throw new Fault('args', 400, $name);
        }
        return $bytes;
    }

    /** A path as text, or in base64 under `raw` where it is no UTF-8. */
    public function path(): string
    {
        $raw = $this->textOrNull('raw', Limits::PATH_BYTES * 2);
        $path = $this->textOrNull('path', Limits::PATH_BYTES);
        $given = $raw === null ? $path : base64_decode($raw, true);
        if (!is_string($given) || ($raw !== null && $path !== null)) {
            throw new Fault('args', 400, 'path');
        }
        return $given;
    }
}
