"""What a copy shows of people and keys: nothing that was true."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dev.wordpress import Site
from rempart.channel.source import Trouble
from rempart.staging.net import making
from rempart.staging.net.making import Masked, make
from rempart.staging.net.opened import OpenCopy
from tests.backup.house import Desk
from tests.staging.stage import SITE, brought, opened

pytestmark = [pytest.mark.slow, pytest.mark.file]
WORDS = (
    "marie.dupont",
    "Dupont",
    "lavande-sur-mer",
    "0612345678",
    "203.0.113.77",
    "sk_live_",
    "hunter2",
    "bearer-of",
    "4f1a9c27d0b35e68",
)

PLANT = """
global $wpdb;
$id = wp_insert_user(['user_login' => 'marie.dupont', 'user_pass' => 'hunter2', 'user_email' => 'marie.dupont@lavande.example',
  'display_name' => 'Marie Dupont', 'first_name' => 'Marie', 'last_name' => 'Dupont', 'role' => 'customer']);
foreach (['billing_phone' => '0612345678', 'billing_address_1' => '1 lavande-sur-mer', 'billing_email' => 'marie.dupont@lavande.example',
  'wp_x_api_key' => '4f1a9c27d0b35e68'] as $k => $v) { update_user_meta($id, $k, $v); }
$post = wp_insert_post(['post_title' => 'Order', 'post_content' => 'Write to marie.dupont@lavande.example today', 'post_status' => 'publish']);
update_post_meta($post, '_billing_last_name', 'Dupont');
update_post_meta($post, '_form', ['who' => ['mail' => 'marie.dupont@lavande.example'], 'note' => 'kept']);
wp_insert_comment(['comment_post_ID' => $post, 'comment_author' => 'Marie Dupont', 'comment_author_email' => 'marie.dupont@lavande.example',
  'comment_author_IP' => '203.0.113.77', 'comment_content' => 'Good stone', 'comment_approved' => 1]);
update_option('woocommerce_stripe_settings', ['enabled' => 'yes', 'secret_key' => 'sk_live_1', 'publishable_key' => 'pk_live_1']);
update_option('some_plugin', ['colour' => 'blue', 'deep' => ['api_key' => 'bearer-of', 'size' => 7]]);
update_option('other_plugin', json_encode(['client_secret' => 'sk_live_2', 'shape' => 'round']));
update_option('mailer_token', 'sk_live_3');
update_option('stripe_webhook_data', ['secret' => 'sk_live_4', 'deep' => ['id' => 'sk_live_5', 'count' => 3], 'on' => true, 'sk_live_6' => ['x']]);
set_transient('shop_list', ['hunter2'], 3600);
$wpdb->query("CREATE TABLE {$wpdb->prefix}wc_webhooks (webhook_id INTEGER PRIMARY KEY, secret TEXT)");
$wpdb->query("INSERT INTO {$wpdb->prefix}wc_webhooks VALUES (1, 'hunter2')");
$wpdb->query("CREATE TABLE {$wpdb->prefix}wc_orders (id INTEGER PRIMARY KEY, billing_email TEXT, ip_address TEXT, total TEXT)");
$wpdb->query("INSERT INTO {$wpdb->prefix}wc_orders VALUES (1, 'marie.dupont@lavande.example', '203.0.113.77', '12.50')");
echo json_encode([$id, $post]);
"""
AWAY = """
global $wpdb; require_once ABSPATH . 'wp-admin/includes/user.php';
wp_delete_user(%d); wp_delete_post(%d, true);
foreach (['woocommerce_stripe_settings', 'some_plugin', 'other_plugin', 'mailer_token', 'stripe_webhook_data'] as $o) { delete_option($o); }
delete_transient('shop_list');
foreach (['wc_webhooks', 'wc_orders'] as $t) { $wpdb->query("DROP TABLE {$wpdb->prefix}$t"); }
"""
LOOK = """
global $wpdb; $all = '';
foreach ($wpdb->get_col('SHOW TABLES') as $t) { $all .= json_encode($wpdb->get_results("SELECT * FROM `$t`", ARRAY_A), JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE); }
$m = get_posts(['title' => 'Order', 'post_type' => 'post'])[0];
echo json_encode(['all' => $all, 'some' => get_option('some_plugin'), 'other' => json_decode(get_option('other_plugin'), true),
  'form' => get_post_meta($m->ID, '_form', true), 'order' => $wpdb->get_row("SELECT * FROM {$wpdb->prefix}wc_orders", ARRAY_A),
  'hooks' => $wpdb->get_var("SELECT COUNT(*) FROM {$wpdb->prefix}wc_webhooks"), 'home' => home_url(), 'cron' => _get_cron_array(),
  'stripe' => get_option('woocommerce_stripe_settings'), 'hook' => get_option('stripe_webhook_data'), 'list' => get_transient('shop_list'),
  'constants' => [DISABLE_WP_CRON, WP_HTTP_BLOCK_EXTERNAL, DB_HOST]]);
