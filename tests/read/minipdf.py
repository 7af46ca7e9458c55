"""PDFs written by hand, as small as they can be, for tests of the reader."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass, field

HELVETICA = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
# Japanese without an embedded font: codes are UTF-16, widths 1 em. {f} is the number of the font's first object.
GOTHIC = (
    "<</Type/Font/Subtype/Type0/BaseFont/HeiseiKakuGo-W5/Encoding/UniJIS-UTF16-H/DescendantFonts["
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/HeiseiKakuGo-W5/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)"
    "/Supplement 5>>/FontDescriptor<</Type/FontDescriptor/FontName/HeiseiKakuGo-W5/Flags 4/FontBBox[0 -120 1000 880]"
    "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>/DW 1000>>]>>"
)


@dataclass(frozen=True)
class PagePlan:
    """One page: its content stream and its boxes."""

    content: str
    media: str = "0 0 400 300"
    crop: str = ""
    rotate: int = 0


@dataclass
class Writer:
    """Collects objects; `add` returns the new object's number."""

    objects: list[bytes] = field(default_factory=list)

    def add(self, body: str | bytes) -> int:
        self.objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(self.objects)

    def stream(self, head: str, data: bytes) -> int:
        return self.add(f"<<{head}/Length {len(data)}>>stream\n".encode("latin-1") + data + b"\nendstream")

    def finish(self, root: int, trailer: str = "") -> bytes:
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        out += f"trailer<</Size {len(offsets) + 1}/Root {root} 0 R{trailer}>>\nstartxref\n{start}\n%%EOF".encode()
        return bytes(out)


def make_pdf(*pages: PagePlan | str, fonts: dict[str, str] | None = None, forms: dict[str, str] | None = None) -> bytes:
    """Return a PDF. Fonts /F1 (Helvetica) and /J1 (Japanese) are there; /Im1 is a grey picture; `forms` are XObjects."""
    writer = Writer()
    resources = _resources(writer, fonts or {}, forms or {})
    parent = len(writer.objects) + 2 * len(pages) + 1
    kids = [_add_page(writer, PagePlan(p) if isinstance(p, str) else p, resources, parent) for p in pages]
    writer.add(f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{k} 0 R' for k in kids)}]>>")
    return writer.finish(writer.add(f"<</Type/Catalog/Pages {parent} 0 R>>"))


def _resources(writer: Writer, fonts: dict[str, str], forms: dict[str, str]) -> str:
    known = {"F1": HELVETICA, "J1": GOTHIC, **fonts}
    numbers = {name: writer.add(body) for name, body in known.items()}
    picture = writer.stream(
        "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", b"\xaa"
    )
    font = "".join(f"/{name} {number} 0 R" for name, number in numbers.items())
    inner = f"<</Font<<{font}>>/XObject<</Im1 {picture} 0 R>>>>"
    objects = f"/Im1 {picture} 0 R"
    for name, content in forms.items():
        number = writer.stream(
            f"/Type/XObject/Subtype/Form/BBox[0 0 2000 2000]/Resources{inner}", content.encode("latin-1")
        )
        objects += f"/{name} {number} 0 R"
    return f"<</Font<<{font}>>/XObject<<{objects}>>>>"


def _add_page(writer: Writer, plan: PagePlan, resources: str, parent: int) -> int:
    content = writer.stream("/Filter/FlateDecode", zlib.compress(plan.content.encode("latin-1")))
    crop = f"/CropBox[{plan.crop}]" if plan.crop else ""
    return writer.add(
        f"<</Type/Page/Parent {parent} 0 R/MediaBox[{plan.media}]{crop}/Rotate {plan.rotate}"
        f"/Contents {content} 0 R/Resources{resources}>>"
    )


def show(text: str, x: float, y: float, size: float = 10, *, before: str = "") -> str:
    """Return the operators that show Latin text at a point of the PDF's own coordinates (y upwards)."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT {before} /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET\n"


def show_japanese(text: str, x: float, y: float, size: float = 10, *, before: str = "") -> str:
    """Return the operators that show Japanese text."""
    return f"BT {before} /J1 {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"


def encrypt(text: str, user: bytes, owner: bytes = b"owner") -> bytes:
    """Return a one-page PDF encrypted with 40-bit RC4 (revision 2), which is in the standard's own words (7.6.3)."""
    pad = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    permissions, file_id = -4, b"0123456789abcdef"
    entry_o = _rc4(hashlib.md5((owner + pad)[:32]).digest()[:5], (user + pad)[:32])
    seed = (user + pad)[:32] + entry_o + (permissions & 0xFFFFFFFF).to_bytes(4, "little") + file_id
    key = hashlib.md5(seed).digest()[:5]
    entry_u = _rc4(key, pad)
    writer = Writer()
    font = writer.add(HELVETICA)
    number = len(writer.objects) + 1
    secret = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
    content = writer.stream("", _rc4(secret, show(text, 50, 200).encode("latin-1")))
    page = len(writer.objects) + 1
    writer.add(
        f"<</Type/Page/Parent {page + 1} 0 R/MediaBox[0 0 400 300]/Contents {content} 0 R"
        f"/Resources<</Font<</F1 {font} 0 R>>>>>>"
    )
    writer.add(f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>")
    root = writer.add(f"<</Type/Catalog/Pages {page + 1} 0 R>>")
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{entry_o.hex()}>/U<{entry_u.hex()}>/P {permissions}>>"
    return writer.finish(root, f"{lock}/ID[<{file_id.hex()}><{file_id.hex()}>]")


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
