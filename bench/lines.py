"""Lines of the table that several modules speak of."""

from __future__ import annotations

from bench.figures import Line

READERS = 500  # in a room
PER_SECOND = 20  # messages, where nobody is in a hurry
SATURATED = 32  # posts the only sender has on their way
WINDOWS = (4, SATURATED)


def deliveries_line(readers: int, in_flight: int) -> Line:
    return Line(f"deliveries {loop_of(readers, in_flight)}", "/s")


def cpu_line(what: str) -> Line:
    return Line(f"server's CPU, {what}", "µs/delivery")


def latency_line(readers: int) -> Line:
    return Line(f"delivery, {pace_of(readers)}, p99", "ms")


def loop_of(readers: int, in_flight: int) -> str:
    return f"to {readers:,}, {in_flight} in flight"


def pace_of(readers: int) -> str:
    return f"{PER_SECOND} msg/s to {readers:,}"


def memory_line(sockets: int) -> Line:
    return Line(f"memory of each of {sockets:,} idle sockets", "KiB")
