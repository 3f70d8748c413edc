"""A reader whose browser goes through nginx: over Streamlit's own websocket, with a browser's
cookies."""

from __future__ import annotations

import http.client
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from types import MappingProxyType
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

PATIENCE = 60.0


@dataclass
class Answer:
    """An answer of the server."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


def asked(
    port: int,
    method: str,
    path: str,
    headers: Mapping[str, str] = MappingProxyType({}),
    body: bytes | None = None,
) -> Answer:
    """What a port of this machine answers."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        line.request(method, path, body, dict(headers))
        answer = line.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        line.close()


@dataclass
class Reader:
    """One window on a page. ``cookies`` are those of the reader's browser."""

    port: int
    page: str
    cookies: dict[str, str] = field(default_factory=dict)
    session: str = ""

    def __post_init__(self) -> None:
        self.connect()

    def connect(self) -> None:
        """Connects, and once more where it was connected; as a browser does, with what it knows of
        its session."""
        health = asked(self.port, "GET", "/_stcore/health", {"Cookie": self._cookie()})
        self._keep(health.headers)
        known = ["streamlit", self.cookies["_streamlit_xsrf"], *filter(None, [self.session])]
        self.line = connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=[Subprotocol(word) for word in known],
            additional_headers={"Cookie": self._cookie(), "Origin": self._origin()},
            max_size=None,
            open_timeout=PATIENCE,
            legacy=True,
        )
        assert self.line.response is not None
        self._keep(self.line.response.headers)

    @property
    def process(self) -> int:
        """The number of the process that the reader's browser was told."""
        return int(self.cookies["process"])

    def view(self, query: str = "") -> list[str]:
        """Asks for the page with these words in its address; its texts and charts."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = self.page
        message.rerun_script.context_info.color_scheme = "light"
        self.line.send(message.SerializeToString())
        shown: list[str] = []
        while True:
            kind, said = self._next()
            if kind == "new_session":
                self.session = said.initialize.session_id
            if kind == "script_finished":
                return shown
            if kind == "delta" and said.WhichOneof("type") == "new_element":
                shown += self._words(said.new_element)

    def upload(self, content: bytes, cookies: dict[str, str] | None = None) -> int:
        """The status with which a file is taken, or not."""
        request = BackMsg()
        request.file_urls_request.request_id = str(uuid.uuid4())
        request.file_urls_request.session_id = self.session
        request.file_urls_request.file_names.append("records.csv")
        self.line.send(request.SerializeToString())
        address = self._answer("file_urls_response").file_urls[0].upload_url
        border = uuid.uuid4().hex
        head = (
            f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="records.csv"\r\n'
            "Content-Type: text/csv\r\n\r\n"
        )
        return asked(
            self.port,
            "PUT",
            address,
            {
                "Content-Type": f"multipart/form-data; boundary={border}",
                "X-Xsrftoken": self.cookies["_streamlit_xsrf"],
                "Cookie": self._cookie(cookies),
            },
            head.encode() + content + f"\r\n--{border}--\r\n".encode(),
        ).status

    def file(self) -> str:
        """The address of the file that the page's last button for a download gives."""
        request = BackMsg()
        request.backend_operation_request.request_id = str(uuid.uuid4())
        request.backend_operation_request.session_id = self.session
        request.backend_operation_request.deferred_file.file_id = self._deferred
        self.line.send(request.SerializeToString())
        said = self._answer("backend_operation_response")
        assert not said.error_msg
        address: str = said.deferred_file.url
        return address

    def close(self) -> None:
        self.line.close()

    def _words(self, element: Any) -> list[str]:
        kind = element.WhichOneof("type")
        if kind == "download_button":
            self._deferred = element.download_button.deferred_file_id
        if kind == "exception":
            raise AssertionError(element.exception.message)
        if kind in ("markdown", "heading"):
            return [getattr(element, kind).body]
        return [element.plotly_chart.spec] if kind == "plotly_chart" else []

    def _answer(self, wanted: str) -> Any:
        while True:
            kind, said = self._next()
            if kind == wanted:
                return said

    def _next(self) -> tuple[str, Any]:
        received = self.line.recv(timeout=PATIENCE)
        message = ForwardMsg()
        message.ParseFromString(received if isinstance(received, bytes) else b"")
        kind = message.WhichOneof("type") or ""
        return kind, getattr(message, kind)

    def _origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _cookie(self, others: dict[str, str] | None = None) -> str:
        cookies = self.cookies | (others or {})
        return "; ".join(f"{name}={value}" for name, value in cookies.items())

    def _keep(self, headers: Any) -> None:
        for line in headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
