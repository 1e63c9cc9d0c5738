"""A WordPress made a network of three sites: the first, one below it, and one with a name of its own."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

from dev.wordpress import Site, start
from dev.wordpress.template import Engine
from rempart.staging.net.opened import OpenCopy
from tests.companion.putback import network as made
from tests.staging.stage import opened

MAIN, OTHER = "maison-lavande.example", "bois.example"  # the third site has a name of its own
PLANT = """
global $wpdb;
$id = wpmu_create_blog('%(domain)s', '/bois/', 'Bois', 1, ['public' => 1]);
if ($id !== 3) { var_dump($id); exit(1); }
foreach ([2, 3] as $blog) {
    switch_to_blog($blog);
    switch_theme('quarry');
    $name = get_option('blogname');
    $post = wp_insert_post(['post_title' => "A letter at $name", 'post_status' => 'publish', 'post_content' => 'To marie.dupont@lavande.example']);
    wp_insert_comment(['comment_post_ID' => $post, 'comment_author' => 'marie.dupont', 'comment_author_email' => 'marie.dupont@lavande.example',
        'comment_author_IP' => '203.0.113.77', 'comment_content' => 'Good stone', 'comment_approved' => 1]);
    update_option('mailer_token', 'sk_live_3');
    restore_current_blog();
}
wpmu_create_user('marie.dupont', 'hunter2hunter2', 'marie.dupont@lavande.example');
grant_super_admin(get_user_by('login', 'marie.dupont')->ID);
$was = '%(domain)s';
foreach ([1 => '%(main)s', 2 => '%(main)s', 3 => '%(other)s'] as $blog => $is) {
    $options = $wpdb->get_blog_prefix($blog) . 'options';
    $path = $blog === 2 ? '/atelier' : '';
    foreach (['home', 'siteurl'] as $one) { $wpdb->update($options, ['option_value' => "https://$is$path"], ['option_name' => $one]); }
    $wpdb->update($wpdb->blogs, ['domain' => $is, 'path' => $path . '/'], ['blog_id' => $blog]);
}
$wpdb->update($wpdb->site, ['domain' => '%(main)s'], ['id' => 1]);
"""


@contextlib.contextmanager
def network_copy(engine: Engine, folder: Path) -> Iterator[OpenCopy]:
    """Of a network made for it alone; both gone afterwards."""
    site = start(folder / "wordpress", engine=engine)
    try:
        lay_network(site)
        with opened(site, folder / "copy") as (found, _):
            yield found
    finally:
        site.stop()


def lay_network(site: Site) -> None:
    """Three sites: the first, one below it, and one with a name of its own."""
    told = {"domain": site.url.partition("://")[2], "url": site.url, "path": made.SECOND}
    site.php(made.TABLES % told)
    config = (site.root / "wp-config.php").read_text()
    constants = made.CONSTANTS % told["domain"]
    site.write("wp-config.php", config.replace("$table_prefix =", f"{constants}\n$table_prefix =", 1))
    site.php(made.SITE % told)
    json.loads(site.php(made.FILL))
    site.php(PLANT % {**told, "main": MAIN, "other": OTHER})
