"""Row ADD-02 of the acceptance list: what UpdraftPlus has kept comes in, and brings a real WordPress on MariaDB back."""

import gzip
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dev.wordpress import Site
from rempart.backup.actions.bring_back import finish
from rempart.backup.core.stages import Stage, Step, Work
from rempart.backup.store.models import Job, Snapshot
from rempart.directory.actions.add_site import add_site
from tests.backup import updraft_writer as writer
from tests.backup.house import Shop, keep_wordpress, tree
from tests.cast import Cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.timeout(600)]

# The plug-in's own way through wpdb: whole numbers bare, all else in quotes, five bytes escaped, comments of its own.
DUMP = r"""
global $wpdb;
$out = gzopen(%(file)s, 'wb');
gzwrite($out, str_replace(array("Saturday 21. March 2026 01:12 UTC"), array(date('l j. F Y H:i T')), %(header)s));
foreach ($wpdb->get_col("SHOW TABLES LIKE 'wp\\_%%'") as $t) {
    $whole = array();
    foreach ($wpdb->get_results("DESCRIBE `$t`") as $f) {
        if (preg_match('/^(tiny|small|medium|big)?int/i', $f->Type)) $whole[$f->Field] = true;
    }
    $create = $wpdb->get_row("SHOW CREATE TABLE `$t`", ARRAY_N);
    gzwrite($out, "# Table: `$t`\n\n# Delete any existing table `$t`\n\nDROP TABLE IF EXISTS `$t`;\n");
    gzwrite($out, "\n# Table structure of table `$t`\n\n{$create[1]} ;\n\n# Data contents of table `$t`\n\n");
    $lines = array();
    foreach ($wpdb->get_results("SELECT * FROM `$t`", ARRAY_A) as $row) {
        $cells = array();
        foreach ($row as $name => $v) {
            if ($v === null) { $cells[] = 'NULL'; continue; }
            $plain = strtr($v, array("\\" => "\\\\", "'" => "\\'", "\0" => '\0', "\n" => '\n', "\r" => '\r', "\x1a" => '\Z'));
            $cells[] = isset($whole[$name]) ? $v : "'$plain'";
        }
        $lines[] = '(' . implode(', ', $cells) . ')';
    }
    foreach (array_chunk($lines, 50) as $some) gzwrite($out, " \nINSERT INTO `$t` VALUES " . implode(",\n ", $some) . ";");
    gzwrite($out, "\n# End of data contents of table `$t`\n\n");
}
gzclose($out);
"""
FILL = r"""
for ($i = 0; $i < 60; $i++) wp_insert_post(array('post_title' => "Pierre n° $i 😀", 'post_status' => 'publish',
    'post_content' => "it's \\ \"quoted\"; -- # /*!50000 x */ INSERT INTO `x` VALUES (1);\r\nnéxt\tline"));
global $wpdb;
$wpdb->query("CREATE TABLE IF NOT EXISTS wp_blobs (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, b longblob, d decimal(10,2))");
$wpdb->query("INSERT INTO wp_blobs (b, d) VALUES (0x00ff0a0d1a27225c80, -1.50), (NULL, 0)");
"""


def quoted(text: str) -> str:
    """A string of PHP."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def archive(site: Site, box: Path) -> None:
    """A genuine set of a real site: everything but the core, uploads in two pieces."""
    box.mkdir(parents=True)
    content = site.root / "wp-content"
    for kind in ("plugins", "themes"):
        writer.folder_zip(box, kind, content / kind, f"{kind}/")
    for number, month in enumerate(("2026/01", "2026/02"), 1):
        writer.folder_zip(box, "uploads", content / "uploads" / month, f"uploads/{month}/", number)
    writer.files_zip(box, "others", {"index.php": (content / "index.php").read_bytes()})
    site.php(DUMP % {"file": quoted(str(box / writer.name("db", "gz"))), "header": quoted(writer.HEADER)})


def rows(site: Site) -> dict[str, str]:
    """Every table with the checksum that MariaDB makes of its rows."""
    said = site.php(
        "global $wpdb; $o = array(); foreach ($wpdb->get_col(\"SHOW TABLES LIKE 'wp\\\\_%'\") as $t) "
        '$o[$t] = $wpdb->get_row("CHECKSUM TABLE `$t` EXTENDED", ARRAY_N)[1]; echo json_encode($o);'
    )
    return dict(json.loads(said))


@pytest.fixture
def kept(cast_: Cast, wordpress_mariadb: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """A real site with posts, bytes and uploads, and a plan; afterwards it is as it was."""
    site = wordpress_mariadb
    monkeypatch.setenv("REMPART_BACKUP_FOLDERS", f"{site.folder}:{tmp_path}")
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    for month in ("2026/01", "2026/02"):
        site.write(f"wp-content/uploads/{month}/été.jpg", b"\xff\xd8" + month.encode() * 2_000)
    site.write("wp-content/index.php", "<?php // Silence is golden.\n")
    site.php(FILL)
    monkeypatch.setenv("REMPART_BACKUP_FOLDERS", f"{site.folder}:{tmp_path}:{site._socket}")
    row = add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")
    plan = keep_wordpress(cast_.alice, row, site, every_s=86_400)
    yield Shop(site.root, site.root / "none", row, plan, cast_.alice)
    for job in Job.objects.filter(step=Step.LIVE):
        finish(job)
    site.php("global $wpdb; $wpdb->query('DROP TABLE IF EXISTS wp_blobs'); foreach (get_posts(array('numberposts' => 100, "
             "'s' => 'Pierre')) as $p) wp_delete_post($p->ID, true);")  # fmt: skip
    shutil.rmtree(site.root / "wp-content/uploads/2026", ignore_errors=True)
    site.delete("wp-content/index.php")


def test_ADD_02_an_archive_of_updraftplus_brings_a_real_site_back(
    kept: Shop, wordpress_mariadb: Site, tmp_path: Path
) -> None:
    site, box = wordpress_mariadb, tmp_path / "updraft"
    archive(site, box)
    with gzip.open(box / writer.name("db", "gz")) as dump:
        assert dump.read(32).startswith(b"# WordPress MySQL")
    # The name is in the site's own time; the moment of the header is the one that counts.
    day = site.php("echo gmdate('Y-m-d-Hi', time() + 7200);")
    for file in list(box.iterdir()):
        file.rename(file.with_name(file.name.replace(writer.MOMENT, day)))
    files, tables = tree(site.root), rows(site)
    job = kept.run(Work.IMPORT, wanted={"folder": str(box), "set": writer.NONCE})
    assert job.stage == Stage.DONE, (job.trouble, job.detail)
    row = Snapshot.objects.get()
    assert row.brought_from == f"updraftplus:{writer.NONCE}"
    assert row.notes == ["no_core"]
    assert row.tables == len(tables)
    assert row.taken_at_ms % 60_000 == 0
    # Ransomware, say: the media are noise, the plug-ins gone, the posts deleted.
    for month in ("2026/01", "2026/02"):
        site.write(f"wp-content/uploads/{month}/été.jpg", b"noise")
    shutil.rmtree(site.root / "wp-content/themes")
    site.php("global $wpdb; $wpdb->query('DELETE FROM wp_posts'); $wpdb->query('DROP TABLE wp_blobs');")
    back = kept.run(Work.RESTORE, snapshot=row)
    assert back.stage == Stage.DONE, (back.trouble, back.detail)
    assert tree(site.root) == files
    assert rows(site) == tables
    assert int(site.php("echo count(get_posts(array('numberposts' => 100, 's' => 'Pierre')));")) == 60
