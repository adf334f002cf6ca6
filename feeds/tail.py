"""What is new in a file that grows, is renamed, cut short, missing or forbidden.

Reads and waits for the disk, so it is called in threads. When to look is decided elsewhere.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from feeds.cutting import Batch, Cutter
from feeds.files import FAR, LogFile
from feeds.news import NOTHING, Began, News, Snapshot, State

MOST = 500  # lines that are handed on from one look; the rest are counted
AT_ONCE = 16 * 2**20  # bytes read in one look

Outcome = tuple[News, bool]  # and whether the file found is the one that is read from now on


class Tail:
    """Follows what a path names. The old file is read until the new one has something in it.

    ``look`` begins where the file ends at the first look; what is there already is for snapshots.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: LogFile | None = None
        self._cutter = Cutter(0)
        self._known = b""
        """The bytes before the position: others there mean that the file was written anew."""
        self._state: State = "missing"
        self._generation = ""
        self._last: int | None = None
        self._restarts = 0
        self._has_looked = False
        self._lock = Lock()

    def begin(self) -> None:
        """Look, if nobody has yet."""
        if not self._has_looked:
            self.look()

    def look(self) -> News:
        """Return what is new since the last look."""
        with self._lock:
            found, is_used = self._find(), False
            try:
                news, is_used = self._compare(found)
            finally:
                if found is not None and not is_used:
                    found.close()
            self._has_looked = True
            return news

    def snapshot(self, lines: int, since: tuple[str, int] | None = None) -> Snapshot:
        """Return the last ``lines`` lines, or those after ``since`` (a generation and its line)."""
        with self._lock:
            if self._file is None or self._state == "unreadable":
                return Snapshot(self._state, self._generation)
            end, batch = self._cutter.start, None
            if since and since[0] == self._generation:
                batch = self._file.lines_after(since[1], end, MOST)
            found = batch if batch is not None else self._file.last_lines(end, min(lines, MOST))
            half = self._cutter.half
            return Snapshot(self._state, self._generation, found, half, batch is not None)

    def close(self) -> None:
        """Let go of the file. Idempotent."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None

    def _find(self) -> LogFile | None:
        """Open what the path names now: only so is it known that it may still be read."""
        try:
            found = LogFile(self._path)
        except FileNotFoundError:
            self._state = "missing"
        except OSError:
            self._state = "unreadable"
        else:
            self._state = "live"
            return found
        return None

    def _compare(self, found: LogFile | None) -> Outcome:
        """Look at the file that is followed, and at the one that is found in its place."""
        file = self._file
        if self._state == "unreadable":
            return self._news(NOTHING), False
        if file is None:
            return (self._begin(found), True) if found else (self._news(NOTHING), False)
        if self._was_rewritten(file):
            return self._read_anew(file, "truncated"), False
        news = self._read(file)
        if found is None or found.identity == file.identity or not found.size:
            return news, False
        return self._leave(file, found, news)

    def _leave(self, file: LogFile, found: LogFile, news: News) -> Outcome:
        """Go over to another file, once the last words of the present one were handed out."""
        if news.batch.lines:
            return news._replace(more=True), False
        if half := self._cutter.half:
            self._start_at(self._cutter.position)
            return self._news(Batch([half]))._replace(more=True), False
        file.close()
        self._file = found
        return self._read_anew(found, "rotated"), True

    def _begin(self, file: LogFile) -> News:
        """Begin at the end of what is there when somebody comes; of a later file, at its start."""
        self._file = file
        if self._has_looked:
            return self._read_anew(file, "rotated")
        self._generation = file.name()
        self._start_at(file.line_start(file.size))
        return self._read(file)

    def _read_anew(self, file: LogFile, began: Began) -> News:
        self._restarts += began == "truncated"
        self._generation = f"{file.name()}{self._restarts or ''}"
        self._last = None
        self._start_at(file.line_start(file.size - FAR) if file.size > FAR else 0)
        return self._read(file)._replace(began=began)

    def _start_at(self, place: int) -> None:
        self._cutter, self._known = Cutter(place), b""

    def _was_rewritten(self, file: LogFile) -> bool:
        position = self._cutter.position
        return file.size < position or bool(self._known and file.before(position) != self._known)

    def _read(self, file: LogFile) -> News:
        """Cut what was added since the last look."""
        batch, start, end = NOTHING, self._cutter.position, file.size
        for piece in file.pieces(start, min(end, start + AT_ONCE)):
            batch = batch.then(self._cutter.take(piece, MOST), MOST)
        self._known = file.before(self._cutter.position)
        return self._news(batch)._replace(more=self._cutter.position < end)

    def _news(self, batch: Batch) -> News:
        after = self._last
        if batch.lines:
            self._last = batch.lines[-1].n
        return News(self._state, self._generation, after, batch, self._cutter.half)
