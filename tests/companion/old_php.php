<?php
// Under PHP 7.4 (tests/servers/old_php): WordPress with the companion, switched on, enrolled and asked as the hub does.
// ASKED is replaced by what the hub sent, as JSON.
putenv('SITE_FOLDER=/site');
putenv('SITE_URL=http://127.0.0.1');
putenv('SITE_SOCKET=');
$_SERVER = ['SERVER_PROTOCOL' => 'HTTP/1.1', 'REQUEST_METHOD' => 'POST', 'HTTP_HOST' => '127.0.0.1', 'REMOTE_ADDR' => '203.0.113.9', 'HTTPS' => ''] + $_SERVER;
$said = [];
set_error_handler(static function ($number, $text, $file, $line) use (&$said) {
    if (strpos($file, 'rempart-companion') !== false) {
        $said[] = "$text in $file:$line";
    }
    return false;
});
require '/site/www/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
require_once ABSPATH . WPINC . '/class-IXR.php';
require_once ABSPATH . WPINC . '/class-wp-xmlrpc-server.php';
activate_plugin('rempart-companion/rempart-companion.php');
$files = 0;
foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator(WP_PLUGIN_DIR . '/rempart-companion/src')) as $file) {
    if ($file->getExtension() === 'php') {
        require_once $file->getPathname();
        $files++;
    }
}

use Rempart\Companion\Args;
use Rempart\Companion\Enforce\Challenge;
use Rempart\Companion\Enforce\Factor;
use Rempart\Companion\Enforce\LoginChallenge;
use Rempart\Companion\Enforce\Policy;
use Rempart\Companion\Enforce\Totp;
use Rempart\Companion\Enrolment;
use Rempart\Companion\Gate;
use Rempart\Companion\Keys;
use Rempart\Companion\Ops;
use Rempart\Companion\Store;

$asked = json_decode(<<<'JSON'
ASKED
JSON, true);
Store::ensure();
$code = Enrolment::beginCode(1, false);
$home = Enrolment::home();
$proof = hash_hmac('sha256', "rempart-enrol-v1\n$home\n{$asked['hub_key']}\n{$asked['nonce']}", $code);
list($enrolled) = Enrolment::accept(['hub_key' => $asked['hub_key'], 'nonce' => $asked['nonce'], 'proof' => $proof]);
$answers = [];
foreach ($asked['calls'] as $call) {
    $enrolment = Gate::admit($call['body'], $call['headers']);
    $question = json_decode($call['body'], true);
    $body = Ops::named($question['op'])->run(new Args($question['args']), $enrolment)->body;
    $text = "rempart-answer-v1\n{$call['headers']['nonce']}\n" . hash('sha256', $body);
    $answers[] = ['body' => $body, 'signature' => Keys::sign($text, $enrolment['site_secret'])];
}
$secret = Factor::trial(1);
$is_right = Factor::isTrialRight(1, Totp::code($secret, intdiv(time(), 30)));
Factor::keepTrial(1);
foreach ([1, 2, 3] as $try) {
    wp_authenticate('mason', "wrong $try");
}
$token = Challenge::make('mason', (int) LoginChallenge::asks('mason'))['token'];
$challenge = [LoginChallenge::asks('mason'), Challenge::read($token, 'mason')['bits'], Challenge::isSolved($token, 'mason', 12, '1'), Challenge::spend($token), Challenge::spend($token)];
echo json_encode([
    'challenge' => $challenge,
    'php' => PHP_VERSION, 'files' => $files, 'home' => $home, 'site_key' => $enrolled['site_key'], 'answers' => $answers,
    'is_right' => $is_right, 'codes' => count(Factor::newCodes(1)), 'kinds' => Factor::kinds(1), 'said' => $said,
]);
