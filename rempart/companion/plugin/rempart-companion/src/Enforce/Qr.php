<?php

namespace Rempart\Companion\Enforce;

defined('ABSPATH') || exit;

/** A QR picture (ISO/IEC 18004, bytes, level L, versions 1 to 9) as SVG, drawn here: the secret asks nobody outside. */
final class Qr
{
    /** By version: bytes of data in a block, bytes of correction in a block, blocks. */
    const BLOCKS = [
        1 => [19, 7, 1], [34, 10, 1], [55, 15, 1], [80, 20, 1], [108, 26, 1], [68, 18, 2], [78, 20, 2], [97, 24, 2], [116, 30, 2],
    ];
    const ALIGN = [1 => [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46]];
    const MASK = 0;
    const QUIET = 4;

    /** @var int */
    private $size;
    /** @var int[][] */
    private $dark;
    /** @var bool[][] what no data is laid on */
    private $fixed;

    public static function svg(string $text): string
    {
        $rows = self::matrix($text);
        $path = '';
        foreach ($rows as $y => $row) {
            foreach ($row as $x => $dark) {
                $path .= $dark ? 'M' . ($x + self::QUIET) . ' ' . ($y + self::QUIET) . 'h1v1h-1z' : '';
            }
        }
        $side = count($rows) + 2 * self::QUIET;
        return '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ' . "$side $side" . '" width="240" height="240" shape-rendering="crispEdges">'
            . '<path fill="#fff" d="M0 0h' . $side . 'v' . $side . 'h-' . $side . 'z"/><path fill="#000" d="' . $path . '"/></svg>';
    }

    /** @return int[][] 1 = dark @throws \LengthException */
    public static function matrix(string $text): array
    {
        foreach (self::BLOCKS as $version => $form) {
            if (strlen($text) + 2 <= $form[0] * $form[2]) {
                return (new self($version))->draw(self::codewords($text, $form));
            }
        }
        throw new \LengthException('too long for a picture');
    }

    private function __construct(int $version)
    {
        $this->size = 17 + 4 * $version;
        $this->dark = array_fill(0, $this->size, array_fill(0, $this->size, 0));
        $this->fixed = array_fill(0, $this->size, array_fill(0, $this->size, false));
        $last = $this->size - 7;
        foreach ([[0, 0], [0, $last], [$last, 0]] as $corner) {
            $this->finder($corner[0], $corner[1]);
        }
        for ($i = 8; $i < $this->size - 8; $i++) {
            $this->put(6, $i, $i % 2 === 0);
            $this->put($i, 6, $i % 2 === 0);
        }
        foreach (self::ALIGN[$version] as $y) {
            foreach (self::ALIGN[$version] as $x) {
                if (!in_array([$y, $x], [[6, 6], [6, $last], [$last, 6]], true)) { // those lie under the corners
                    $this->align($y, $x);
                }
            }
        }
        $this->words($version);
    }

    private function put(int $y, int $x, bool $dark): void
    {
        $this->dark[$y][$x] = $dark ? 1 : 0;
        $this->fixed[$y][$x] = true;
    }

    private function finder(int $top, int $left): void
    {
        for ($y = -1; $y <= 7; $y++) {
            for ($x = -1; $x <= 7; $x++) {
                if (isset($this->dark[$top + $y][$left + $x])) {
                    $ring = max(abs($y - 3), abs($x - 3));
                    $this->put($top + $y, $left + $x, $ring !== 2 && $ring !== 4);
                }
            }
        }
    }

    private function align(int $middle_y, int $middle_x): void
    {
        for ($y = -2; $y <= 2; $y++) {
            for ($x = -2; $x <= 2; $x++) {
                $this->put($middle_y + $y, $middle_x + $x, max(abs($y), abs($x)) !== 1);
            }
        }
    }

