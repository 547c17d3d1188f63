"""The Telegram face: updates in, replies out. The only room that knows the Telegram library."""

import os

# python-telegram-bot: times as timedelta, without a warning at each flood.
os.environ.setdefault("PTB_TIMEDELTA", "true")
