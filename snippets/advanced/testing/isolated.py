"""테스트마다 서버를 새로 열고, 테스트가 끝나면 닫는다."""

import asyncio
import unittest


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    text = await reader.readline()
    writer.write(text.upper())
    writer.close()
    await writer.wait_closed()


class AnswerTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        await self.enterAsyncContext(server)  # 테스트가 끝나면 나간다
        self.port = server.sockets[0].getsockname()[1]

    async def ask(self, text: str) -> str:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"{text}\n".encode())
        reply = await reader.readline()
        writer.close()
        await writer.wait_closed()
        return reply.decode().strip()

    async def test_one_question(self) -> None:
        self.assertEqual(await self.ask("hello"), "HELLO")

    async def test_three_at_once(self) -> None:
        replies = await asyncio.gather(*(self.ask(text) for text in "abc"))
        self.assertEqual(replies, ["A", "B", "C"])

    async def test_debug_mode_is_on(self) -> None:
        self.assertTrue(asyncio.get_running_loop().get_debug())


if __name__ == "__main__":
    unittest.main(argv=["tests"], exit=False, verbosity=0)
