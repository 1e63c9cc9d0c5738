"""Packages to the standards, small and written by hand: good ones, and ones that mean harm."""

import io
import zipfile
from collections.abc import Mapping

PAGE = b"<!doctype html><html><head><title>A page</title></head><body><h1>Hello</h1></body></html>"
XMLNS12 = (
    'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"'
)
XMLNS2004 = 'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss"'


def scorm12(*, href: str = "index.html", item: str = "", more: str = "", head: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{head}<manifest identifier="m" {XMLNS12}><metadata><schemaversion>1.2</schemaversion></metadata>'
        f'<organizations default="o"><organization identifier="o"><title>Doors and keys</title>'
        f'<item identifier="i" identifierref="r"><title>The door</title>{item}</item>{more}</organization></organizations>'
        f'<resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="{href}"/></resources></manifest>'
    ).encode()


def scorm2004(*, href: str = "index.html", passing: str = "") -> bytes:
    objective = (
        f'<imsss:sequencing><imsss:objectives><imsss:primaryObjective satisfiedByMeasure="true"><imsss:minNormalizedMeasure>{passing}'
        "</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives></imsss:sequencing>"
    )
    return (
        f'<manifest identifier="m" {XMLNS2004}><metadata><schemaversion>2004 4th Edition</schemaversion></metadata>'
        f'<organizations default="o"><organization identifier="o"><title>Doors and keys</title>'
        f'<item identifier="i" identifierref="r" parameters="?mode=a"><title>The door</title>{objective if passing else ""}</item>'
        f'</organization></organizations><resources xml:base="content/"><resource identifier="r" type="webcontent" '
        f'adlcp:scormType="sco" href="{href}"/></resources></manifest>'
    ).encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))  # the same bytes each time
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, data)
    return made.getvalue()


def simple(page: bytes = PAGE, **more: bytes) -> bytes:
    """SCORM 1.2 with one page."""
    return zipped({"imsmanifest.xml": scorm12(), "index.html": page, **more})


def page_of(script: str, body: str = "") -> bytes:
    return f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title></head><body>{body}<script>{script}</script></body></html>'.encode()
