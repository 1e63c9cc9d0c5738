"""A zip has two lists, and tools differ in which they believe."""

import struct
import zlib

from tests.mail.archives import Made, zipped
from tests.mail.looking import codes, look


def test_another_name_in_the_entrys_own_head():
    data = zipped(Made("nice.txt"), Made("good.txt")).replace(b"nice.txt", b"../../xy", 1)
    seen = look(data)
    assert seen.verdict == "unsafe"
    assert [(one.code, one.path, one.detail) for one in seen.reasons] == [("two_names", "nice.txt", "../../xy")]


def test_another_name_in_the_field_for_unicode():
    name = b"../../xy"
    extra = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, zlib.crc32(b"nice.txt")) + name
    from io import BytesIO
    from zipfile import ZipFile, ZipInfo

    out = BytesIO()
    with ZipFile(out, "w") as held:
        info = ZipInfo("nice.txt")
        info.extra = extra
        held.writestr(info, b"words")
    assert codes(look(out.getvalue())) == {"two_names"}


def test_the_same_name_twice_with_other_content():
    assert codes(look(zipped(Made("a", b"one"), Made("a", b"two")))) == {"duplicate"}
    assert look(zipped(Made("a", b"one"), Made("a", b"one"))).verdict == "safe"


def test_a_link_of_windows():
    from io import BytesIO
    from zipfile import ZipFile, ZipInfo

    out = BytesIO()
    with ZipFile(out, "w") as held:
        info = ZipInfo("l")
        info.create_system, info.external_attr = 0, 0x400
        held.writestr(info, "C:\\Windows")
        held.writestr("l/x", "words")
    assert codes(look(out.getvalue())) == {"link_out", "link_then_write"}


def test_bytes_in_front_of_a_zip_hide_nothing():
    seen = look(b"words before" + zipped(Made("../../x")))
    assert codes(seen) == {"traversal"}


def test_a_program_with_a_zip_behind_it_is_a_program():
    data = b"MZ" + bytes(100) + zipped(Made("words"))
    assert codes(look(data, "photos.zip")) == {"masked"}
    assert codes(look(data, "photos.exe")) == {"program"}


def test_a_java_library_is_none_and_a_java_program_is_one():
    library = zipped(Made("META-INF/MANIFEST.MF", b"Manifest-Version: 1.0\n"), Made("a/B.class"))
    program = zipped(Made("META-INF/MANIFEST.MF", b"Main-Class: a.B\n"), Made("a/B.class"))
    assert look(library, "a.jar").verdict == "safe"
    assert codes(look(program, "a.jar")) == {"program"}


def test_a_link_that_cannot_be_read_hides_no_other_entry():
    data = zipped(Made("l", kind="link", target="words"), Made("../../x"), method=0).replace(b"words", b"wordz", 1)
    assert codes(look(data)) == {"traversal", "damaged"}


def test_the_entrys_own_head_tells_of_another_content():
    data = bytearray(zipped(Made("words")))
    data[22] ^= 1  # its size
    assert codes(look(bytes(data))) == {"two_lists"}
    data = bytearray(zipped(Made("words")))
    data[8] = 0  # how it is packed
    assert codes(look(bytes(data))) == {"two_lists"}
