#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""messages_check.py EXTRACT PO: every sentence of the sources is translated, with the values it must hold.

Extracts the sentences anew, so that one just written is found here; `ninja messages` brings it into the catalogue.
"""
import re
import subprocess
import sys
import tempfile


def unquoted(lines):
    """The text of the quoted lines of one entry."""
    parts = [re.fullmatch(r'(?:msgid|msgstr)?\s*"(.*)"', line).group(1) for line in lines]
    escapes = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}
    return re.sub(r"\\(.)", lambda match: escapes.get(match.group(1), match.group(1)), "".join(parts))


def entries(po):
    """(sentence, translation, fuzzy) of each entry that isn't obsolete."""
    for block in po.split("\n\n"):
        lines = block.splitlines()
        flags = [line for line in lines if line.startswith("#,")]
        lines = [line for line in lines if line and not line.startswith("#")]
        starts = [i for i, line in enumerate(lines) if line.startswith("msgstr")]
        if starts:
            yield unquoted(lines[: starts[0]]), unquoted(lines[starts[0]:]), any("fuzzy" in flag for flag in flags)


def places(sentence):
    """The numbers of the values a sentence shows, {} counted as they come; None when it mixes {} and {0}."""
    found = re.findall(r"\{(\d*)(?::[^}]*)?\}", sentence.replace("{{", "").replace("}}", ""))
    if found and all(number == "" for number in found):
        return set(range(len(found)))
    return None if "" in found else {int(number) for number in found}


def problem(sentence, translation, fuzzy):
    if not translation:
        return "untranslated"
    if fuzzy:
        return "fuzzy: somebody must look at it"
    if places(sentence) != places(translation):
        return "the translation does not hold the same {} values"
    if sentence.endswith("\n") != translation.endswith("\n"):
        return "one ends with a line end, the other does not"
    return None


def self_check():
    assert problem("a {} b {}", "{1} c {0}", False) is None
    assert problem("a {} b {}", "c {}", False) is not None
    assert problem("a {} b", "c {0} {}", False) is not None
    assert problem("a", "", False) == "untranslated"
    assert problem("a", "b", True) is not None
    assert list(entries('#, fuzzy\nmsgid "a"\nmsgstr ""\n"b\\""\n')) == [("a", 'b"', True)]


def main():
    extract, po = sys.argv[1:]
    self_check()
    with tempfile.TemporaryDirectory() as directory:
        pot = directory + "/gatecast.pot"
        subprocess.run([extract, pot], check=True)
        merged = subprocess.run(["msgmerge", "--quiet", "--no-fuzzy-matching", "--no-wrap", po, pot, "-o", "-"],
                                check=True, capture_output=True, text=True).stdout
    count = 0
    bad = []
    for sentence, translation, fuzzy in entries(merged):
        if not sentence:
            continue  # the head of the catalogue
        count += 1
        if why := problem(sentence, translation, fuzzy):
            bad.append(f"{why}: {sentence!r}")
    print("\n".join(bad))
    print(f"{count} sentences, {len(bad)} with problems. Translate them in {po} after `ninja messages`.")
    return 1 if bad or count < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
