"""A small filter inside WordPress that stops what attackers send, and its absence."""

from dev.wordpress.weakness import closed_by

# Looks at the query and at posted bodies, never at the path alone: what lies open must still be found when planted.
FILTER = closed_by(
    "no_filter",
    "nothing stops requests that attack",
    r"""
(function () {
    $address = rawurldecode($_SERVER['REQUEST_URI'] ?? '');
    $query = urldecode((string) parse_url($_SERVER['REQUEST_URI'] ?? '', PHP_URL_QUERY));
    $body = urldecode((string) file_get_contents('php://input', false, null, 0, 65536));
    $signs = [
        '~\'\s*or\s*\'\d+\'\s*=|union\s+all\s+select|\(\s*select\b|\bsleep\s*\(~i',
        '~<script|<svg|<img[^>]+onerror~i',
        '~(\.\./){2}|/etc/passwd~i',
        '~;\s*cat\s|\|\s*id\s*;|\$\(\s*echo~i',
        '~<methodName>\s*system\.multicall~i',
    ];
    foreach ($signs as $sign) {
        if (preg_match($sign, $query) || preg_match($sign, $body)) {
            http_response_code(403);
            exit('<!DOCTYPE html><title>403</title><h1>403</h1>');
        }
    }
    if (preg_match('~/plugins/(wp-file-manager/lib/php/connector|mail-masta/inc/)|action=(revslider_show_image|duplicator_download)~i', $address)) {
        http_response_code(403);
        exit('<!DOCTYPE html><title>403</title><h1>403</h1>');
    }
})();""",
)
