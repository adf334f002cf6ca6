import pytest
from django.test import Client

from accounts.models import User
from tests.people import make_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(client: Client, ann: User) -> Client:
    return signed_in(client, ann)


def test_a_stranger_is_sent_to_log_in_and_back(client):
    assert client.get("/").headers["Location"] == "/log_in/?next=/"


def test_the_page_may_be_asked_for_its_headers_alone(home):
    answer = home.head("/")
    assert (answer.status_code, answer.content) == (200, b"")


def test_everybody_registered_is_listed(home, ann, bob):
    page = home.get("/")
    assert [entry.username for entry in page.context["window"]["users"]] == ["ann", "bob"]
    assert page.context["window"]["counts"]["offline"] == 2


def test_a_query_finds_people_whatever_case_or_accent(home):
    make_person("zoe", name="Zoë Élan")
    window = home.get("/?q=ZOE elan").context["window"]
    assert [entry.username for entry in window["users"]] == ["zoe"]
    assert window["query"] == "ZOE elan"


def test_pages_of_a_long_list_are_linked(home):
    User.objects.create_many([f"user{n:03}" for n in range(150)])
    first = home.get("/").context["window"]
    assert (len(first["users"]), first["previous"], first["next"]) == (32, None, 32)
    last = home.get("/?from=150").context["window"]
    assert (len(last["users"]), last["previous"], last["next"]) == (1, 118, None)


@pytest.mark.parametrize("start", ["-1", "x", "", "1e3", "²", "9" * 30])
def test_a_nonsense_page_is_the_first(home, start):
    assert home.get(f"/?from={start}").context["window"]["from"] == 0


def test_a_page_beyond_the_end_is_empty(home):
    window = home.get("/?from=99999").context["window"]
    assert (window["users"], window["next"]) == ([], None)


def test_a_query_of_anything_is_an_answer(home):
    assert home.get("/", {"q": "\0" + "x" * 5000}).status_code == 200
