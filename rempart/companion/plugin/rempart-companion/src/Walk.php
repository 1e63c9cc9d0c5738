<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Every file, folder and link below a folder in one fixed order, from behind any of them on. */
final class Walk
{
    /** @var string */
    private $base;

    public function __construct(string $base)
    {
        $this->base = $base;
    }

    /** A folder comes before what is in it; names go by their bytes. @param string[] $after parts of the last path told */
    public function from(array $after): \Generator
    {
        yield from $this->below('', $after, 0);
    }

    private function below(string $folder, array $after, int $depth): \Generator
    {
        $names = $depth < Limits::DEPTH ? @scandir($this->base . $folder) : false;
        if ($names === false) {
            return;
        }
        $names = array_map('strval', array_diff($names, ['.', '..']));
        sort($names, SORT_STRING);
        foreach ($names as $name) {
            $order = $after ? strcmp($name, $after[0]) : 1;
            if ($order < 0 || self::isOurs($name)) {
                continue;
            }
            $path = "$folder/$name";
            $is_folder = is_dir($this->base . $path) && !is_link($this->base . $path);
            if ($order > 0) {
                yield substr($path, 1) => $this->base . $path;
            }
            if ($is_folder) {
                yield from $this->below($path, $order === 0 ? array_slice($after, 1) : [], $depth + 1);
            }
            $after = [];
        }
    }

    /** The folder of a restore under way is no part of the site. */
    private static function isOurs(string $name): bool
    {
        return preg_match('/^rempart-restore-[0-9a-f]{32}$/D', $name) === 1;
    }
}
