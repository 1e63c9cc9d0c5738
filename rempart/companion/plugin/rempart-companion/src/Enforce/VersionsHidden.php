<?php

namespace Rempart\Companion\Enforce;

defined('ABSPATH') || exit;

/** The version of WordPress stands neither in pages nor in feeds. Addresses still change with it, for caches. */
final class VersionsHidden extends Rule
{
    public function hold(): void
    {
        add_filter('the_generator', [self::class, 'generator'], PHP_INT_MAX);
        add_action('wp_default_scripts', [self::class, 'standard'], PHP_INT_MAX);
        add_action('wp_default_styles', [self::class, 'standard'], PHP_INT_MAX);
        foreach (['script_loader_src', 'style_loader_src', 'script_module_loader_src'] as $hook) {
            add_filter($hook, [self::class, 'address'], PHP_INT_MAX);
        }
        add_action('send_headers', [self::class, 'header'], PHP_INT_MAX);
        add_action('login_init', [self::class, 'header'], 0);
    }

    private static function on(): bool
    {
        return Policy::of('versions_hidden') !== null;
    }

    public static function generator($text)
    {
        return self::on() ? '' : $text;
    }

    private static function tag(): string
    {
        return substr(hash_hmac('sha256', (string) $GLOBALS['wp_version'], wp_salt('nonce')), 0, 8);
    }

    public static function standard($list): void
    {
        if (self::on()) {
            $list->default_version = self::tag();
        }
    }

    public static function address($address)
    {
        $mark = 'ver=' . $GLOBALS['wp_version'];
        if (!self::on() || !is_string($address) || strpos($address, $mark) === false) {
            return $address;
        }
        return (string) preg_replace('/([?&;]ver=)' . preg_quote((string) $GLOBALS['wp_version'], '/') . '(?=$|[&#])/D', '${1}' . self::tag(), $address);
    }

    public static function header(): void
    {
        if (self::on() && !headers_sent()) {
            header_remove('X-Powered-By');
        }
    }

    public function told(): array
    {
        $left = array_values(array_filter(['readme.html', 'license.txt'], static function ($name) {
            return is_file(ABSPATH . $name); // the web server sends these without asking PHP
        }));
        return self::say(self::on(), self::on() ? 'companion' : 'nobody', $left);
    }
}
