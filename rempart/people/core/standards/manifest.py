"""Reads `imsmanifest.xml` (SCORM 1.2 and 2004) and `cmi5.xml`: what is started, in which order.

Rules of SCORM 2004 that lead from one part to the next are not followed: the parts stand in their order, each may be begun.
Sources: ADL SCORM 1.2 CAM, SCORM 2004 4th ed. CAM 3.4; AICC/ADL cmi5 (Quartz) section 13.
"""

from collections.abc import Collection, Iterator, Mapping
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from rempart.people.core.standards import tree
from rempart.people.core.standards.course import (
    MAX_DATA,
    MAX_PARTS,
    MAX_TITLE,
    Course,
    Kind,
    Part,
    Refused,
    cut,
    minutes_of,
)

MANIFESTS = ("imsmanifest.xml", "cmi5.xml")


def read(name: str, data: bytes, files: Collection[str]) -> Course:
    """`name` is one of MANIFESTS, `files` are the paths of the package. Raises Refused."""
    try:
        root = tree.read(data)
    except tree.BadTree as bad:
        raise Refused("bad_manifest", str(bad)) from bad
    course = _cmi5(root, files) if name == "cmi5.xml" else _scorm(root, files)
    if not course.parts:
        raise Refused("no_parts")
    if len(course.parts) > MAX_PARTS:
        raise Refused("too_many_parts", str(len(course.parts)))
    return course


def _scorm(root: tree.Node, files: Collection[str]) -> Course:
    if root.name != "manifest":
        raise Refused("bad_manifest", f"it begins with {root.name[:40]}")
    version = root.said("metadata", "schemaversion")
    kind = Kind.SCORM2004 if "2004" in version or version.upper().startswith("CAM 1.3") else Kind.SCORM12
    if version not in ("", "1.1", "1.2") and kind is Kind.SCORM12:
        raise Refused("unknown_version", version)
    chosen = _organisation(root)
    resources = {one.attributes.get("identifier", ""): one for one in _each(root, "resources", "resource")}
    bases = (root.attributes.get("base", ""), (root.first("resources") or root).attributes.get("base", ""))
    base = "".join(one for one in dict.fromkeys(bases) if one)
    parts = tuple(_parts(chosen, resources, base, files, kind)) if chosen else ()
    if not parts:  # no organisation, as in packages of resources alone: the first one that can be started
        whole = tree.Node("item", {"identifierref": next(iter(resources), ""), "identifier": "1"})
        parts = tuple(_parts(tree.Node("", {}, [whole]), resources, base, files, kind))
    title = (chosen.said("title") if chosen else "") or _long_title(root) or (parts[0].title if parts else "")
    return Course(kind, cut(version, 40) or "1.2", cut(title, MAX_TITLE), _minutes(root), parts)


def _each(root: tree.Node, *path: str) -> Iterator[tree.Node]:
    above = root.first(*path[:-1])
    return above.all(path[-1]) if above else iter(())


def _organisation(root: tree.Node) -> tree.Node | None:
    found = root.first("organizations")
    if found is None:
        return None
    wanted = found.attributes.get("default", "")
    known = list(found.all("organization"))
    return next((one for one in known if one.attributes.get("identifier") == wanted), known[0] if known else None)


def _parts(
    above: tree.Node, resources: Mapping[str, tree.Node], base: str, files: Collection[str], kind: Kind
) -> Iterator[Part]:
    for item in (one for one in above.within() if one.name == "item"):
        resource = resources.get(item.attributes.get("identifierref", ""))
        if resource is None or not resource.attributes.get("href"):
            continue  # a heading
        address = base + resource.attributes.get("base", "") + resource.attributes["href"]
        path, query = _place(address, files)
        mastery = item.said("masteryscore")
        if kind is Kind.SCORM2004:
            mastery = _measure(item)
        yield Part(
            id=cut(item.attributes.get("identifier", ""), 100) or path,
            title=cut(item.said("title"), MAX_TITLE) or path,
            path=path, query=_joined(query, item.attributes.get("parameters", "")),
            data=(item.said("datafromlms") or item.said("dataFromLMS"))[:MAX_DATA], passing=_number(mastery),
        )  # fmt: skip


def _measure(item: tree.Node) -> str:
    objective = item.first("sequencing", "objectives", "primaryObjective")
    if objective is None or objective.attributes.get("satisfiedByMeasure") != "true":
        return ""
    return objective.said("minNormalizedMeasure") or "1"


def _place(address: str, files: Collection[str]) -> tuple[str, str]:
    """The file within the package, and what follows its name. Raises Refused for one elsewhere, or that is not there."""
    try:
        split = urlsplit(address)
    except ValueError as bad:
        raise Refused("elsewhere", address) from bad
    if split.scheme or split.netloc:
        raise Refused("elsewhere", address)
    for path in (unquote(split.path), split.path):
        clean = normpath(path.replace("\\", "/").lstrip("/"))
        if clean in files:
            return clean, (f"?{split.query}" if split.query else "") + (f"#{split.fragment}" if split.fragment else "")
    raise Refused("missing_file", address)


def _joined(query: str, parameters: str) -> str:
    """What the item adds to the address, as SCORM says it is put together."""
    extra = parameters.strip().lstrip("?&")
    if not extra or len(extra) > 1_000:
        return query
    if extra.startswith("#"):
        return query if "#" in query else query + extra
    before, mark, after = query.partition("#")
    return f"{before}{'&' if before.startswith('?') else '?'}{extra}{mark}{after}"


def _number(text: str) -> str:
    try:
        value = float(text)
    except ValueError:
        return ""
    return f"{value:g}" if -1 <= value <= 100 else ""


def _long_title(root: tree.Node) -> str:
    for path in (
        ("metadata", "lom", "general", "title", "langstring"),
        ("metadata", "lom", "general", "title", "string"),
    ):
        if found := root.said(*path):
            return found
    return ""


def _minutes(root: tree.Node) -> int:
    """Typical learning time, wherever the metadata has it."""
    for one in root.within():
        if one.name in ("typicallearningtime", "typicalLearningTime"):
            said = (below.text for below in one.within() if below.text.strip())
            if found := next((m for text in said if (m := minutes_of(text))), 0):
                return found
    return 0


def _cmi5(root: tree.Node, files: Collection[str]) -> Course:
    course = root.first("course")
    if root.name != "courseStructure" or course is None:
        raise Refused("bad_manifest", f"it begins with {root.name[:40]}")
    parts = []
    for unit in (one for one in root.within() if one.name == "au"):
        path, query = _place(unit.said("url"), files)
        moves_on = unit.attributes.get("moveOn", "NotApplicable")
        identity = cut(unit.attributes.get("id", ""), 300)
        if not identity:
            raise Refused("bad_manifest", "a unit without id")
        parts.append(
            Part(identity, cut(unit.said("title", "langstring"), MAX_TITLE) or path, path, query,
                 unit.said("launchParameters")[:MAX_DATA], _number(unit.attributes.get("masteryScore", "")), cut(moves_on, 30))
        )  # fmt: skip
    return Course(Kind.CMI5, "cmi5", cut(course.said("title", "langstring"), MAX_TITLE), 0, tuple(parts))
