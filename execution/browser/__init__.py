"""What stands in for the operating system when an example runs in a reader's browser.

CPython's own asyncio, threading and concurrent.futures run on it as they are; only what they ask the system
for (time to pass, another thread's turn, a socket) is answered here. Nothing of this is imported by a build.
"""
