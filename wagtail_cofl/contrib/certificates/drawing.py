"""Posters and cards, drawn with reportlab. Measures are millimetres from the top left of an A4 page."""

from io import BytesIO

import segno
from font_roboto import font_files
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDE, HIGH = 210, 297
NIGHT, LAMP, ON_LAMP, INK, SOFT = "#0a2f3c", "#ffc845", "#2b1d00", "#16222c", "#4b5863"
RIBBON = ("#b3401f", "#8a5a00", LAMP, "#2f6b2f", "#0a6e78", "#0f6aa8", "#7a3fb0", "#b0306a")
PLAIN, BOLD = "Roboto", "RobotoBold"

for _name in (PLAIN, BOLD):
    registerFont(TTFont(_name, font_files[_name]))


class Sheet:
    """A canvas that counts from the top, in millimetres; sizes of letters are points."""

    def __init__(self, title: str):
        self.out = BytesIO()
        self.canvas = Canvas(self.out, pagesize=A4, pageCompression=1)
        self.canvas.setTitle(title)

    def box(self, left, top, width, height, colour, radius=0.0) -> None:
        self.canvas.setFillColor(colour)
        self.canvas.roundRect(
            left * mm, (HIGH - top - height) * mm, width * mm, height * mm, radius * mm, 0, 1
        )

    def text(self, words, left, top, width, size, *, font=PLAIN, colour=INK, middle=False) -> float:
        """Wrapped, and smaller where one word is too wide. Returns where the next line begins."""
        size = fitting(words, font, size, width)
        self.canvas.setFillColor(colour)
        self.canvas.setFont(font, size)
        lines = simpleSplit(words, font, size, width * mm)
        for line in balanced(words, font, size, width) if middle else lines:
            base = (HIGH - top) * mm - size
            if middle:
                self.canvas.drawCentredString((left + width / 2) * mm, base, line)
            else:
                self.canvas.drawString(left * mm, base, line)
            top += size * 1.25 / mm
        return top

    def square(self, address, left, top, side) -> None:
        """A QR code with its quiet zone, error correction M."""
        code = segno.make(address, error="m", micro=False)
        cells = list(code.matrix_iter(border=4))
        cell = side * mm / len(cells)
        self.box(left, top, side, side, "#ffffff")
        path = self.canvas.beginPath()
        for y, row in enumerate(cells):
            for x, dark in enumerate(row):
                if dark:
                    path.rect(left * mm + x * cell, (HIGH - top) * mm - (y + 1) * cell, cell, cell)
        self.canvas.setFillColor("#000000")
        self.canvas.drawPath(path, stroke=0, fill=1)

    def picture(self, png, left, top, side) -> None:
        self.canvas.drawImage(
            ImageReader(BytesIO(png)),
            left * mm,
            (HIGH - top - side) * mm,
            side * mm,
            side * mm,
            mask="auto",
            preserveAspectRatio=True,
        )

    def done(self) -> bytes:
        self.canvas.save()
        return self.out.getvalue()


def fitting(words: str, font: str, size: float, width: float) -> float:
    """The size, not above ``size``, at which the longest word fits into ``width`` millimetres."""
    longest = max((stringWidth(word, font, size) for word in words.split()), default=0)
    return size if longest <= width * mm else size * width * mm / longest


def balanced(words: str, font: str, size: float, width: float) -> list[str]:
    """In lines about as long as each other: no last line of one word."""
    lines = simpleSplit(words, font, size, width * mm)
    while len(found := simpleSplit(words, font, size, (width := width - 2) * mm)) == len(lines):
        if max(stringWidth(line, font, size) for line in found) > width * mm:
            break
        lines = found
    return lines


