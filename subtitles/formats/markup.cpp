// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/markup.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "subtitles/formats/entity_tables.h"
#include "subtitles/formats/lines.h"
#include "subtitles/utf8.h"

namespace gatecast {
namespace {

constexpr size_t kMaxEntityLength = 12;
constexpr size_t kMaxNesting = 32;  // deeper tags change nothing more

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view known) { return equal_ignoring_case(name, known); });
}

/// Whether what stands behind a tag's name can stand there: "<Minh nói>" is somebody's way of naming a speaker.
bool is_tag_rest(std::string_view name, std::string_view rest) {
    const std::string_view inside = trimmed(rest.ends_with('/') ? rest.substr(0, rest.size() - 1) : rest);
    if (inside.empty() || inside.find('=') != std::string_view::npos) return true;
    if (rest.front() == '.') return is_one_of(name, {"c", "v", "b", "i", "u", "lang", "ruby", "rt"});
    return is_one_of(name, {"v", "c", "lang"});
}

size_t name_length(std::string_view text) {
    const bool timestamp = !text.empty() && is_digit(text[0]);
    size_t length = 0;
    for (; length < text.size(); ++length) {
        const char c = text[length];
        const bool belongs =
            timestamp ? is_digit(c) || c == ':' || c == '.' : is_letter(c) || is_digit(c) || c == '-' || c == '_';
        if (!belongs || (length == 0 && !timestamp && !is_letter(c))) break;
    }
    return timestamp && text.substr(0, length).find(':') == std::string_view::npos ? 0 : length;
}

std::optional<TagEffect> common_effect(const Tag& tag) {
    TagEffect effect;
    effect.bold = is_one_of(tag.name, {"b", "strong"});
    effect.italic = is_one_of(tag.name, {"i", "em"});
    effect.underline = is_one_of(tag.name, {"u"});
    if (effect.bold || effect.italic || effect.underline) return effect;
    return std::nullopt;
}

/// The tags that are open, and the look they make together.
class OpenTags {
public:
    void open(std::string_view name, const TagEffect& effect) {
        if (tags_.size() < kMaxNesting) tags_.push_back({std::string(name), effect});
    }
    void close(std::string_view name) {
        const auto last = std::find_if(tags_.rbegin(), tags_.rend(),
                                       [&](const Open& open) { return equal_ignoring_case(open.name, name); });
        if (last != tags_.rend()) tags_.erase(std::next(last).base());
    }
    [[nodiscard]] TextLookAsked look(TextLookAsked base) const {
        for (const Open& open : tags_) {
            base.bold |= open.effect.bold;
            base.italic |= open.effect.italic;
            base.underline |= open.effect.underline;
            if (open.effect.colour) base.colour = open.effect.colour;
        }
        return base;
    }

private:
    struct Open {
        std::string name;
        TagEffect effect;
    };
    std::vector<Open> tags_;
};

class MarkupReader {
public:
    MarkupReader(std::string_view text, int line, const MarkupRules& rules, Findings& findings, StyledText& to)
        : text_(text), line_(line), rules_(rules), findings_(findings), to_(to), base_(to.look) {}

    void read() {
        while (at_ < text_.size()) {
            const size_t special = std::min(text_.find_first_of("<&{\n", at_), text_.size());
            to_.append(text_.substr(at_, special - at_));
            at_ = special;
            if (at_ < text_.size()) take_special();
        }
        to_.look = base_;
    }

private:
    void take_special() {
        const char c = text_[at_];
        if (c == '<' && take_tag()) return;
        if (c == '&') {
            if (const std::optional<Entity> entity = entity_at(text_, at_)) {
                to_.append(entity->text);
                at_ += entity->length;
                return;
            }
        }
        size_t length = 0;
        if (c == '{' && rules_.braces && rules_.braces(text_.substr(at_), length, to_, line_)) {
            // What an override sets holds until the cue's end, under the tags.
            base_ = to_.look;
            at_ += length;
            to_.look = tags_.look(base_);
            return;
        }
        line_ += c == '\n' ? 1 : 0;
        to_.append(c);
        ++at_;
    }

