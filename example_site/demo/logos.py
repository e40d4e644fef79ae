"""The six providers' logos: 64 units square, flat, and each a shape of its own.

They stand beside names at 40 pixels, on light and on dark pages, so each brings its own ground.
"""


def _logo(ground: str, drawing: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" fill="{ground}"/>{drawing}</svg>\n'
    )


LOGOS = {
    # An open book, and the light by which it is read.
    "library": _logo(
        "#7d1f2e",
        '<circle cx="32" cy="19" r="8" fill="#ffd166"/>'
        '<path d="M8 27c9-3 18-2 24 4v22c-6-6-15-7-24-4z" fill="#fff"/>'
        '<path d="M56 27c-9-3-18-2-24 4v22c6-6 15-7 24-4z" fill="#f3c9b8"/>',
    ),
    # Steps that lead up and to the right.
    "college": _logo(
        "#1d2a5b",
        '<path d="M8 56V42h14V28h14V14h20v14z" fill="#ff8552"/>'
        '<path d="M8 56l48-28v28z" fill="#fff"/>',
    ),
    # A rope that has been tied by somebody who paid attention.
    "makerspace": _logo(
        "#f2b632",
        '<g fill="none" stroke="#2b2118" stroke-width="7.5" stroke-linecap="round">'
        '<path d="M6 48h15c14 0 10-32 24-32a10 10 0 0 1 0 20H39"/>'
        '<path d="M58 48H43c-5 0-7.5-3.5-9.3-8M30 27.5C27.7 21 25 16 19 16a10 10 0 0 0 0 20h6"/>'
        "</g>",
    ),
    # A ferry, head on.
    "ferries": _logo(
        "#e9f3f1",
        '<path d="M26 8h12v8H26z" fill="#e4572e"/>'
        '<path d="M18 16h28v10H18z" fill="#12434d"/>'
        '<path d="M22 19h5v4h-5zM29.5 19h5v4h-5zM37 19h5v4h-5z" fill="#ffd166"/>'
        '<path d="M10 26h44l-7 22H17z" fill="#12434d"/>'
        '<path d="M32 26h22l-7 22H32z" fill="#1f6673"/>'
        '<path d="M0 48c8-5 13-5 21 0s13 5 21 0 13-5 22 0v16H0z" fill="#57a6a1"/>',
    ),
    # A house, and the tide at its door.
    "youth-club": _logo(
        "#2456c9",
        '<path d="M32 8l24 21v9H8v-9z" fill="#ffd166"/>'
        '<path d="M14 30h36v26H14z" fill="#fff"/>'
        '<path d="M27 56V43a5 5 0 0 1 10 0v13z" fill="#2456c9"/>'
        '<path d="M0 50c8-4.5 13-4.5 21 0s13 4.5 21 0 13-4.5 22 0v14H0z" fill="#7fd8e6"/>',
    ),
    # A ship's wheel, with one spoke in brass so that the hand finds it in the dark.
    "museum": _logo(
        "#20303a",
        '<g stroke="#f4dfb8" stroke-width="5" stroke-linecap="round">'
        '<path d="M32 8v48M8 32h48M15 15l34 34M49 15L15 49"/></g>'
        '<path d="M32 8v16" stroke="#d99a3a" stroke-width="5" stroke-linecap="round"/>'
        '<circle cx="32" cy="32" r="15" fill="none" stroke="#f4dfb8" stroke-width="5.5"/>'
        '<circle cx="32" cy="32" r="5.5" fill="#d99a3a"/>',
    ),
}
