"""GIF89a: a header, then pictures and extensions in blocks of at most 255 bytes."""

COMMENT, PLAIN_TEXT, APPLICATION = 0xFE, 0x01, 0xFF
EXTENSION, PICTURE, END = 0x21, 0x2C, 0x3B
# How often an animation runs, and the colour profile. XMP is an application extension too.
APPLICATIONS_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


def is_gif(content: bytes) -> bool:
    return content[:6] in (b"GIF87a", b"GIF89a")


def _table(flags: int) -> int:
    """The length of a colour table, in bytes."""
    return 3 * 2 ** ((flags & 0x07) + 1) if flags & 0x80 else 0


def _after_blocks(content: bytes, at: int) -> int:
    """Where the row of data blocks that begins at ``at`` has ended."""
    while at < len(content) and content[at]:
        at += 1 + content[at]
    return at + 1


def strip(content: bytes) -> bytes:
    """Without comments, text and other programs' extensions, up to the end of the picture. Raises
    ``IndexError`` or ``ValueError`` where the file is damaged, but not where an upload broke off."""
    at = 13 + _table(content[10])
    out = bytearray(content[:at])
    while at < len(content) and content[at] != END:
        kind = content[at]
        if kind == EXTENSION:
            label = content[at + 1]
            end = _after_blocks(content, at + 2)
            name = content[at + 3 : at + 14]
            remark = label in (COMMENT, PLAIN_TEXT)
            if not remark and (label != APPLICATION or name in APPLICATIONS_KEPT):
                out += content[at:end]
        elif kind == PICTURE:
            end = _after_blocks(content, at + 11 + _table(content[at + 9]))
            out += content[at:end]
        else:
            raise ValueError("neither a picture nor an extension")
        at = end
    return bytes(out) + bytes((END,))
