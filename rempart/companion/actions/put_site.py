"""A site put back through its companion: laid beside by `prepare`, read back, then exchanged by the site itself.

The site keeps how far it came, under an id made from the restore's: whoever takes over after a kill asks it. What is
live changes only in `swap` and `undo`, and the site ends each of them, however often its PHP dies.
"""

import hashlib
import json
import re
import shutil
import time
from pathlib import Path
from typing import Any

from rempart.channel.companion import Companion, Lying, Refused
from rempart.channel.companion.copying import tables
from rempart.channel.companion.restoring import PAUSES, Restoring
from rempart.channel.source import Desk, Opening, Origin, Parcel, PutBack, Trouble
from rempart.companion.actions.copy_site import line_of, one_root, troubles
from rempart.companion.actions.put_files import put_files, stand
from rempart.companion.actions.put_tables import put_tables
from rempart.ledger import durable
from rempart.terms.words import Words

NOTES = "companion.json"
AGAIN_S: tuple[float, ...] = PAUSES  # before a call that nobody answered is sent again
LOOK_S = 8.0  # that a person waits for a page
WP_ADMIN = "/wp-admin/tools.php?page=rempart-companion"
NETWORK_ADMIN = "/wp-admin/network/settings.php?page=rempart-companion"  # of a network: one page for all of its sites
CONFIG_BYTES = 256 * 1024  # of a wp-config.php that are looked at
IS_NETWORK = re.compile(rb"(?i)define\s*\(\s*['\"]MULTISITE['\"]\s*,\s*true")
EARLIER = {"placed": "commit", "committing": "commit"}  # any other is taken back
SAYS = (
    Words(
        "The site lets itself be overwritten only while an administrator allows it there: under Tools > Rempart, or for "
        "30 minutes after connecting a fresh installation.",
        "Le site ne se laisse remplacer que si un administrateur l’y autorise\u202f: sous Outils > Rempart, ou pendant "
        "30 minutes après la connexion d’une installation neuve.",
        "只有管理员在网站上允许时，网站才能被覆盖：在“工具 > Rempart”中，或在连接全新安装后的 30 分钟内。",
    ),
    Words(
        "In a network of sites that is in its own administration, under Settings > Rempart. WordPress there has to be a "
        "network before a copy of one comes back.",
        "Dans un réseau de sites, c’est dans l’administration du réseau, sous Réglages > Rempart. WordPress doit y être un "
        "réseau avant que la copie d’un réseau ne revienne.",
        "在站点网络中，该页面位于网络管理后台的“设置 > Rempart”。恢复站点网络的副本之前，那里的 WordPress 必须已经是站点网络。",
    ),
    Words(
        "wp-config.php and the companion stay as they are there. Links, views and triggers are in no copy.",
        "wp-config.php et le compagnon y restent tels quels. Liens, vues et déclencheurs ne sont dans aucune copie.",
        "wp-config.php 和伴侣插件保持网站上的原样。链接、视图和触发器不在任何副本中。",
    ),
    Words(
        "Visitors see WordPress’s maintenance page for some seconds while the site exchanges its files and tables.",
        "Les visiteurs voient quelques secondes la page de maintenance de WordPress pendant l’échange.",
        "网站交换文件和表时，访客会在几秒钟内看到 WordPress 的维护页面。",
    ),
)


def restore_id(uid: str) -> str:
    """As the site knows the restore."""
    return hashlib.sha256(b"rempart-restore\n" + uid.encode()).hexdigest()[:32]


def opening(origin: Origin) -> Opening:
    """Asked of the site now. Raises Trouble where it does not answer."""
    site = line_of(origin, LOOK_S)
    with troubles():
        hello = site.call("hello")
    until = hello.get("window_until")
    until_ms = until * 1_000 if type(until) is int else None
    is_network = hello.get("is_multisite") is True
    says = SAYS if is_network else (SAYS[0], *SAYS[2:])
    return Opening(until_ms is not None, site.home + (NETWORK_ADMIN if is_network else WP_ADMIN), until_ms, says)


def begin(origin: Origin, uid: str, desk: Desk) -> None:
    """Before anything is fetched. The site counts from here: it goes on for hours though its window ends meanwhile."""
    site = line_of(origin)
    restoring = restoring_of(site, uid, desk)
    with troubles():
        hello = site.call("hello")
        one_root(hello)
        now = running(hello)
        if now is None or now[0] == restoring.id:
            restoring.begin()
        elif hello.get("window_until") is None:
            raise Trouble("closed", "no administrator of the site allows it now")


def running(hello: dict[str, Any]) -> tuple[str, str] | None:
    """Id and phase of the restore that the site has under way."""
    told = hello.get("restore")
    return (str(told.get("id")), str(told.get("phase"))) if isinstance(told, dict) else None


def restoring_of(site: Companion, uid: str, desk: Desk) -> Restoring:
    """As the site knows it; says now and then that we are still here."""

    def sent(count: int) -> None:
        desk.pace(count)
        desk.tell("", -1)  # a large file is one step for many minutes

    return Restoring(site, restore_id(uid), pauses=AGAIN_S, waits=_Waiting(desk), sent=sent)


