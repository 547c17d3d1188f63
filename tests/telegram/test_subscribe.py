"""Following: topic, frequency, hour; the overview, the way out, and settings."""

from __future__ import annotations

from bot.store import subscribers, subscriptions
from tests.telegram.desk import Office, Person


def followed(office: Office, chat: int = 1) -> list[tuple[str, str, int]]:
    def look(tx):
        subscriber = subscribers.find(tx, chat)
        return [(each.topic, each.frequency, subscriber.hour)
                for each in subscriptions.of(tx, subscriber.id)] if subscriber else []

    return office.store.run_now(look)


def follow(anna: Person, topic: str = "济南高新区", often: str = "每天",
           hour: str = "9:00") -> None:
    anna.says("/subscribe")
    anna.presses(topic)
    anna.presses(often)
    anna.presses(hour)


def test_topic_frequency_hour(office: Office) -> None:
    anna = office.person(1)
    follow(anna)
    assert "已订阅济南高新区:每天 09:00" in anna.text
    assert followed(office) == [("济南高新区", "daily", 9)]
    follow(anna, often="每周", hour="20:00")
    assert followed(office) == [("济南高新区", "weekly", 20)]
    follow(anna, topic="全部内容")
    assert [each[0] for each in followed(office)] == ["济南高新区", "*"]


def test_a_name_with_the_command(office: Office) -> None:
    anna = office.person(1)
    anna.says("/subscribe 济宁高新区")
    assert "每天" in [key.text for row in anna.said[0].buttons for key in row]
    anna.says("/subscribe 不存在的园区")
    assert "订阅什么" in anna.text


def test_overview_hour_and_the_way_out(office: Office) -> None:
    anna = office.person(1)
    anna.says("/subscriptions")
    assert "还没有订阅" in anna.text
    follow(anna)
    follow(anna, topic="济南市全部")
    anna.says("/subscriptions")
    assert anna.text.count("下次 ") == 2
    anna.presses("改时间")
    anna.presses("21:00")
    assert [each[2] for each in followed(office)] == [21, 21]
    anna.says("/subscriptions")
    anna.presses("退订 济南高新区")
    assert [each[0] for each in followed(office)] == ["济南市"]
    anna.presses("恢复订阅")
    anna.presses("每天")
    anna.presses("9:00")
    assert len(followed(office)) == 2
    anna.says("/subscriptions")
    anna.presses("全部退订")
    assert followed(office) == []


def test_buttons_under_a_digest(office: Office) -> None:
    anna = office.person(1)
    anna.sends_data("v1:when")
    assert anna.said[0].alert
    follow(anna)
    anna.sends_data("v1:when")
    assert "几点发" in anna.text
    anna.sends_data("v1:subs")
    assert "您的订阅" in anna.text


def test_a_followed_topic_is_not_offered_again(office: Office) -> None:
    anna = office.person(1)
    follow(anna)
    anna.says("济南高新区有多少家高新技术企业")
    assert "订阅" not in str(anna.said[0].buttons)


def test_settings(office: Office) -> None:
    anna = office.person(1)
    anna.says("/settings europe/paris")
    assert "Europe/Paris" in anna.text
    anna.says("/settings nowhere")
    assert "没有这个时区" in anna.text
    anna.says("/settings")
    anna.presses("时区")
    anna.presses("Asia/Tokyo")
    anna.presses("静音")
    subscriber = office.store.run_now(lambda tx: subscribers.find(tx, 1))
    assert subscriber is not None
    assert (subscriber.zone, subscriber.silent) == ("Asia/Tokyo", True)
    anna.presses("English")
    assert "Settings" in anna.text
    anna.says("/help")
    assert "Just write your question" in anna.text
    anna.says("/settings")
    anna.presses("As I write")
    assert "设置" in anna.text