"""


@pytest.fixture(scope="module", params=["sqlite", "mariadb"])
def shown(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[OpenCopy, Masked]]:
    """A copy of a shop with a customer."""
    site: Site = request.getfixturevalue("wordpress" if request.param == "sqlite" else "wordpress_mariadb")
    user, post = json.loads(site.php(PLANT))
    try:
        with opened(site, tmp_path_factory.mktemp("masked")) as made:
            yield made
    finally:
        site.php(AWAY % (user, post))


def test_nothing_true_is_left_and_the_rest_is_whole(shown: tuple[OpenCopy, Masked]) -> None:
    copy, masked = shown
    ran = copy.php(LOOK)
    got = json.loads(ran.out)
    everything = got["all"]
    assert [word for word in WORDS if word in everything] == []
    assert "mason@quarry.example" not in everything
    assert got["some"] == {"colour": "blue", "deep": {"api_key": "", "size": 7}}
    assert got["other"] == {"client_secret": "", "shape": "round"}
    assert got["form"]["note"] == "kept"  # what PHP has serialised can still be read
    assert len(got["form"]["who"]["mail"]) == len("marie.dupont@lavande.example")
    assert got["form"]["who"]["mail"] == got["order"]["billing_email"]  # one person stays one person
    assert (got["order"]["total"], got["order"]["ip_address"]) == ("12.50", "192.0.2.1")
    assert got["hooks"] == "0"
    assert got["stripe"] == {"enabled": "", "secret_key": "", "publishable_key": ""}  # a plug-in that looks into it can
    assert got["hook"] == {"secret": "", "deep": {"id": "", "count": 0}, "on": True}
    assert got["list"] is False  # as if it had never been kept: an empty one would be taken for the list
    assert got["home"] == copy.url
    assert got["constants"] == [True, True, "localhost:/copy/run/db.sock"]
    assert masked.people == 2
    assert masked.secrets >= 5
    assert masked.gone == 1


def test_the_sites_own_settings_are_not_in_the_copy(shown: tuple[OpenCopy, Masked]) -> None:
    copy, _ = shown
    assert b"rempart-own" in copy.read("wp-config.php")
    assert copy.run(["grep", "-rl", "SITE_SOCKET", "."]).out == b""


def test_pages_name_the_copy_and_not_the_site(shown: tuple[OpenCopy, Masked]) -> None:
    copy, _ = shown
    copy.php("wp_insert_post(['post_title' => 'Link', 'post_name' => 'link', 'post_status' => 'publish',"
             f" 'post_content' => '<a href=\"{SITE}/shop/\">x</a>']);")  # fmt: skip
    page = copy.fetch("/?s=x&post_type=post").body.decode()
    assert SITE not in copy.fetch("/").body.decode() + page


def test_a_copy_that_is_not_wholly_masked_is_not_served(
    wordpress: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "inside"
    bad.mkdir()
    script = (making.INSIDE / "mask.php").read_text()
    (bad / "mask.php").write_text(script.replace("return fake_mail($found[0]);", "return $found[0];"))
    monkeypatch.setattr("rempart.staging.net.box.INSIDE", bad)
    with pytest.raises(Trouble) as refused:
        make("f00d", "site", SITE, tmp_path / "copy", brought(wordpress, tmp_path / "copy"), Desk())
    assert refused.value.code == "not_masked"
