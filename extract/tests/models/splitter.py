"""Words by script, as Quarry splits them: a Han, kana or Hangul character alone, other words whole, every other mark alone."""

import re

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af々〇\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9d\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f"
WORD = re.compile(rf"[{CJK}]|(?:(?![{CJK}])\w)+(?:[-_](?:(?![{CJK}])\w)+)*|\S")


class ScriptSplitter:
    def __call__(self, text):
        for match in WORD.finditer(text):
            yield match.group(), match.start(), match.end()
