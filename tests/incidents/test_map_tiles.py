"""What a server of map pictures adds to the policy for images: its address and nothing else."""

import pytest

from example_channels.map_tiles import image_sources


@pytest.mark.parametrize(
    ("template", "sources"),
    [
        ("", []),
        ("https://tile.example.com/{z}/{x}/{y}.png", ["https://tile.example.com"]),
        ("https://{s}.tile.example.com/{z}/{x}/{y}.png?k=1", ["https://*.tile.example.com"]),
        ("http://127.0.0.1:9000/{z}/{y}/{x}", ["http://127.0.0.1:9000"]),
    ],
)
def test_the_policy_allows_where_pictures_come_from(template, sources):
    assert image_sources("MAP_TILES", template) == sources