def draw_street(sheet: Sheet, bottom: float) -> None:
    """Houses at dusk, some windows lit."""
    left, place = 0.0, 0
    while left < WIDE:
        width, high = (15, 19, 12, 22)[place % 4], (17, 12, 24, 15, 20)[place % 5]
        sheet.box(left, bottom - high, width - 0.6, high, "#174a59")
        for across in range(int((width - 3) // 4)):
            for up in range(int((high - 3) // 5)):
                lit = (place * 7 + across * 5 + up * 3) % 4
                colour = NIGHT if lit == 0 else LAMP
                sheet.box(left + 2.5 + across * 4, bottom - high + 2.5 + up * 5, 1.8, 2.6, colour)
        left, place = left + width, place + 1


def draw_poster(poster, picture: bytes | None) -> bytes:
    sheet = Sheet(poster.title)
    sheet.box(0, 0, WIDE, 112, NIGHT)
    top = sheet.text(poster.host, 14, 13, 182, 15, font=BOLD, colour=LAMP, middle=True)
    sheet.text(poster.title, 14, top + 3, 182, 40, font=BOLD, colour="#ffffff", middle=True)
    each = WIDE / len(RIBBON)
    for place, colour in enumerate(RIBBON):
        sheet.box(place * each, 112, each, 3, colour)
    if picture:
        sheet.picture(picture, 70, 62, 70)
    sheet.canvas.setStrokeColor(INK)
    sheet.canvas.setLineWidth(1.2 * mm)
    sheet.canvas.roundRect(14 * mm, (HIGH - 148 - 80) * mm, 80 * mm, 80 * mm, 5 * mm, 1, 0)
    sheet.square(poster.square, 17, 151, 74)
    left, width = 104, 92
    top = sheet.text(poster.name, left, 142, width, 25, font=BOLD) + 3
    for number, step in enumerate(poster.steps, start=1):
        sheet.text(f"{number}.", left, top, 8, 14.5, font=BOLD)
        top = sheet.text(step, left + 8, top, width - 8, 14.5) + 2
    top = sheet.text(poster.no_camera, left, top + 3, width, 13)
    top = sheet.text(poster.go_to, left, top, width, 13, font=BOLD)
    top = sheet.text(poster.and_type, left, top, width, 13) + 3
    if poster.word:
        size = fitting(poster.word, BOLD, 26, width - 10)
        high = size * 1.25 / mm + 4
        wide = stringWidth(poster.word, BOLD, size) / mm + 10
        sheet.box(left, top, wide, high, LAMP, 3)
        sheet.text(poster.word, left + 5, top + 2.5, width - 10, size, font=BOLD, colour=ON_LAMP)
        top += high + 4
    sheet.text(" ".join(filter(None, [poster.when, poster.small])), left, top, width, 12.5)
    sheet.box(0, 249, WIDE, 48, NIGHT)
    sheet.text(poster.foot, 14, 254, 182, 12, colour="#ffffff")
    draw_street(sheet, HIGH)
    return sheet.done()


COLUMNS, ROWS = 3, 8
CARD_WIDE, CARD_HIGH, MARGIN_LEFT, MARGIN_TOP = 63, 35, 10.5, 8.5


def draw_cards(cards, *, name: str, go_to: str, of: str, title: str) -> bytes:
    sheet = Sheet(title)
    each = COLUMNS * ROWS
    for at in range(0, len(cards), each):
        if at:
            sheet.canvas.showPage()
        for place, card in enumerate(cards[at : at + each]):
            row, column = divmod(place, COLUMNS)
            left, top = MARGIN_LEFT + column * CARD_WIDE, MARGIN_TOP + row * CARD_HIGH
            _draw_card(
                sheet, card, left, top, name, go_to, of % {"n": card.number, "total": len(cards)}
            )
    return sheet.done()


def _draw_card(sheet: Sheet, card, left, top, name: str, go_to: str, number: str) -> None:
    sheet.canvas.setStrokeColor(SOFT)
    sheet.canvas.setLineWidth(0.3)
    sheet.canvas.setDash(3, 3)
    sheet.canvas.rect(
        left * mm, (HIGH - top - CARD_HIGH) * mm, CARD_WIDE * mm, CARD_HIGH * mm, 1, 0
    )
    sheet.canvas.setDash()
    sheet.square(card.square, left + 1, top + 2, 26)
    words, width = left + 28, CARD_WIDE - 30
    lines = simpleSplit(name, BOLD, 9, width * mm)
    name = name if len(lines) <= 3 else " ".join(lines[:3])[:-1] + "…"
    below = sheet.text(name, words, top + 3, width, 9, font=BOLD) + 1
    sheet.text(go_to, words, below, width, 7.5, colour=SOFT)
    sheet.text(card.code, left + 3, top + CARD_HIGH - 7.5, CARD_WIDE - 22, 10.5, font=BOLD)
    sheet.text(number, left + CARD_WIDE - 20, top + CARD_HIGH - 6.8, 18, 7.5, colour=SOFT)
