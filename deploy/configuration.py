"""nginx's configuration, written from which processes there are."""

from __future__ import annotations

import grp
import os
import pwd
import resource
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from deploy.settings import Settings

HERE = Path(__file__).resolve().parent

CONNECTIONS = 8192
"""That one worker of nginx holds: two for each session."""


class _Template(Template):
    delimiter = "@@"


# As they are when the server starts, like the code that fills them in.
_WRITTEN = _Template((HERE / "nginx.conf").read_text("utf-8"))
_SERVER = tomllib.loads((HERE.parent / ".streamlit" / "config.toml").read_text("utf-8"))["server"]


@dataclass(frozen=True)
class Member:
    """A process that nginx sends requests to, by its number, which no other ever has, and its port;
    ``replaced`` where it only keeps the sessions that it has."""

    number: int
    port: int
    replaced: bool = False


def configuration(settings: Settings, members: Sequence[Member], generation: int) -> str:
    """The configuration for these processes. ``generation`` tells apart what other code has
    answered."""
    newest = [member for member in members if not member.replaced]
    return _WRITTEN.substitute(
        folder=_quoted(settings.folder),
        user=_user(),
        workers=os.cpu_count() or 1,
        files=_files(),
        connections=CONNECTIONS,
        linger=int(settings.linger),
        listen=_listen(settings),
        certificate=_certificate(settings),
        trusted=_trusted(settings),
        # What the form around a file takes comes on top.
        upload=int(_SERVER["maxUploadSize"]) + 1,
        generation=generation,
        upstreams="\n".join(_upstreams(members)),
        holds=_lines(f"{member.number} process_{member.number};" for member in members),
        takes=_lines(f"{member.number} process_{member.number};" for member in newest),
        addresses=_lines(f"~:{member.port}$ {member.number};" for member in members),
    )


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(f"        {line}" for line in lines)


def _upstreams(members: Sequence[Member]) -> list[str]:
    # A replaced process answers what no new one knows.
    everyone = [_server(member, member.replaced) for member in members]
    groups = [
        _group("newest", everyone),
        # By their sessions alone: what else they are asked says little of how busy they are.
        _group("least_busy", everyone, "least_conn;"),
    ]
    for member in members:
        others = [_server(other, True) for other in members if other != member]
        groups.append(_group(f"process_{member.number}", [_server(member, False), *others]))
    return groups


def _group(name: str, servers: Sequence[str], method: str = "") -> str:
    # The processes close an idle connection after five seconds: nginx does so earlier.
    ends = ["keepalive 16;", "keepalive_timeout 4s;"]
    within = [f"zone {name} 64k;", *filter(None, [method]), *servers, *ends]
    return "\n".join([f"    upstream {name} {{", *(f"        {line}" for line in within), "    }"])


def _server(member: Member, spare: bool) -> str:
    backup = " backup" if spare else ""
    return f"server 127.0.0.1:{member.port} max_fails=2 fail_timeout=5s{backup};"


def _listen(settings: Settings) -> str:
    where = f"{settings.address}:{settings.port}"
    return f"{where} ssl http2" if settings.certificate else where


def _certificate(settings: Settings) -> str:
    if not settings.certificate:
        return ""
    return _lines(
        [
            f'ssl_certificate "{_quoted(settings.certificate)}";',
            f'ssl_certificate_key "{_quoted(settings.key)}";',
        ]
    )


def _quoted(path: Path | None) -> str:
    """A path as it stands between nginx's quotation marks."""
    return str(path).replace("\\", "\\\\").replace('"', '\\"')


def _trusted(settings: Settings) -> str:
    if not settings.trusted:
        return ""
    lines = [f"set_real_ip_from {address};" for address in settings.trusted]
    return "\n".join(f"    {line}" for line in [*lines, "real_ip_header X-Forwarded-For;"])


def _user() -> str:
    """Whoever starts it as root gets workers that are not."""
    if os.geteuid() != 0:
        return ""
    nobody = pwd.getpwnam("nobody")
    return f"user nobody {grp.getgrgid(nobody.pw_gid).gr_name};"


def _files() -> int:
    """How many files a worker may have open: as many as it may, or as it needs."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = 2 * CONNECTIONS
    return needed if hard == resource.RLIM_INFINITY else min(hard, needed)
