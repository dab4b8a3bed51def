"""A browser without a window, driven through a pipe (Chrome DevTools Protocol)."""

import base64
import json
import os
import select
import shutil
import subprocess
from itertools import count

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_PATIENCE = 120
"""Seconds without a word from the browser after which a test fails, on a busy machine too."""


class Browser:
    """One page in one browser; `messages` are what the console and the page complain of."""

    def __init__(self, folder):
        ours, theirs = os.pipe(), os.pipe()
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        options += ["--remote-debugging-pipe", f"--user-data-dir={folder}"]
        line = ["bash", "-c", f'exec "$@" 3<&{ours[0]} 4>&{theirs[1]}', "bash", PROGRAM, *options, "about:blank"]
        self.process = subprocess.Popen(line, pass_fds=(ours[0], theirs[1]), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        os.close(ours[0])
        os.close(theirs[1])
        self.to, self.back = os.fdopen(ours[1], "wb"), os.fdopen(theirs[0], "rb")
        self.numbers, self.rest, self.session, self.messages, self.events = count(1), b"", None, [], []
        target = next(info for info in self.call("Target.getTargets")["targetInfos"] if info["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def _read(self):
        while b"\0" not in self.rest:
            ready, _, _ = select.select([self.back], [], [], _PATIENCE)
            assert ready, "the browser does not answer"
            got = os.read(self.back.fileno(), 1 << 20)
            assert got, "the browser is gone"
            self.rest += got
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def _note(self, message):
        method, told = message.get("method"), message.get("params", {})
        self.events.append(method)
        if method == "Runtime.exceptionThrown":
            self.messages.append(told["exceptionDetails"].get("exception", {}).get("description", told["exceptionDetails"]["text"]))
        elif method == "Log.entryAdded":
            self.messages.append(told["entry"]["text"])
        elif method == "Runtime.consoleAPICalled":
            self.messages.append(str(told["args"]))

    def call(self, method, **parameters):
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters} | ({"sessionId": self.session} if self.session else {})
        self.to.write(json.dumps(message).encode() + b"\0")
        self.to.flush()
        while True:
            answer = self._read()
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]
            self._note(answer)

    def open(self, path, width=1280, height=900):
        self.messages.clear()
        self.events.clear()
        self.resize(width, height)
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=path.as_uri())
        while self.run("document.readyState") != "complete" or self.run("location.href") == "about:blank":
            pass
        return self

    def seconds_to_open(self, path):
        """The time of the processor that a page takes until it can be used."""
        self.call("Page.navigate", url="about:blank")
        self.call("Performance.enable", timeDomain="threadTicks")
        before = self._seconds()
        self.open(path).run("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        return self._seconds() - before

    def _seconds(self):
        return next(part["value"] for part in self.call("Performance.getMetrics")["metrics"] if part["name"] == "TaskDuration")

    def resize(self, width, height=900):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)

    def run(self, script):
        """The value of an expression of JavaScript, awaited."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key, text=""):
        codes = {"Enter": 13, "Escape": 27, "Tab": 9, " ": 32}
        told = {"key": key, "windowsVirtualKeyCode": codes.get(key, 0)} | ({"text": text} if text else {})
        self.call("Input.dispatchKeyEvent", type="keyDown", **told)
        self.call("Input.dispatchKeyEvent", type="keyUp", **told)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def picture(self, path, whole=False):
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))

    def close(self):
        self.to.close()
        self.process.kill()
        self.process.wait()
        self.back.close()
