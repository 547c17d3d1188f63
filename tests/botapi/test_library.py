"""The library that the bot uses, against this server: polling, keyboards, refusals, webhook."""

import asyncio

import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, CommandHandler


def builder(telegram):
    return (ApplicationBuilder().token(telegram.token)
            .base_url(f"http://127.0.0.1:{telegram.port}/bot")
            .base_file_url(f"http://127.0.0.1:{telegram.port}/file/bot"))


async def with_bot(telegram, do):
    async with Bot(telegram.token, base_url=f"http://127.0.0.1:{telegram.port}/bot") as bot:
        return await do(bot)


@pytest.mark.parametrize("server", ["botapi", "emulator"])
def test_a_conversation_in_polling(server, request):
    telegram = request.getfixturevalue(server).telegram()

    async def start(update, _):
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("订阅", callback_data="v1:sub")]])
        await update.message.reply_html("<b>园问</b>", reply_markup=keyboard)

    async def pressed(update, _):
        await update.callback_query.answer("好")
        await update.callback_query.edit_message_text("已订阅")

    async def person():
        anna = telegram.chat(1)
        answer = await asyncio.to_thread(anna.ask, "/start", "园问")
        assert answer.bold == ("园问",)
        await asyncio.to_thread(anna.press, "订阅")
        assert await asyncio.to_thread(anna.wait_for_toast) == "好"
        assert (await asyncio.to_thread(anna.wait_for, "已订阅")).id == answer.id

    async def whole():
        app = builder(telegram).build()
        app.add_handler(CommandHandler("start", start))
        app.add_handler(CallbackQueryHandler(pressed))
        async with app:
            await app.start()
            await app.updater.start_polling(allowed_updates=Update.ALL_TYPES)
            await person()
            await app.updater.stop()
            await app.stop()

    asyncio.run(whole())


def test_refusals_become_the_librarys_errors(telegram):
    telegram.chat(1).say("hello")
    telegram.group(-5, owner=1, type="group")
    telegram.control("migrate", chat=-5, to=-1005, by=1)

    async def tries(bot):
        with pytest.raises(BadRequest, match="an't parse entities"):
            await bot.send_message(1, "a <b", parse_mode="HTML")
        with pytest.raises(ChatMigrated) as moved:
            await bot.send_message(-5, "x")
        assert moved.value.new_chat_id == -1005
        telegram.fault("sendMessage", "refuse", status=429, description="Too Many Requests: 3",
                       parameters={"retry_after": 3})
        with pytest.raises(RetryAfter):
            await bot.send_message(1, "x")
        telegram.fault("sendMessage", "drop")
        with pytest.raises(NetworkError):
            await bot.send_message(1, "arrives all the same")
        telegram.fault("sendMessage", "garbage")
        with pytest.raises(NetworkError):
            await bot.send_message(1, "x")
        telegram.control("block", user=1)
        with pytest.raises(Forbidden):
            await bot.send_message(1, "x")
        assert (await bot.get_chat(-1005)).type == "supergroup"
        assert (await bot.get_chat_member(-1005, 1)).status == "creator"

    asyncio.run(with_bot(telegram, tries))
    assert "arrives all the same" in [message.text for message in telegram.sent(1)]


def test_a_document_arrives(telegram):
    telegram.chat(1).say("hello")

    async def send(bot):
        message = await bot.send_document(1, b"a,b\n1,2\n", filename="facts.csv", caption="表")
        file = await bot.get_file(message.document.file_id)
        return message, file

    message, file = asyncio.run(with_bot(telegram, send))
    assert (message.caption, file.file_size) == ("表", 8)


def test_a_webhook_gets_updates_in_order_until_it_says_yes(telegram):
    got = []

    async def hook(request):
        secret = request.headers["X-Telegram-Bot-Api-Secret-Token"]
        got.append(((await request.json())["message"]["text"], secret))
        return web.Response(status=500 if len(got) == 1 else 200)

    async def whole():
        app = web.Application()
        app.router.add_post("/hook", hook)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]

        async def set_it(bot):
            await bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token="s3cret")
            telegram.chat(1).say("one")
            telegram.chat(1).say("two")
            await asyncio.to_thread(
                telegram.wait, lambda e: e["kind"] == "delivered" and e["update_id"] == 5002)
            assert (await bot.get_webhook_info()).pending_update_count == 0
            await bot.delete_webhook()

        await with_bot(telegram, set_it)
        await runner.cleanup()

    asyncio.run(whole())
    assert got == [("one", "s3cret"), ("one", "s3cret"), ("two", "s3cret")]