class _Waiting:
    """Says that we are still here, then waits."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, seconds: float) -> None:
        self._desk.tell("", -1)
        time.sleep(seconds)
        self._desk.tell("", -1)


def _end_earlier(site: Companion, restoring: Restoring, desk: Desk) -> None:
    """What another restore left at the site: one that is live stays live, one that is not goes."""
    now = running(site.call("hello"))
    if now is None:
        return
    other = Restoring(site, now[0], pauses=AGAIN_S, waits=_Waiting(desk))
    if now[0] != restoring.id:
        other.commit() if now[1] in EARLIER else other.abandon()
    elif now[1] == "clearing":
        other.abandon()


def prepare(origin: Origin, parcel: Parcel, desk: Desk) -> None:
    """Everything beside the live state, and read back."""
    site = line_of(origin)
    restoring = restoring_of(site, parcel.uid, desk)
    with troubles():
        _end_earlier(site, restoring, desk)
        begun = restoring.begin()
        if begun["phase"] != "taking":
            return  # it was through, and only the word about it was lost
        hello = site.call("hello")
        one_root(hello)
        found, told = tables(site)
        fits(parcel, hello, told)
        count = 0
        if parcel.files is not None:
            count = put_files(site, restoring, parcel, begun, str(told.get("file") or ""), desk)
        if parcel.database is not None:
            put_tables(restoring, parcel, begun, {str(one["name"]) for one in found}, desk)
    _note(parcel, {"files": count})


def fits(parcel: Parcel, hello: dict[str, Any], told: dict[str, Any]) -> None:
    """Raises Trouble for a copy that this WordPress cannot hold."""
    if parcel.database is None or not parcel.tables:
        return
    engine = "sqlite" if told.get("kind") == "sqlite" else "mysql"
    if engine != parcel.engine:
        raise Trouble("other_engine", f"the copy is of {parcel.engine}, the site has {engine}")
    prefix = str(hello.get("prefix", ""))
    other = [
        one.name for one in parcel.tables if not one.name.startswith(prefix) and one.name != "_mysql_data_types_cache"
    ]
    if other:
        raise Trouble("other_prefix", f"{other[0]} does not begin with {prefix}")
    is_network, was = hello.get("is_multisite") is True, _was_network(parcel, prefix)
    if was and not is_network:
        raise Trouble("network_first", "the copy is of a network of sites, the site is none yet")
    if is_network and not was and parcel.is_whole:
        raise Trouble("network_now", "the site is a network, and could not begin with the tables of the copy")


def _was_network(parcel: Parcel, prefix: str) -> bool:
    """Its tables say so, and no wp-config.php in the copy says otherwise: tables may be left of a network long given up."""
    if not {f"{prefix}blogs", f"{prefix}site"} <= {one.name for one in parcel.tables}:
        return False
    config = parcel.files / "wp-config.php" if parcel.files is not None else None
    if config is None or config.is_symlink() or not config.is_file():
        return True
    with config.open("rb") as held:
        return IS_NETWORK.search(held.read(CONFIG_BYTES)) is not None


def _notes(parcel: Parcel) -> Path | None:
    inner = parcel.files or parcel.database
    return None if inner is None else inner.parent / NOTES


def _note(parcel: Parcel, notes: dict[str, Any]) -> None:
    if (file := _notes(parcel)) is not None:
        durable.put(file, json.dumps(notes).encode())


def _noted(parcel: Parcel) -> dict[str, Any]:
    file = _notes(parcel)
    return dict(json.loads(file.read_bytes())) if file is not None and file.is_file() else {}


def planned(parcel: Parcel) -> int:
    """How many things of the parcel wait at the site, as `prepare` has counted."""
    return int(_noted(parcel).get("files", 0))


def swap(origin: Origin, parcel: Parcel, desk: Desk) -> None:
    """The site exchanges; then we look whether it has. Raises Trouble `bad_answer` where it only said so."""
    notes = _noted(parcel)
    if notes.get("placed"):
        return
    site = line_of(origin)
    restoring = restoring_of(site, parcel.uid, desk)
    with troubles():
        restoring.finish(int(notes.get("files", 0)))
        if parcel.files is not None:
            stand(site, parcel, desk)
        live = {str(one["name"]) for one in tables(site)[0]}
        if missing := [one.name for one in parcel.tables if one.name not in live]:
            raise Lying("order", f"{missing[0]} was said to be in its place")
    _note(parcel, {**notes, "placed": True})
    if parcel.files is not None:
        shutil.rmtree(parcel.files, ignore_errors=True)  # what it holds is live now; the site keeps what was before


def undo(origin: Origin, parcel: Parcel, desk: Desk) -> None:
    """The site takes back what it exchanged, or throws away what it only took in. Raises Trouble `missing` where it was
    live and the site knows nothing of it any more: then nothing comes back, and nobody is told that it did."""
    notes = _noted(parcel)
    if notes.get("placed") and not notes.get("returning"):
        with troubles():
            now = running(line_of(origin).call("hello"))
        if now is None or now[0] != restore_id(parcel.uid):
            raise Trouble("missing", "the site no longer keeps what was there before")
        _note(parcel, {**notes, "returning": True})  # a site that knows nothing of it from now on has returned it
    _end(origin, parcel, desk, "abandon")


def finish(origin: Origin, parcel: Parcel, desk: Desk) -> None:
    """The site throws away what was before."""
    _end(origin, parcel, desk, "commit")


def _end(origin: Origin, parcel: Parcel, desk: Desk, how: str) -> None:
    site = line_of(origin)
    restoring = restoring_of(site, parcel.uid, desk)
    with troubles():
        try:
            restoring.abandon() if how == "abandon" else restoring.commit()
        except Refused as no:
            now = running(site.call("hello"))
            if no.word != "restore" or (now is not None and now[0] == restoring.id):
                raise


PUT_BACK = PutBack(prepare, swap, undo, finish, begin=begin, opening=opening)
