<?php

namespace Rempart\Companion\Enforce;

use Rempart\Companion\Fault;

defined('ABSPATH') || exit;

/** xmlrpc.php: `closed` does not answer; `narrowed` takes no pingbacks and no calls packed into one. */
final class Xmlrpc extends Rule
{
    public function form($asked)
    {
        if ($asked === false) {
            return null;
        }
        if ($asked !== 'closed' && $asked !== 'narrowed') {
            throw new Fault('args', 400, 'xmlrpc: closed, narrowed or false');
        }
        return $asked;
    }

    public function hold(): void
    {
        $how = Policy::of('xmlrpc');
        if ($how === 'closed' && defined('XMLRPC_REQUEST') && XMLRPC_REQUEST) {
            Refuse::send(403);
        }
        add_filter('xmlrpc_enabled', [self::class, 'enabled'], PHP_INT_MAX);
        add_filter('xmlrpc_methods', [self::class, 'methods'], PHP_INT_MAX);
        add_filter('wp_xmlrpc_server_class', [self::class, 'server'], PHP_INT_MAX);
        add_filter('wp_headers', [self::class, 'headers'], PHP_INT_MAX);
        add_filter('pings_open', [self::class, 'pings'], PHP_INT_MAX);
        add_action('wp', [self::class, 'links']);
    }

    private static function on(): bool
    {
        return Policy::of('xmlrpc') !== null;
    }

    public static function enabled($is_enabled)
    {
        return Policy::of('xmlrpc') === 'closed' ? false : $is_enabled;
    }

    public static function methods($methods)
    {
        if (self::on() && is_array($methods)) {
            unset($methods['pingback.ping'], $methods['pingback.extensions.getPingbacks']);
        }
        return $methods;
    }

    /** system.multicall stands in no list that a filter reaches: the server itself has to be another. */
    public static function server($class)
    {
        return self::on() && $class === 'wp_xmlrpc_server' ? NarrowServer::class : $class;
    }

    public static function headers($headers)
    {
        if (self::on() && is_array($headers)) {
            unset($headers['X-Pingback']);
        }
        return $headers;
    }

    public static function pings($open)
    {
        return self::on() ? false : $open;
    }

    public static function links(): void
    {
        if (self::on()) {
            remove_action('wp_head', 'rsd_link');
        }
    }

    public function told(): array
    {
        $how = Policy::of('xmlrpc');
        if (!is_file(ABSPATH . 'xmlrpc.php')) {
            return self::say(true, 'site');
        }
        $class = apply_filters('wp_xmlrpc_server_class', 'wp_xmlrpc_server');
        if ($how === 'narrowed' && $class !== NarrowServer::class) {
            return self::say(false, 'nobody', ['another plug-in answers at xmlrpc.php']);
        }
        return self::say($how !== null, $how !== null ? 'companion' : 'nobody');
    }
}
