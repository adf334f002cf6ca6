"""A stop that its sockets are told of."""

import signal

import pytest
from websockets.exceptions import ConnectionClosed

from tests.server.sockets import WITHIN, event, open_socket, sessions
from tests.site_process import serve

pytestmark = pytest.mark.server


def test_sockets_are_told_when_to_come_back_and_closed_with_1012():
    with serve(DRAIN_SECONDS="0.5", LOG_FORMAT="json") as site:
        ann, bob = sessions(site, 2)
        with open_socket(site, ann) as here, open_socket(site, bob) as there:
            for socket in (here, there):
                event(socket, "hello")
            site.signal(signal.SIGTERM)
            delays = {event(socket, "goodbye")["retry_after"] for socket in (here, there)}
            for socket in (here, there):
                with pytest.raises(ConnectionClosed) as closed:
                    event(socket, "nothing more")
                assert closed.value.rcvd.code == 1012
        assert len(delays) == 2
        assert site.wait(WITHIN) == 0
        ends = [line for line in site.log_records if line["logger"] == "rollcall.socket"]
        assert [line["code"] for line in ends] == [1012, 1012]
        assert all(line["user"] and line["frames_out"] for line in ends)


def test_without_sockets_nothing_is_waited_for():
    with serve(DRAIN_SECONDS="60") as site:
        site.signal(signal.SIGTERM)
        assert site.wait(WITHIN) == 0


def test_a_second_ctrl_c_ends_it_at_once():
    with serve(DRAIN_SECONDS="60") as site:
        with open_socket(site, *sessions(site, 1)) as socket:
            event(socket, "hello")
            site.signal(signal.SIGINT)
            event(socket, "goodbye")
            site.signal(signal.SIGINT)
            assert site.wait(WITHIN) == 130
        site.ends_with = 130
