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
