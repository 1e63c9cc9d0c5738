<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/**
 * The file that WordPress reads before nearly everything else. Visitors wait until a moment; our own calls come through,
 * and end or take back first what the hub began where PHP or WordPress itself can no longer do it.
 */
final class Maintenance
{
    const WORDPRESS_ENDS_S = 600; // WordPress looks away from the file once it is older than that

    /** @param int $until after it visitors come in again, whoever lives; in the past: they never wait */
    public static function put(string $folder, int $until): void
    {
        $begun = $until > time() ? $until - self::WORDPRESS_ENDS_S : 0;
        $carry_on = var_export(REMPART_COMPANION_FOLDER . '/src/carry-on.php', true);
        $text = '<?php $upgrading = isset($_SERVER[\'HTTP_X_REMPART_KEY\']) ? 0 : ' . $begun . ";\n"
            . '$rempart_restore = ' . var_export($folder, true) . ";\n"
            . "if (isset(\$_SERVER['HTTP_X_REMPART_KEY']) && is_file($carry_on)) {\n    require $carry_on;\n}\n";
        @file_put_contents(ABSPATH . '.maintenance', $text);
        self::forget();
    }

    /** Only where it is ours: WordPress puts the same file there for itself. */
    public static function away(): void
    {
        if (strpos((string) @file_get_contents(ABSPATH . '.maintenance'), '$rempart_restore') !== false) {
            @unlink(ABSPATH . '.maintenance');
        }
        self::forget();
    }

    /** PHP may look only every few seconds whether a file that it has compiled is another one by now. */
    private static function forget(): void
    {
        if (function_exists('opcache_invalidate')) {
            @opcache_invalidate(ABSPATH . '.maintenance', true);
        }
    }

    /** After how many seconds PHP runs what lies on the disk: 0 where it was told just now, -1 where it never looks. */
    public static function settles(): int
    {
        if (!filter_var(ini_get('opcache.enable'), FILTER_VALIDATE_BOOLEAN)) {
            return 0;
        }
        if (function_exists('opcache_reset') && @opcache_reset()) {
            return 0; // from here on a page is compiled anew until the store is empty
        }
        return filter_var(ini_get('opcache.validate_timestamps'), FILTER_VALIDATE_BOOLEAN) ? 1 + (int) ini_get('opcache.revalidate_freq') : -1;
    }
}
