// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/overrides.h"

#include <algorithm>
#include <array>

#include "subtitles/formats/colours.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/numbers.h"

namespace gatecast {
namespace {

constexpr int kHiddenTransparency = 0xF0;  // nobody reads what is thinner
constexpr int kBoldWeight = 600;           // \b700 is bold, \b400 is not

struct Call {
    std::string_view name;      // "pos"
    std::string_view argument;  // "10,20", "1", "&HFF&"
};

double number(std::string_view text) {
    return read_decimal(text).value_or(0);
}

int whole(std::string_view text) {
    return static_cast<int>(number(text));
}

/// How long the argument at the front of `text` is: brackets may hold brackets (\t), a plain one ends at the next \.
size_t argument_length(std::string_view text) {
    if (!text.starts_with('(')) return std::min(text.find('\\'), text.size());
    int depth = 0;
    for (size_t at = 0; at < text.size(); ++at) {
        depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
        if (depth == 0) return at + 1;
    }
    return text.size();
}

/// The tag names that begin others must come behind them: "fad" would take "fade".
constexpr std::array<std::string_view, 53> kKnownNames{
    "alpha", "iclip", "xbord", "ybord", "xshad", "yshad", "fscx", "fscy", "fade", "move", "blur",
    "bord",  "clip",  "shad",  "fad",   "fax",   "fay",   "frx",  "fry",  "frz",  "fsp",  "org",
    "pos",   "pbo",   "an",    "be",    "fe",    "fn",    "fr",   "fs",   "kf",   "ko",   "kt",
    "1a",    "2a",    "3a",    "4a",    "1c",    "2c",    "3c",   "4c",   "a",    "b",    "c",
    "i",     "k",     "K",     "p",     "q",     "r",     "s",    "t",    "u"};

/// The known name at the front of `text`; behind most of them no letter may follow.
std::string_view known_name(std::string_view text) {
    const auto fits = [&](std::string_view name) {
        if (!text.starts_with(name)) return false;
        const char next = text.size() > name.size() ? lower(text[name.size()]) : '\0';
        return name == "r" || name == "fn" || next < 'a' || next > 'z';
    };
    const auto* const found = std::find_if(kKnownNames.begin(), kKnownNames.end(), fits);
    return found == kKnownNames.end() ? std::string_view() : *found;
}

/// The next call of `block`, taken off its front. False: no more.
bool take_call(std::string_view& block, Call& call) {
    const size_t begin = block.find('\\');
    if (begin == std::string_view::npos) return false;
    block.remove_prefix(begin + 1);
    call.name = known_name(block);
    if (call.name.empty()) {
        size_t letters = 0;
        while (letters < block.size() && ((lower(block[letters]) >= 'a' && lower(block[letters]) <= 'z'))) ++letters;
        call.name = block.substr(0, letters);
    }
    block.remove_prefix(call.name.size());
    const size_t length = argument_length(block);
    call.argument = trimmed(block.substr(0, length));
    block.remove_prefix(length);
    if (call.argument.starts_with('(')) {
        call.argument.remove_prefix(1);
        if (call.argument.ends_with(')')) call.argument.remove_suffix(1);
    }
    return true;
}

Time milliseconds(double count) {
    return std::chrono::milliseconds(static_cast<int64_t>(std::max(0.0, count)));
}

class BlockReader {
public:
    BlockReader(int line, Overrides& overrides, TextLookAsked& look, Findings& findings)
        : line_(line), overrides_(overrides), look_(look), findings_(findings) {}

