"""What the keys of a plan document mean: Chinese for all, English where the shape itself says none."""

from __future__ import annotations

from typing import Any, Final, NamedTuple


class _Words(NamedTuple):
    chinese: str
    english: str = ""


_SAME_TERM: Final = {
    "text": _Words("热词文本", "the term's text"),
    "lang": _Words("语言代码；null 表示自动识别", "language code, null for none"),
}
_CLAIM: Final = {
    "prefix": _Words("前缀，即词表文件名", "our name for it: the stem of the vocabulary file"),
    "target_model": _Words("目标模型，与识别请求逐字一致", "the model of the recognition requests"),
}
_ENTRIES: Final[dict[str, dict[str, _Words]]] = {
    "PlanDocument": {
        "format_version": _Words("格式版本，主版本.次版本；读取方接受更高的次版本"),
        "tool_version": _Words("生成本计划的 vocabsync 版本", "the vocabsync that made it"),
        "environment": _Words("环境", "the environment's name"),
        "region": _Words("地域", "the service's region"),
        "digest": _Words("环境、地域和全部操作的摘要，不含其他内容"),
        "only": _Words("只显示这些前缀的局部视图，不能用于 apply"),
        "actions": _Words("操作，按执行顺序排列"),
        "unchanged": _Words("内容一致、无需改动的词表", "equal on both sides"),
        "kept": _Words("前缀属于本仓库、已不再声明、但不删除的词表"),
        "unmanaged": _Words("不属于本仓库、绝不改动的词表"),
        "conflicts": _Words("多个词表对应同一前缀和模型，需人工选择", "several vocabularies answer to one claim"),
        "duplicates": _Words("已选定词表之外的重复词表", "further ones, beside the one that the ledger names"),
        "blocked": _Words("因没有空余名额而无法创建", "creates that find no slot"),
        "slots": _Words("名额", "vocabularies in the account"),
        "objections": _Words("保护限制提出的异议，须获准后才能 apply", "guards that fired; apply stops at them"),
        "relaxations": _Words("本次改动放宽了哪些保护设置", "safety settings that the change under review loosens"),
        "warnings": _Words("提醒", "worth knowing before an apply"),
        "vanished": _Words("台账中记录、但在服务端都看不到的词表 ID"),
    },
    "ActionEntry": {
        **_CLAIM,
        "action": _Words("操作：创建、更新或删除", "what is written: create, update or delete"),
        "stage": _Words("阶段：前面各阶段都成功后才执行"),
        "vocabulary_id": _Words("词表 ID；创建之前为 null"),
        "reason": _Words("原因，仅供阅读，不影响任何判断"),
        "before_digest": _Words("服务端现有内容的摘要"),
        "after_digest": _Words("将要发送的内容的摘要"),
        "terms_before": _Words("服务端现有热词数"),
        "terms_after": _Words("将要发送的热词数"),
        "added": _Words("新增的热词；创建时为全部热词"),
        "removed": _Words("移除的热词；删除时为全部热词"),
        "changed": _Words("权重有变化的热词", "terms whose weight changes"),
        "replaces": _Words("新词表确认可用后将被删除的词表 ID"),
        "recreates": _Words("台账中有记录、但服务端已不存在的词表 ID"),
        "replaced_by": _Words("接替该前缀的目标模型"),
        "frees_slot_first": _Words("为腾出名额，此删除先于创建执行"),
        "first_adoption": _Words("台账中尚无此词表的记录"),
        "evidence": _Words("证明该词表属于本仓库的依据；删除必有"),
        "drift": _Words("上次 apply 之后被他人改动", "somebody else changed it since our last apply"),
        "drops_fields": _Words("此次更新会丢失的未知字段"),
        "status": _Words("服务端给出的当前状态"),
    },
    "EvidenceEntry": {
        "kind": _Words(
            "依据的种类：删除声明、台账、git 中删除、git 中声明过、去重",
            "a tombstone, the ledger, git (removed or declared there), or a choice among duplicates",
        ),
        "source": _Words("出处：删除声明的文件和行号、台账及其运行、git 中的路径，或保留的词表 ID"),
        "reason": _Words("删除声明中写明的原因"),
        "commit": _Words("完整的提交哈希"),
        "subject": _Words("提交标题"),
        "date": _Words("提交日期，ISO 8601"),
    },
    "DriftEntry": {
        "files_changed": _Words("文件是否也有改动"),
        "foreign": _Words("他人的改动，仅在上次内容可知时给出"),
    },
    "TermsMoved": {
        "added": _Words("新增的热词", "terms that were not there"),
        "removed": _Words("移除的热词", "terms that are gone"),
        "changed": _Words("权重有变化的热词", "terms with another weight"),
    },
    "TermEntry": {**_SAME_TERM, "weight": _Words("权重", "1 mild, 4 usual, 5 strong")},
    "WeightEntry": {
        **_SAME_TERM,
        "before": _Words("原权重", "the weight it had"),
        "after": _Words("新权重", "the weight it gets"),
    },
    "VocabularyEntry": {
        "vocabulary_id": _Words("词表 ID", "the service's name for it"),
        "prefix": _Words("前缀；ID 形式不符时为 null"),
        "target_model": _Words("目标模型；未查询时为 null"),
        "status": _Words("服务端给出的状态", "the service's word; only OK is usable"),
        "created": _Words("创建时间，服务端原文，无时区"),
        "modified": _Words("修改时间，服务端原文，无时区", "the service's words, without a zone"),
        "terms": _Words("热词数"),
        "likeness": _Words("与期望内容的相似度，0 到 1"),
        "stored_differently": _Words("与服务端对我们所发内容的存储结果一致"),
        "why": _Words("保留或不改动的原因", "why it is kept, or not touched"),
    },
    "ClaimEntry": {
        **_CLAIM,
        "vocabulary_id": _Words(
            "台账指定的词表 ID；冲突时为 null", "the one that the ledger names, null in a conflict"
        ),
        "candidates": _Words("候选词表", "the vocabularies that answer to it"),
    },
    "SlotsEntry": {
        "now": _Words("当前词表数", "before the apply"),
        "peak": _Words("执行过程中的最大词表数", "the most at any moment of the apply"),
        "after": _Words("执行之后的词表数", "after the apply"),
        "limit": _Words("账号上限", "how many the account may have"),
        "unmanaged": _Words("其中不属于本仓库的词表数", "how many of them are not ours"),
    },
    "BlockedEntry": {
        "claims": _Words("无法创建的词表", "what cannot be created"),
        "candidates": _Words("删除后可腾出名额的词表", "vocabularies whose deletion would free a slot"),
    },
    "ObjectionEntry": {
        "guard": _Words("触发的保护限制", "the guard that fired"),
        "subject": _Words("只涉及此前缀；null 表示整个计划", "the prefix that it is about, null for the whole plan"),
        "message": _Words("说明", "what it objects to"),
        "allow": _Words("--allow 的确切取值", "the exact value for --allow"),
        "line": _Words("同一许可写入 `allow:` 的形式，仅对本计划有效"),
    },
    "RelaxationEntry": {
        "setting": _Words("被放宽的设置", "the setting"),
        "before": _Words("改动前", "what it was"),
        "after": _Words("改动后", "what it becomes"),
        "place": _Words("位置", "where it stands"),
    },
}


def describe_keys(schema: dict[str, Any]) -> None:
    """Give every key of the schema an English description and, as ``markdownDescription``, both languages."""
    shapes = {schema["title"]: schema, **schema["$defs"]}
    for name, words in _ENTRIES.items():
        for key, (chinese, english) in words.items():
            described = shapes[name]["properties"][key]
            described.setdefault("description", english)
            described["markdownDescription"] = f"{described['description']}\n\n{chinese}"
