"""A program that buys a number, and what becomes of it when a reply is lost."""

import urllib.error

NUMBER = "12064205780"


def buy(emulator, number):
    """The program under test: buys a number, and looks before it believes that it failed."""
    url = f"{emulator.flowroute}/v2/numbers/{number}"
    try:
        emulator.call("POST", url)
    except urllib.error.HTTPError:
        raise  # the carrier refused: nothing was bought
    except OSError:
        # The reply is lost, and a second POST could buy twice: is the number ours?
        emulator.call("GET", url)


def test_a_number_is_bought(emulator):
    buy(emulator, NUMBER)
    assert emulator.audit()["purchases"] == {f"+{NUMBER}": 1}


def test_a_lost_reply_does_not_buy_twice(emulator):
    emulator.fault(operation="numbers.purchase", nth=1, act="commit_then_drop")
    buy(emulator, NUMBER)
    audit = emulator.audit()
    assert audit["purchases"] == {f"+{NUMBER}": 1}
    assert audit["double_purchases"] == 0
    assert audit["balance"] == "99.00"


def test_tests_do_not_see_each_other(emulator):
    assert emulator.audit()["purchases"] == {}
    assert emulator.call("GET", f"{emulator.admin}/faults") == []


def test_time_passes_when_the_test_says_so(emulator):
    name = emulator.call("POST", f"{emulator.flowroute}/v2/cnams", {"value": "Bob Law"})
    url = f"{emulator.flowroute}/v2/cnams/{name['data']['id']}"
    assert emulator.call("GET", url)["data"]["attributes"]["is_approved"] is False
    emulator.advance(48 * 3600)
    assert emulator.call("GET", url)["data"]["attributes"]["is_approved"] is True
