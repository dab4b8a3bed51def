"""A wrong byte in a text is shown and noted; a file of wrong bytes is none."""

import pytest

from toolkit.corpus.decoding import decode
from toolkit.errors import ReadError

TEXT = "桃源县公告\n全县生产总值增长百分之五。治理河湖，保护水源。\n"


@pytest.mark.parametrize("times", [1, 4, 40])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("wrong", [b"\xff", b"\0"])
def test_one_wrong_byte_in_a_text(times, encoding, wrong):
    data = (TEXT * times).encode(encoding)
    at = data.index("全".encode(encoding))
    decoded = decode(data[:at] + wrong + data[at:])
    assert decoded.encoding == encoding
    assert decoded.warning
    assert decoded.text.startswith("桃源县公告\n")
    assert decoded.text.endswith("保护水源。\n")


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\0" * 100, TEXT.encode() + b"\0\1\2" * 20, bytes(range(128, 256)) * 100])
def test_what_is_no_text(data):
    with pytest.raises(ReadError, match="not text"):
        decode(data)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("桃源县公告。".encode() + b"\xff" + "湖。".encode(), "1 wrong byte sequence for utf-8, at byte 18 (line 1, 0xff); shown as"),
        (f"桃源县{TEXT}。".encode() + b"\xff" + TEXT.encode() + b"\xff", "2 wrong byte sequences for utf-8, the first at byte "),
        ("桃源县公告。".encode() + b"\0", "a control byte that no text has is left out (0x00 at position 18)"),
        ("桃源县公告。".encode() + b"\0\0", "2 control bytes that no text has are left out (the first, 0x00, at position 18)"),
    ],
)
def test_what_is_said_of_wrong_bytes(data, told):
    assert decode(data).warning.startswith(told)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_chinese_names_in_much_latin_text(encoding):
    """Two characters of GB 18030 (茶东) can hold the bytes of one of UTF-8."""
    rows = [f"row {at}, value {at * 7}, station of the river network, place 茶{name}乡" for at, name in enumerate("东西南北前后涧溪" * 20)]
    text = "\n".join(rows)
    assert decode(text.encode(encoding)).text == text
