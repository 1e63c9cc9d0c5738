<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\Limits;
use Rempart\Companion\Op;
use Rempart\Companion\SecondFactors;
use Rempart\Companion\Store;

defined('ABSPATH') || exit;

/** Who can sign in, with what rights and what second factor. Names only where they were asked for. */
final class Users implements Op
{
    const CAPABILITIES = [
        'manage_options', 'edit_users', 'create_users', 'delete_users', 'promote_users', 'install_plugins', 'activate_plugins',
        'edit_plugins', 'update_core', 'install_themes', 'edit_themes', 'unfiltered_html', 'unfiltered_upload', 'export',
        'import', 'publish_posts', 'edit_others_posts', 'upload_files', 'manage_woocommerce', 'manage_network',
    ];

    public function run(Args $args, array $enrolment): Answer
    {
        $after = $args->number('after', 0, 0, PHP_INT_MAX);
        $limit = $args->number('limit', Limits::USERS, 1, Limits::USERS);
        $is_personal = $args->flag('personal');
        $args->end();
        global $wpdb;
        $ids = $wpdb->get_col($wpdb->prepare("SELECT ID FROM {$wpdb->users} WHERE ID > %d ORDER BY ID LIMIT %d", $after, $limit));
        $users = [];
        foreach ($ids as $id) {
            $user = get_userdata((int) $id);
            if ($user) {
                $users[] = self::told($user, $enrolment, $is_personal);
            }
        }
        return Answer::json(['users' => $users, 'next' => count($ids) === $limit ? (int) end($ids) : null]);
    }

    private static function told(\WP_User $user, array $enrolment, bool $is_personal): array
    {
        $sessions = get_user_meta($user->ID, 'session_tokens', true);
        $last = (int) get_user_meta($user->ID, Store::LAST_META, true);
        $told = [
            'id' => $user->ID,
            // Under the hub's key for this site: one person on two sites has two of these.
            'login' => hash_hmac('sha256', "rempart-login-v1\n" . strtolower($user->user_login), (string) hex2bin($enrolment['hub_key'])),
            'is_called_admin' => in_array(strtolower($user->user_login), ['admin', 'administrator', 'root'], true),
            'roles' => array_values($user->roles),
            'capabilities' => array_values(array_filter(self::CAPABILITIES, [$user, 'has_cap'])),
            'second_factor' => SecondFactors::of($user->ID),
            'application_passwords' => count((array) (get_user_meta($user->ID, '_application_passwords', true) ?: [])),
            'sessions' => is_array($sessions) ? count($sessions) : 0,
            'made_at' => (int) strtotime($user->user_registered . ' UTC'),
            'last_signin_at' => $last > 0 ? $last : null,
        ];
        if ($is_personal) {
            $told['personal'] = ['login' => $user->user_login, 'email' => $user->user_email, 'name' => $user->display_name];
        }
        return $told;
    }
}
