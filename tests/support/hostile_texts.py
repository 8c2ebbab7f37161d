"""Texts that are active somewhere: on a terminal, in Markdown, HTML, a log of CI, a shell, a spreadsheet, SARIF."""

from __future__ import annotations

from tests.render.plan_samples import HOSTILE
from tests.workflows.test_hostile import ATTACKS

_TERMINAL = (
    "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[H\x1b[8mhidden",
    "\x1bP$q\x1b\\ \x9b31m \x90x\x9c",
    "over\rwritten\x08\x08\x08 \x07\x0b\x0c",
    "\x00\x7f\x1a",
    "\u2067\u061c\u200e\u00ad\u034f\u180e",
    "\ufff9\ufffb\ufdd0\U000e0001\U000e0041\ue000",
)
_MARKDOWN = (
    "[a][b]\n\n[b]: https://evil.example",
    "<https://evil.example> <evil@evil.example>",
    "https://evil.example evil@evil.example www.evil.example",
    "![a](https://evil.example/track.png)",
    "# heading\n\n- [ ] task\n\n> [!WARNING]\n> owned",
    "setext\n===\n\n---\n\n~~~\ncode\n~~~",
    "a | b\n--|--\nc | d",
    "<details open><summary>x</summary>",
    "<!-- hidden --> <?php ?> <![CDATA[x]]>",
    "**bold** _it_ ~~gone~~ $x$ `` ` `` :tada: [^1]\n\n[^1]: note",
    "@org/team acme/speech#12 GH-34 0123456789abcdef0123456789abcdef01234567",
    "&#64;everyone &commat;everyone &lt;img src=x&gt;",
)
_HTML = (
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus=alert(1) '",
    "</style><script>alert(1)</script><style>",
    "</title></summary></td></table><svg onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "javascript:alert(1) data:text/html,<script>alert(1)</script>",
    "{{ self.__init__.__globals__ }} {% for x in y %}",
)
_LOGS = (
    "::add-mask::x\r::stop-commands::token",
    "  ::error file=a,line=1::x",
    "\u3000::notice::x",
    "##[set-env name=PATH]/tmp/evil",
    "x%0A::error::y%0D%25",
    "a,line=1::b:c",
    "##teamcity[buildProblem] [::debug::x] section_start:0:x\r\x1b[0K",
)
_FILES = (
    "x\nevil=1",
    "x<<EOF\nevil\nEOF",
    "EOF\nevil=1",
    "ghadelimiter_x\nname<<ghadelimiter_y",
    "x\r\nPATH=/tmp/evil",
    "x\x85evil=1\u2028evil=2",
)
_SHELL = (
    '"; touch pwned; "',
    "$(touch pwned)\ntouch pwned",
    "x && touch pwned | tee y > z",
    "!! !$ ~root *",
    "\\\ntouch",
)
_TABLES = ("=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", '=HYPERLINK("https://evil.example","x")')
_VIEWERS = ("[click](https://evil.example)", "[1](0) {0} {1}", "[a]\\(b) \\[c](d)", "![x](y)[z](1)")

HOSTILE_TEXTS: tuple[str, ...] = tuple(
    dict.fromkeys([*HOSTILE, *ATTACKS, *_TERMINAL, *_MARKDOWN, *_HTML, *_LOGS, *_FILES, *_SHELL, *_TABLES, *_VIEWERS])
)
