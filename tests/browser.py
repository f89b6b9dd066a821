"""A headless Chromium, spoken to through its pipe."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe"]


class Browser:
    """One page of a width in pixels; `scheme` is light or dark.

    `errors` are what the console says of errors and of what the page's policy has blocked, `requests` the addresses of
    all that the page asked for.
    """

    def __init__(self, url: str, width: int, scheme: str = "light"):
        commands, self._send = os.pipe()
        self._receive, answers = os.pipe()
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        command = [shutil.which("chromium"), *_FLAGS, f"--user-data-dir={self._profile.name}"]
        launcher = ["bash", "-c", f'exec "$@" 3<&{commands} 4>&{answers}', "bash", *command]
        null = subprocess.DEVNULL
        self._process = subprocess.Popen(launcher, pass_fds=(commands, answers), stdout=null, stderr=null)
        os.close(commands)
        os.close(answers)
        self._session, self._numbers, self._read = None, count(1), b""
        self.errors: list[str] = []
        self.requests: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        size = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 600}
        self.call("Emulation.setDeviceMetricsOverride", **size)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        for domain in ("Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Page.navigate", url=url)
        while self.value("document.readyState") != "complete" or self.value("location.href") != url:
            pass

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The answer to a command of the DevTools protocol."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        message |= {"sessionId": self._session} if self._session else {}
        os.write(self._send, json.dumps(message).encode() + b"\0")
        while True:
            answer = json.loads(self._next())
            if answer.get("id") == number:
                return answer["result"]
            self._note(answer)

    def _note(self, event: dict[str, Any]) -> None:
        method, facts = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(facts["request"]["url"])
        if method == "Runtime.exceptionThrown":
            self.errors.append(str(facts["exceptionDetails"]))
        if method == "Log.entryAdded" and facts["entry"]["level"] == "error":
            self.errors.append(facts["entry"]["text"])

    def value(self, script: str) -> Any:
        """What a script gives back, or what its promise does."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        codes = {"Tab": 9, "Enter": 13, "ArrowRight": 39}
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=codes[key], **text)

    def screenshot(self, path: Path) -> None:
        """The page from top to bottom."""
        width, height = self.value("[innerWidth, document.documentElement.scrollHeight]")
        whole = {"x": 0, "y": 0, "width": width, "height": min(height, 8_000), "scale": 1}
        image = self.call("Page.captureScreenshot", captureBeyondViewport=True, clip=whole)["data"]
        path.write_bytes(base64.b64decode(image))

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._send)
        os.close(self._receive)
        self._profile.cleanup()

    def _next(self) -> bytes:
        while b"\0" not in self._read:
            block = os.read(self._receive, 1 << 20)
            if not block:
                raise RuntimeError("the browser has ended")
            self._read += block
        message, _, self._read = self._read.partition(b"\0")
        return message