    /** Level and mask, twice; the version from 7 on, twice; one module that is always dark. */
    private function words(int $version): void
    {
        $format = (self::remainder(01 << 3 | self::MASK, 0x537, 10)) ^ 0x5412;
        for ($i = 0; $i < 15; $i++) {
            $bit = ($format >> $i & 1) === 1;
            $this->put($i < 6 ? $i : ($i < 8 ? $i + 1 : $this->size - 15 + $i), 8, $bit);
            $this->put(8, $i < 8 ? $this->size - 1 - $i : ($i === 8 ? 7 : 14 - $i), $bit);
        }
        $this->put($this->size - 8, 8, true);
        $number = self::remainder($version, 0x1f25, 12);
        for ($i = 0; $version >= 7 && $i < 18; $i++) {
            $bit = ($number >> $i & 1) === 1;
            $this->put(intdiv($i, 3), $this->size - 11 + $i % 3, $bit);
            $this->put($this->size - 11 + $i % 3, intdiv($i, 3), $bit);
        }
    }

    /** The value with the bits that guard it (BCH). */
    private static function remainder(int $value, int $generator, int $bits): int
    {
        $rest = $value << $bits;
        $top = strlen(decbin($generator)) - 1;
        for ($i = strlen(decbin($rest)) - 1; $i >= $top; $i--) {
            $rest ^= ($rest >> $i & 1) ? $generator << ($i - $top) : 0;
        }
        return $value << $bits | $rest;
    }

    /** @return int[] */
    private static function codewords(string $text, array $form): array
    {
        list($data, $correction, $blocks) = $form;
        $bits = '0100' . str_pad(decbin(strlen($text)), 8, '0', STR_PAD_LEFT);
        foreach (str_split($text) as $byte) {
            $bits .= str_pad(decbin(ord($byte)), 8, '0', STR_PAD_LEFT);
        }
        $words = array_map('bindec', str_split($bits . '0000', 8));
        for ($i = 0; count($words) < $data * $blocks; $i++) {
            $words[] = $i % 2 === 0 ? 0xec : 0x11;
        }
        $parts = array_chunk($words, $data);
        $guards = array_map(static function ($part) use ($correction) {
            return self::correction($part, $correction);
        }, $parts);
        $out = [];
        foreach ([[$parts, $data], [$guards, $correction]] as $set) {
            for ($i = 0; $i < $set[1]; $i++) {
                foreach ($set[0] as $block) {
                    $out[] = $block[$i];
                }
            }
        }
        return $out;
    }

    /** Reed-Solomon over GF(256) with 0x11d. @return int[] */
    private static function correction(array $data, int $count): array
    {
        $generator = [1];
        for ($i = 0, $root = 1; $i < $count; $i++, $root = self::times($root, 2)) {
            $next = array_merge($generator, [0]);
            foreach ($generator as $at => $factor) {
                $next[$at + 1] ^= self::times($factor, $root);
            }
            $generator = $next;
        }
        $rest = array_merge($data, array_fill(0, $count, 0));
        foreach (array_keys($data) as $at) {
            $lead = $rest[$at];
            foreach ($generator as $step => $factor) {
                $rest[$at + $step] ^= self::times($factor, $lead);
            }
        }
        return array_slice($rest, count($data));
    }

    private static function times(int $a, int $b): int
    {
        $out = 0;
        for (; $b > 0; $b >>= 1) {
            $out ^= ($b & 1) ? $a : 0;
            $a = $a << 1 ^ ($a & 0x80 ? 0x11d : 0);
        }
        return $out;
    }

    /** Two columns at a time, up and down in turn, from the right; column 6 belongs to the timing line. */
    private function draw(array $words): array
    {
        $at = 0;
        for ($right = $this->size - 1; $right > 0; $right -= 2) {
            $right -= $right === 6 ? 1 : 0;
            $is_up = ($right + 1 & 2) === 0;
            for ($i = 0; $i < $this->size; $i++) {
                $y = $is_up ? $this->size - 1 - $i : $i;
                foreach ([$right, $right - 1] as $x) {
                    if (!$this->fixed[$y][$x]) {
                        $bit = ($words[$at >> 3] ?? 0) >> (7 - ($at & 7)) & 1;
                        $this->dark[$y][$x] = $bit ^ (($y + $x) % 2 === 0 ? 1 : 0);
                        $at++;
                    }
                }
            }
        }
        return $this->dark;
    }
}
