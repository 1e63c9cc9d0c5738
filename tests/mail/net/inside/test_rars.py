"""What libarchive passes over in a RAR."""

from tests.mail.archives import Made, _block5, _vint, rar5
from tests.mail.looking import codes, look


def test_a_stream_behind_a_name_that_leads_out_CVE_2025_8088():
    """A second content of NTFS whose name is a way: harmless to see, written elsewhere when it is unpacked."""
    stream = b":..\\..\\Startup\\x.lnk"
    record = _vint(7) + stream
    extra = _vint(len(record)) + record
    body = _vint(len(extra)) + bytes(4) + _vint(1) + _vint(3) + b"STM" + extra
    whole = rar5(Made("cv.txt"))
    end = len(whole) - len(_block5(5, 0, _vint(0)))
    seen = look(whole[:end] + _block5(3, 1, body) + whole[end:])
    assert seen.verdict == "unsafe"
    assert "traversal" in codes(seen)


def test_a_missing_end_and_an_altered_head_are_told():
    whole = rar5(Made("cv.txt"))
    assert look(whole[:-8]).verdict == "unreadable"
    altered = bytearray(whole)
    altered[whole.index(b"cv.txt")] ^= 1
    assert look(bytes(altered)).verdict == "unreadable"
