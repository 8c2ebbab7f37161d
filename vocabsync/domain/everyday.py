"""Words that everybody says all the time, in lower case: boosted, they would be heard where nobody said them."""

from __future__ import annotations

from typing import Final

_CHINESE: Final = (
    "你好 您好 谢谢 再见 可以 不是 没有 什么 怎么 这个 那个 我们 你们 他们 大家 今天 明天 昨天 现在 时候 知道 觉得 "
    "然后 因为 所以 但是 如果 就是 还是 已经 一个 一下 这样 那样 这里 那里 非常 比较 东西 问题 事情 对吧 好的 是的"
)
_ENGLISH: Final = (
    "a an the and or but if so of to in on at for with from by is are was were be been am do does did have has had not "
    "no yes it its this that these those he she they we you i my your his her our their what who when where why how "
    "hello hi thanks okay ok well good right now then there here all some any one two three time day people thing "
    "really just"
)

EVERYDAY: Final = frozenset((*_CHINESE.split(), *_ENGLISH.split()))