    void apply(const Call& call) {
        if (apply_look(call) || apply_place(call) || apply_time(call)) return;
        if (known_name(call.name) == call.name && !call.name.empty()) {
            findings_.dropped_style("\\" + std::string(call.name), line_);
        } else {
            findings_.unknown_tag("\\" + std::string(call.name), line_);
        }
    }

private:
    bool apply_look(const Call& call) {
        const auto flag = [&](bool otherwise) { return call.argument.empty() ? otherwise : whole(call.argument) != 0; };
        if (call.name == "i") {
            look_.italic = flag(overrides_.style.italic);
        } else if (call.name == "u") {
            look_.underline = flag(overrides_.style.underline);
        } else if (call.name == "b") {
            const int weight = whole(call.argument);
            look_.bold = call.argument.empty() ? overrides_.style.bold : weight == 1 || weight >= kBoldWeight;
        } else if (call.name == "c" || call.name == "1c") {
            apply_colour(call.argument);
        } else if (call.name == "alpha" || call.name == "1a") {
            apply_transparency(call);
        } else if (call.name == "r") {
            const std::string_view name = trimmed(call.argument);
            std::optional<TextLookAsked> named;
            if (!name.empty() && overrides_.style_named) named = overrides_.style_named(name);
            look_ = named.value_or(overrides_.style);
            overrides_.hidden = false;
        } else {
            return false;
        }
        return true;
    }

    void apply_colour(std::string_view argument) {
        if (argument.empty()) {
            look_.colour = overrides_.style.colour;
        } else if (const std::optional<AssColour> colour = ass_colour(argument)) {
            look_.colour = colour->colour;
        } else {
            findings_.unknown_tag("\\c" + std::string(argument), line_);
        }
    }

    void apply_transparency(const Call& call) {
        const std::optional<AssColour> value = ass_colour(call.argument);  // the byte of "&HF0&" comes as red
        const double transparency = value ? value->colour.r * 255 : 0;
        overrides_.hidden = transparency >= kHiddenTransparency;
        if (transparency > 0) findings_.dropped_style("\\" + std::string(call.name), line_);
    }

    bool apply_place(const Call& call) {
        if (call.name == "an" || call.name == "a") {
            const int given = whole(call.argument);
            const int anchor = call.name == "a" ? anchor_of_ssa(given) : given;
            if (overrides_.anchor == 0 && anchor >= 1 && anchor <= 9) overrides_.anchor = anchor;
        } else if (call.name == "pos") {
            std::string_view rest = call.argument;
            const double x = number(take_until(rest, ','));
            const double y = number(rest);
            if (!overrides_.position && overrides_.picture.width > 0 && overrides_.picture.height > 0) {
                overrides_.position = SharePoint{x / overrides_.picture.width, y / overrides_.picture.height};
            }
        } else if (call.name == "q") {
            overrides_.soft_newlines = whole(call.argument) == 2;
        } else if (call.name == "p") {
            overrides_.drawing = whole(call.argument);
        } else {
            return false;
        }
        return true;
    }

    bool apply_time(const Call& call) {
        std::string_view rest = call.argument;
        std::array<double, 7> value{};
        size_t count = 0;
        while (count < value.size() && !rest.empty()) value[count++] = number(take_until(rest, ','));
        if ((call.name == "fad" || call.name == "fade") && count == 2) {
            overrides_.fade_in = milliseconds(value[0]);
            overrides_.fade_out = milliseconds(value[1]);
            return true;
        }
        // From nothing to full to nothing: what \fad says in seven numbers.
        const bool simple = value[0] >= kHiddenTransparency && value[1] == 0 && value[2] >= kHiddenTransparency;
        if ((call.name == "fad" || call.name == "fade") && count == 7 && simple) {
            overrides_.fade_in = milliseconds(value[4] - value[3]);
            overrides_.fade_out = milliseconds(value[6] - value[5]);
            return true;
        }
        return false;
    }

    int line_;
    Overrides& overrides_;
    TextLookAsked& look_;
    Findings& findings_;
};

}  // namespace

int anchor_of_ssa(int alignment) {
    const int column = alignment & 3;
    if (column == 0 || alignment < 1 || alignment > 11) return 0;
    const int row = alignment & 12;
    return column + (row == 4 ? 6 : row == 8 ? 3 : 0);
}

void read_override_block(std::string_view block, int line, Overrides& overrides, TextLookAsked& look,
                         Findings& findings) {
    BlockReader reader(line, overrides, look, findings);
    Call call;
    while (take_call(block, call)) reader.apply(call);
}

}  // namespace gatecast
