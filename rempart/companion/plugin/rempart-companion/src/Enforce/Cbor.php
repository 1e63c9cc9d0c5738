<?php

namespace Rempart\Companion\Enforce;

defined('ABSPATH') || exit;

/** Reads the little CBOR (RFC 8949) that WebAuthn needs: definite lengths, bounded in size, depth and number. */
final class Cbor
{
    const BYTES = 8192;
    const DEPTH = 6;
    const ITEMS = 200;

    /** @var string */
    private $bytes;
    /** @var int */
    private $at = 0;
    /** @var int */
    private $items = 0;

    /** @return array{0: mixed, 1: int} the first value and where it ends @throws \UnexpectedValueException */
    public static function first(string $bytes): array
    {
        if (strlen($bytes) > self::BYTES) {
            throw new \UnexpectedValueException('too long');
        }
        $reader = new self($bytes);
        return [$reader->value(0), $reader->at];
    }

    private function __construct(string $bytes)
    {
        $this->bytes = $bytes;
    }

    private function take(int $length): string
    {
        if ($length < 0 || $length > strlen($this->bytes) - $this->at) {
            throw new \UnexpectedValueException('ends too soon');
        }
        $this->at += $length;
        return (string) substr($this->bytes, $this->at - $length, $length);
    }

    private function number(int $short): int
    {
        if ($short < 24) {
            return $short;
        }
        if ($short > 26) { // 64 bits and open lengths: nothing here is that long
            throw new \UnexpectedValueException('length');
        }
        $length = 1 << ($short - 24);
        return (int) hexdec(bin2hex($this->take($length)));
    }

    /** @return mixed */
    private function value(int $depth)
    {
        if ($depth > self::DEPTH || ++$this->items > self::ITEMS) {
            throw new \UnexpectedValueException('too deep or too many');
        }
        $head = ord($this->take(1));
        $number = $this->number($head & 0x1f);
        switch ($head >> 5) {
            case 0:
                return $number;
            case 1:
                return -1 - $number;
            case 2:
            case 3:
                return $this->take($number);
            case 4:
                return $this->listed($number, $depth);
            case 5:
                return $this->mapped($number, $depth);
            case 7:
                if ($number >= 20 && $number <= 22 && ($head & 0x1f) < 24) {
                    return [20 => false, 21 => true, 22 => null][$number];
                }
        }
        throw new \UnexpectedValueException('form');
    }

    private function listed(int $count, int $depth): array
    {
        $list = [];
        for ($i = 0; $i < $count; $i++) {
            $list[] = $this->value($depth + 1);
        }
        return $list;
    }

    private function mapped(int $count, int $depth): array
    {
        $map = [];
        for ($i = 0; $i < $count; $i++) {
            $key = $this->value($depth + 1);
            if ((!is_int($key) && !is_string($key)) || array_key_exists($key, $map)) {
                throw new \UnexpectedValueException('key');
            }
            $map[$key] = $this->value($depth + 1);
        }
        return $map;
    }
}