    bool take_tag() {
        const std::optional<Tag> tag = tag_at(text_, at_);
        if (!tag) return false;
        const std::string_view whole = text_.substr(at_, tag->length);
        at_ += tag->length;
        if (equal_ignoring_case(tag->name, "br")) {
            to_.append('\n');
        } else if (tag->closing) {
            tags_.close(tag->name);
        } else if (is_digit(tag->name[0])) {
            findings_.dropped_style("<time>", line_);
        } else if (const std::optional<TagEffect> effect = effect_of(*tag)) {
            if (!tag->rest.ends_with('/')) tags_.open(tag->name, *effect);
        } else {
            findings_.unknown_tag("<" + std::string(tag->name) + ">", line_);
        }
        line_ += static_cast<int>(std::count(whole.begin(), whole.end(), '\n'));
        to_.look = tags_.look(base_);
        return true;
    }

    std::optional<TagEffect> effect_of(const Tag& tag) {
        std::optional<TagEffect> effect = rules_.effect_of ? rules_.effect_of(tag, line_) : std::nullopt;
        return effect ? effect : common_effect(tag);
    }

    std::string_view text_;
    int line_;
    const MarkupRules& rules_;
    Findings& findings_;
    StyledText& to_;
    TextLookAsked base_;
    OpenTags tags_;
    size_t at_ = 0;
};

}  // namespace

std::optional<Tag> tag_at(std::string_view text, size_t at) {
    std::string_view inside = text.substr(at + 1, kMaxTagLength);
    size_t skipped = 0;
    while (skipped < inside.size() && inside[skipped] == ' ') ++skipped;
    inside.remove_prefix(skipped);
    Tag tag;
    tag.closing = inside.starts_with('/');
    if (tag.closing) inside.remove_prefix(1);
    tag.name = inside.substr(0, name_length(inside));
    if (tag.name.empty()) return std::nullopt;
    const size_t end = inside.find_first_of("<>", tag.name.size());
    if (end == std::string_view::npos || inside[end] == '<') return std::nullopt;
    tag.rest = inside.substr(tag.name.size(), end - tag.name.size());
    const bool parted = tag.rest.empty() || is_blank_char(tag.rest[0]) || tag.rest[0] == '.' || tag.rest[0] == '/';
    if (!parted || !is_tag_rest(tag.name, tag.rest)) return std::nullopt;
    if (skipped > 0 && !common_effect(tag) && !is_one_of(tag.name, {"font", "br"})) return std::nullopt;  // "a < b >"
    tag.length = 1 + skipped + (tag.closing ? 1 : 0) + end + 1;
    return tag;
}

std::optional<Entity> entity_at(std::string_view text, size_t at) {
    const std::string_view name = text.substr(at + 1, kMaxEntityLength);
    const size_t end = name.find(';');
    if (end == std::string_view::npos || end == 0) return std::nullopt;
    char32_t code = 0;
    if (name[0] == '#') {
        const bool hexadecimal = end > 1 && lower(name[1]) == 'x';
        const std::string_view digits = name.substr(hexadecimal ? 2 : 1, end - (hexadecimal ? 2 : 1));
        uint32_t value = 0;
        const auto [stop, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? 16 : 10);
        if (error != std::errc() || stop != digits.data() + digits.size()) return std::nullopt;
        code = value;
    } else {
        code = named_entity(name.substr(0, end));
    }
    if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return std::nullopt;
    Entity entity{"", end + 2};
    append_utf8(entity.text, code == '\r' ? U'\n' : code);
    return entity;
}

std::optional<std::string_view> attribute(std::string_view attributes, std::string_view name) {
    while (!(attributes = trimmed(attributes)).empty()) {
        const size_t equal = attributes.find('=');
        if (equal == std::string_view::npos) return std::nullopt;
        const std::string_view key = trimmed(attributes.substr(0, equal));
        attributes = trimmed(attributes.substr(equal + 1));
        std::string_view value;
        if (!attributes.empty() && (attributes[0] == '"' || attributes[0] == '\'')) {
            const char quote = attributes[0];
            attributes.remove_prefix(1);
            value = take_until(attributes, quote);
        } else {
            const size_t end = std::min(attributes.find_first_of(" \t\n/"), attributes.size());
            value = attributes.substr(0, end);
            attributes.remove_prefix(std::min(attributes.size(), end + 1));
        }
        if (equal_ignoring_case(key, name)) return value;
    }
    return std::nullopt;
}

void read_markup(std::string_view text, int line, const MarkupRules& rules, Findings& findings, StyledText& to) {
    MarkupReader(text, line, rules, findings, to).read();
}

}  // namespace gatecast
