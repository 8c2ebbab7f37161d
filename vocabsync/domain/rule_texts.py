"""The words of every rule: title, why it matters, what to do. Data for ``rules``, documentation and ``--explain``."""

from __future__ import annotations

from typing import Final, NamedTuple


class RuleText(NamedTuple):
    """What a rule is called (half a line), why it matters, and what to do, in one sentence."""

    title: str
    explanation: str
    remedy: str


RULE_TEXTS: Final[dict[str, RuleText]] = {
    "VS101": RuleText(
        "not a readable file",
        "Only regular files are read. Links that lead out of the repository, pipes, devices and folders could hang the "
        "run or show it files that nobody reviewed.",
        "Put a regular, readable file there.",
    ),
    "VS102": RuleText(
        "path outside the repository",
        "An include names a file by its path below the repository, so that what is reviewed is what is used. Absolute "
        "paths, `..` that leaves the repository and web addresses are refused before anything is read.",
        "Copy the file into the repository and name it relative to the file that includes it.",
    ),
    "VS103": RuleText(
        "too large",
        "Files, their number, their nesting and the terms of one run are limited, so that no file can use up the "
        "machine that checks it. Whoever runs a command may raise a cap with `--limit`; no file can.",
        "Split the file, or remove what does not belong there.",
    ),
    "VS104": RuleText(
        "not UTF-8",
        "Files are read as UTF-8, exactly. Guessing another encoding would turn words into other words.",
        "Save the file as UTF-8: as `CSV UTF-8` in Excel, by `Save as`, encoding UTF-8, in an editor.",
    ),
    "VS105": RuleText(
        "Git LFS pointer",
        "The file holds a pointer of Git LFS instead of its content, because LFS was not fetched here.",
        "Run `git lfs pull`, or keep this file out of Git LFS.",
    ),
    "VS106": RuleText(
        "merge conflict markers",
        "Git left a conflict in the file. Until somebody decides, nobody knows which terms are meant.",
        "Keep one side, delete the lines `<<<<<<<`, `=======` and `>>>>>>>`, and save.",
    ),
    "VS107": RuleText(
        "character that these files may not hold",
        "Control characters and unusual line separators are read differently by different programs, or not at all.",
        "Delete the character; it is usually invisible.",
    ),
    "VS108": RuleText(
        "not valid YAML",
        "The file cannot be read from this place on, so nothing after it was checked.",
        "Make the line, or the one before it, look like its neighbours: a term a line, with `- ` before it.",
    ),
    "VS109": RuleText(
        "tab used as indentation",
        "YAML allows only spaces for indentation.",
        "Replace the tab by two spaces.",
    ),
    "VS110": RuleText(
        "full-width punctuation",
        "`：` and `，` look like the signs that YAML knows, but to YAML they are ordinary letters, so the line is "
        "read as one text.",
        "Write `:` or `,` followed by a space, in half width.",
    ),
    "VS111": RuleText(
        "more than one document",
        "A line `---` begins a second document, and most programs read only the first.",
        "Delete the line `---`, or move what follows it into a file of its own.",
    ),
    "VS112": RuleText(
        "anchor, alias, tag or merge key",
        "They let one place of the file change another, so a review of single lines would miss it.",
        "Write the value out in full; text that begins with `&`, `*` or `!` needs quotes.",
    ),
    "VS113": RuleText(
        "key used twice",
        "Programs disagree about which of the two counts.",
        "Keep one of the two lines.",
    ),
    "VS114": RuleText(
        "text that needs quotes",
        "Without quotes this is a number, a date, a yes or no, or nothing to some programs, and text to others.",
        "Put it in quotes.",
    ),
    "VS115": RuleText(
        "unknown key",
        "Nobody reads this key, so what it asks for would silently not happen.",
        "Delete it, or use one of the known keys.",
    ),
    "VS116": RuleText(
        "wrong kind of value",
        "The value is of another kind than the key needs, and it is not converted silently.",
        "Write the value in the form that the message shows.",
    ),
    "VS117": RuleText(
        "required key missing",
        "Without this key the file does not say enough to be used.",
        "Add the key.",
    ),
    "VS118": RuleText(
        "value not allowed",
        "The key takes only certain values.",
        "Use one of the allowed values.",
    ),
    "VS120": RuleText(
        "file name is no prefix",
        "The name of a vocabulary file, without its ending, is the prefix of the vocabulary on the service: 1 to 10 of "
        "the signs a-z and 0-9.",
        "Rename the file, for example to `medical.yaml`.",
    ),
    "VS121": RuleText(
        "two files for one prefix",
        "Both files claim the same vocabulary.",
        "Merge the two files, or rename one.",
    ),
    "VS122": RuleText(
        "prefix differs from the file name",
        "The file name is the prefix. The key `prefix` may only repeat it.",
        "Rename the file, or delete the key.",
    ),
    "VS123": RuleText(
        "no vocabulary files",
        "Without a single vocabulary file the plan would be to delete everything, and nobody asks for that by a wrong "
        "folder name.",
        "Check `vocabularies:` in vocabsync.yaml, or write a first file with `vocabsync init`.",
    ),
    "VS124": RuleText(
        "YAML file that nothing includes",
        "Only files directly in the folder are vocabularies. A YAML file below it that no vocabulary includes was "
        "probably moved there by mistake.",
        "Include it, move it up, or delete it.",
    ),
    "VS125": RuleText(
        "include that cannot be used",
        "An included file is a plain list of terms in one of the formats .yaml, .yml, .csv, .tsv, .txt and .json, and "
        "it includes nothing itself.",
        "Name a list of terms, or correct its ending.",
    ),
    "VS126": RuleText(
        "table that cannot be read",
        "A CSV or TSV list begins with a line that names its columns, of which one is `text`; every line has as many "
        "fields as the first.",
        "Begin with `text,weight,lang` (or 热词,权重,语言) and give every line the same number of fields.",
    ),
    "VS127": RuleText(
        "prefix used by two environments of one account",
        "Both environments reach the same account, and one account has one vocabulary per prefix: they would undo each "
        "other's work.",
        "Give one environment its own `api_key_env` or `region`, or other prefixes.",
    ),
    "VS128": RuleText(
        "target model named twice",
        "One prefix has one vocabulary per target model.",
        "Name each target model once.",
    ),
    "VS129": RuleText(
        "declared and removed at once",
        "`removed:` asks to delete what a vocabulary file declares.",
        "Delete the entry under `removed:`, or the file.",
    ),
    "VS130": RuleText(
        "empty term",
        "A term needs a text; the service refuses a list with an empty one.",
        "Write the text, or delete the term.",
    ),
    "VS131": RuleText(
        "term too long",
        "A term with any sign that is not plain English (ASCII), so any Chinese term, may have at most 15 characters "
        "in all; spaces, letters and digits count too. The service refuses the whole list otherwise.",
        "Shorten the term or split it into two terms.",
    ),
    "VS132": RuleText(
        "term of too many words",
        "A term in plain English letters, digits and signs (ASCII) may have at most 7 words. The service refuses the "
        "whole list otherwise.",
        "Shorten the term or split it into two terms.",
    ),
    "VS133": RuleText(
        "character that is no part of speech",
        "The text holds characters that nobody sees: they direct the writing, join letters, or are no characters at "
        "all. They usually come along when text is pasted from a web page or a document.",
        "Type the term again instead of pasting it.",
    ),
    "VS134": RuleText(
        "weight not allowed",
        "A weight is a whole number from 1 (mild) to 5 (strong, may cause false hits); 4 is usual. Only Qwen-Audio "
        "models take 50 as well.",
        "Write a whole number from 1 to 5, without quotes.",
    ),
    "VS135": RuleText(
        "weight 50 where it is not possible",
        "Weight 50 is for Qwen-Audio models only, and for at most 50 terms of a list.",
        "Use a weight from 1 to 5.",
    ),
    "VS136": RuleText(
        "one term with two weights",
        "The same text in the same language stands in the list twice with different weights, and only one can hold.",
        "Keep one of the two.",
    ),
    "VS137": RuleText(
        "list without terms",
        "The service has no empty vocabularies.",
        "Add a term, or delete the file (the plan then shows the deletion).",
    ),
    "VS138": RuleText(
        "more terms than the target model takes",
        "The list is longer than the largest number ever published for this model (or than `limits.terms` in "
        "vocabsync.yaml), so the service will refuse it or cut it.",
        "Split the list into two vocabularies, or set `limits.terms` if your quota was raised.",
    ),
    "VS139": RuleText(
        "more problems than are listed",
        "A file lists at most 200 problems, as the rest usually has the same cause.",
        "Mend those that are listed, then run `vocabsync validate` again.",
    ),
    "VS201": RuleText(
        "prefix of ten characters",
        'Older pages of the service say "under ten", newer ones "up to ten".',
        "Prefer nine characters or fewer.",
    ),
    "VS202": RuleText(
        "unknown target model",
        "The name is not in this version's table. It may be new, or misspelt; a vocabulary bound to a misspelt model "
        "silently does nothing.",
        "Compare the name with the model your application requests, letter by letter.",
    ),
    "VS203": RuleText(
        "more terms than the newest published number",
        "The newest pages publish a smaller number for this model than earlier ones did. Longer lists were accepted, "
        "but this is not promised.",
        "Shorten the list, or set `limits.terms` for the model if your quota was raised.",
    ),
    "VS204": RuleText(
        "letters stored in pieces",
        "`é` can be stored as one character or as `e` and an accent (Unicode NFC or not); both look alike and count "
        "differently.",
        "Type the term again instead of pasting it, or let an editor normalise it to NFC.",
    ),
    "VS205": RuleText(
        "full-width letters or digits",
        "`ＥＧＦＲ` looks like `EGFR` and is another text.",
        "Write letters and digits in half width.",
    ),
    "VS206": RuleText(
        "blanks that nobody sees",
        "Blanks at an end, doubled or unusual ones make a different text that looks the same.",
        "Keep single ordinary spaces between words only.",
    ),
    "VS207": RuleText(
        "terms that differ in case only",
        "Speech has no upper case; both terms compete for the same sound.",
        "Keep the spelling that you want to read in the transcript.",
    ),
    "VS208": RuleText(
        "one term, different weights in two lists",
        "Two vocabularies for the same target model weigh the same term differently. Which one counts depends on the "
        "vocabulary that a request names.",
        "Use one weight, or a shared list that both include.",
    ),
    "VS209": RuleText(
        "everything at weight 5",
        "Weight 5 is for the few terms that matter most. When every term is strong, common words turn into terms.",
        "Use 4, and 5 for the exceptions.",
    ),
    "VS210": RuleText(
        "very short or everyday term",
        "A single character, a single letter or an everyday word is heard everywhere once it is boosted.",
        "Use a longer form that is said as a whole, or leave the term out.",
    ),
    "VS211": RuleText(
        "signs that speech does not produce",
        "Nobody says digits as digits or brackets as brackets; a text of such signs can hardly be heard.",
        "Write the term as it is spoken.",
    ),
    "VS212": RuleText(
        "looks like personal data",
        "The text looks like a phone number, an e-mail address or an identity number. Vocabularies are sent to the "
        "service and stay in git for ever.",
        "Leave personal data out of vocabularies.",
    ),
    "VS213": RuleText(
        "language missing in a mixed list",
        "The list mixes languages and this term does not say its own, so the service guesses.",
        "Add `lang`, or set it once under `defaults`.",
    ),
    "VS214": RuleText(
        "language that the target model does not know",
        "The language is not among those published for this model family, so the term may be dropped silently.",
        "Use a language code of the model family, or leave `lang` out.",
    ),
    "VS215": RuleText(
        "the same term twice",
        "The same text in the same language stands in the list twice with the same weight; it is sent once.",
        "Delete one of the two.",
    ),
    "VS216": RuleText(
        "target model not offered in the region",
        "The service does not publish this model for the region of the environment.",
        "Choose another model, or the other region.",
    ),
    "VS217": RuleText(
        "target model without custom vocabularies",
        "This model takes no custom vocabulary, or another kind of it, or is retired.",
        "Choose a model that takes custom vocabularies, for example `fun-asr` or `fun-asr-realtime`.",
    ),
}
