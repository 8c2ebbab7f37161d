"""The shape of vocabsync.yaml, for pydantic and for editors."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from vocabsync.desired.documents import STRICT, GuardsEntry, Text, Whole, YesNo, no_items, no_keys, said
from vocabsync.domain.frozen import frozen

Region = Literal["cn-beijing", "ap-southeast-1"]

KEY_VARIABLE = r"^DASHSCOPE_API_KEY(_[A-Z0-9_]+)?$"
"""Only variables of this name are ever read as a key, whatever a repository asks for."""

_Region = Annotated[Region | None, said("Region of the account.", "账号所在地域。")]
_KeyVariable = Annotated[
    Text | None,
    said("Environment variable that holds the key.", "存放 API Key 的环境变量名。", pattern=KEY_VARIABLE),
]
_Folder = Annotated[Text | None, said("Folder of the vocabulary files.", "词表文件所在的文件夹。", min_length=1)]
_Prune = Annotated[
    YesNo | None, said("false: never delete what left the repository.", "false：从仓库移除的词表不删除。")
]
_Reviewed = Annotated[
    YesNo | None,
    said("true: apply in CI only a plan that was reviewed.", "true：CI 中只执行评审过的计划。"),
]
_Count = Annotated[Whole, Field(ge=1)]


@frozen(kw_only=True)
class RemovalEntry:
    """Ours, to be deleted."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    prefix: Annotated[Text, said("Prefix of the vocabulary.", "词表的前缀。", pattern="^[a-z0-9]{1,10}$")]
    target_model: Annotated[Text | None, said("Narrows it to one claim.", "只针对这个模型。")] = None
    reason: Annotated[Text | None, said("Shown in the plan.", "原因，显示在计划中。")] = None


@frozen(kw_only=True)
class LimitsEntry:
    """Quotas raised by a support ticket."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    vocabularies: Annotated[Whole | None, said("Vocabularies of the account.", "账号的词表配额。", ge=1)] = None
    terms: Annotated[dict[Text, _Count], said("Terms per list, by target model.", "每个模型的单表热词上限。")] = field(
        default_factory=no_keys
    )


_Guards = Annotated[GuardsEntry, said("How much one apply may destroy.", "一次执行最多可破坏多少。")]
_Removed = Annotated[list[RemovalEntry], said("Ours, to be deleted.", "属于我们、应当删除的词表。")]
_Limits = Annotated[LimitsEntry, said("Quotas raised by a support ticket.", "通过工单提高的配额。")]


@frozen(kw_only=True)
class EnvironmentEntry:
    """One environment; what it does not say is as above it."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    region: _Region = None
    api_key_env: _KeyVariable = None
    vocabularies: _Folder = None
    prune: _Prune = None
    guards: _Guards = field(default_factory=GuardsEntry)
    removed: _Removed = field(default_factory=no_items)
    limits: _Limits = field(default_factory=LimitsEntry)
    require_reviewed_plan: _Reviewed = None


@frozen(kw_only=True)
class ConfigurationDocument:
    """The configuration file of vocabsync. Everything in it has a default."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    vocabularies: _Folder = None
    region: _Region = None
    api_key_env: _KeyVariable = None
    prune: _Prune = None
    guards: _Guards = field(default_factory=GuardsEntry)
    removed: _Removed = field(default_factory=no_items)
    limits: _Limits = field(default_factory=LimitsEntry)
    rules: Annotated[
        dict[Text, Literal["ignore", "warning", "error"]],
        said("Severities of warnings.", "警告规则的级别。", examples=[{"VS203": "ignore"}]),
    ] = field(default_factory=no_keys)
    allow: Annotated[
        list[Text],
        said("Consent to one objection of one plan.", "对某个计划的某项异议的许可。", examples=[["deletes@9c1d2e3f"]]),
    ] = field(default_factory=no_items)
    require_reviewed_plan: _Reviewed = None
    environments: Annotated[
        dict[Text, EnvironmentEntry], said("Accounts or stages, by name.", "环境，按名称列出。")
    ] = field(default_factory=no_keys)
