"""Fetch what the browser needs from others, pinned by hash; ``--check`` compares offline."""

import argparse
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from scripts import emoji

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "scripts" / "vendor.toml"
VENDOR = ROOT / "static" / "vendor"
SVG = "http://www.w3.org/2000/svg"
# The maps are not shipped, and the manifest storage refuses a reference to a missing file.
SOURCE_MAP = re.compile(rb"\n?(?://# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*\Z")


class WrongHash(Exception):
    """A file is not the one that was pinned."""


@dataclass(frozen=True)
class Package:
    """A package's tarball, opened."""

    pin: dict[str, Any]
    tar: tarfile.TarFile

    def read(self, path: str) -> bytes:
        """The content of the package's file ``path``. Raises KeyError."""
        member = self.tar.extractfile(f"package/{path}")
        if member is None:
            raise KeyError(path)
        return member.read()

    def outputs(self) -> Iterator[tuple[str, bytes]]:
        """What this package puts under static/vendor: path and content."""
        yield f"LICENSES/{self.pin['name']}.txt", self.read(self.pin["licence"])
        for target, source in self.pin.get("files", {}).items():
            yield target, SOURCE_MAP.sub(b"\n", self.read(source))
        if sprite := self.pin.get("sprite"):
            yield sprite["file"], self.sprite(sprite)
        if target := self.pin.get("emoji"):
            yield target, emoji.reduced(self.read)

    def sprite(self, sprite: dict[str, Any]) -> bytes:
        """One SVG with a symbol for each icon, its id the icon's name."""
        symbols = [self.symbol(sprite["folder"], name) for name in sprite["icons"]]
        return "\n".join([f'<svg xmlns="{SVG}">', *symbols, "</svg>\n"]).encode()

    def symbol(self, folder: str, name: str) -> str:
        """The icon as a symbol, without what only a stand-alone file needs."""
        icon = ElementTree.fromstring(self.read(f"{folder}/{name}.svg"))  # noqa: S314 - pinned by hash
        shapes = "".join(ElementTree.tostring(shape, "unicode").strip() for shape in icon)
        body = (
            re.sub(rf' xmlns(:\w+)?="{SVG}"', "", shapes).replace("ns0:", "").replace(" />", "/>")
        )
        return f'<symbol id="{name}" viewBox="{icon.attrib["viewBox"]}">{body}</symbol>'


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def fetch(pin: dict[str, Any], folder: Path) -> Package:
    """Fetch a package with npm. Raises WrongHash, CalledProcessError."""
    wanted = f"{pin['name']}@{pin['version']}"
    subprocess.run(["npm", "pack", "--silent", wanted], cwd=folder, check=True)
    tarball = folder / f"{pin['name']}-{pin['version']}.tgz"
    if (found := digest(tarball.read_bytes())) != pin["sha256"]:
        raise WrongHash(f"{wanted} is not the package that was pinned: its SHA-256 is {found}")
    return Package(pin, tarfile.open(tarball))


def write(pins: dict[str, Any]) -> list[str]:
    """Write static/vendor anew; the complaints about what does not have its pinned hash."""
    with tempfile.TemporaryDirectory() as folder:
        packages = [fetch(pin, Path(folder)) for pin in pins["packages"]]
        outputs = dict(output for package in packages for output in package.outputs())
    for path, content in outputs.items():
        target = VENDOR / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return complaints(pins["hashes"])


def complaints(hashes: dict[str, str], folder: Path = VENDOR) -> list[str]:
    """What differs between the committed files and their hashes, as lines for vendor.toml."""
    found = {
        path.relative_to(folder).as_posix(): digest(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    wrong = [f'"{path}" = "{it}"' for path, it in found.items() if hashes.get(path) != it]
    return wrong + [f"{path} is missing" for path in hashes.keys() - found.keys()]


def main() -> int:
    """Fetch and write, or with ``--check`` only compare. Non-zero where something differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only; needs no network")
    pins = tomllib.loads(PINS.read_text())
    wrong = complaints(pins["hashes"]) if parser.parse_args().check else write(pins)
    if wrong:
        print(
            "static/vendor/ is not what scripts/vendor.toml pins under [hashes]:",
            *wrong,
            sep="\n  ",
        )
        print("Run `make vendor`; where a change is meant, paste the lines above.")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
