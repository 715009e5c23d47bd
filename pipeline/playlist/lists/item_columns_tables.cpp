// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of the table of item columns. Words are in small letters, with their marks; they are found without them too.
#include <array>

#include "pipeline/playlist/lists/folded.h"
#include "pipeline/playlist/lists/item_cells.h"
#include "presets/option_table.h"
#include "presets/text.h"

namespace gatecast {
namespace {

template <auto First, auto... Rest>
void set_text(ItemDraft& draft, const Cell& cell, const CellContext&) {
    part_of<First, Rest...>(draft.item) = std::string(cell.text);
}
template <auto First, auto... Rest>
std::string get_text(const Item& item) {
    return part_of<First, Rest...>(item);
}

template <auto Member>
void set_length(ItemDraft& draft, const Cell& cell, const CellContext& context) {
    if (const auto length = cells::length_of(cell, context)) draft.item.*Member = length;
}
template <auto Member>
std::string get_length(const Item& item) {
    return item.*Member ? written_length(*(item.*Member)) : "";
}

constexpr char kKind[] = "kind", kTopic[] = "topic", kProvenance[] = "provenance", kRun[] = "run",
               kAgeLabel[] = "age_label";
template <auto Member, const char* list>
void set_choice(ItemDraft& draft, const Cell& cell, const CellContext& context) {
    draft.item.fields.*Member = cells::choice_of(list, cell, context);
}

void set_id(ItemDraft& draft, const Cell& cell, const CellContext&) {
    draft.item.id = slug_of(cell.text);
}
std::string get_start(const Item& item) {
    return item.start ? written_clock(*item.start) : "";
}
std::string get_relay(const Item& item) {
    return item.relay ? item.relay->source : "";
}
void set_at_most(ItemDraft& draft, const Cell& cell, const CellContext& context) {
    draft.at_most = cells::length_of(cell, context);
}
std::string get_at_most(const Item& item) {
    return item.relay && item.relay->at_most ? written_length(*item.relay->at_most) : "";
}
void set_as_written(ItemDraft& draft, const Cell& cell, const CellContext&) {
    draft.as_written = std::string(cell.text);
}
std::string get_media(const Item& item) {
    return item.media.string();
}
std::string get_as_written(const Item& item) {
    return item.media_as_written != item.media.string() ? item.media_as_written : "";
}
void set_spoken(ItemDraft& draft, const Cell& cell, const CellContext& context) {
    draft.item.fields.spoken = cells::language_of(cell, context);
}
void set_subtitle_languages(ItemDraft& draft, const Cell& cell, const CellContext& context) {
    draft.item.fields.subtitle_languages = cells::languages_of(cell, context);
}
std::string get_subtitle_languages(const Item& item) {
    return joined(item.fields.subtitle_languages);
}
void set_gates(ItemDraft& draft, const Cell& cell, const CellContext&) {
    draft.item.fields.gates = split_list(cell.text, ",;\n");
}
std::string get_gates(const Item& item) {
    return joined(item.fields.gates);
}
std::string get_silent(const Item& item) {
    return item.silent ? "yes" : "";
}

// key, title, words above it, closed list, width, always there, help, set, get
constexpr std::array kColumns{
    ItemColumn{"start", "Giờ phát / Start",
               "giờ|giờ phát sóng|giờ bắt đầu|bắt đầu|thời gian|thời gian phát|thời gian phát sóng|thời điểm|giờ chiếu|"
               "khung giờ|start|start time|time|on air|air time|begins",
               nullptr, 11, true, N_("05:30, 5h30 or 24:30; empty: follows the item before"), cells::set_start,
               get_start},
    ItemColumn{"ends", "Kết thúc / Ends", "giờ kết thúc|hết|đến|end|end time|ends|until", nullptr, 11, false,
               N_("Of a live relay: a time, or \"người vận hành\" where the operator ends it"), cells::set_ends,
               cells::written_end},
    ItemColumn{"at_most", "Nhiều nhất / At most", "tối đa|không quá|max|at most", nullptr, 11, false,
               N_("How long a relay may last at most: 1h30"), set_at_most, get_at_most},
    ItemColumn{"duration", "Thời lượng / Duration", "độ dài|tl|t lượng|length|duration|dur|run time|thời gian dài",
               nullptr, 12, true, N_("00:05:30, 5'30\" or 90s; measured on the file where there is one"),
               set_length<&Item::duration>, get_length<&Item::duration>},
    ItemColumn{"title_vi", "Tên chương trình / Title",
               "tên|tiêu đề|tựa|tựa đề|chương trình|nội dung|nội dung chương trình|tên phim|tên tác phẩm|tên mục|title|"
               "name|programme|program",
               nullptr, 40, true, N_("In Vietnamese"), set_text<&Item::title_vi>, get_text<&Item::title_vi>},
    ItemColumn{"title_en", "Tên tiếng Anh / Title en", "", nullptr, 32, true, N_("In English"),
               set_text<&Item::title_en>, get_text<&Item::title_en>},
    ItemColumn{"title_km", "Tên tiếng Khmer / Title km", "", nullptr, 32, true, N_("In Khmer"),
               set_text<&Item::title_km>, get_text<&Item::title_km>},
    ItemColumn{
        "media", "Tệp / File",
        "file|tập tin|tệp tin|tên file|tên tệp|file phim|file hình|file video|file phát|đường dẫn|link file|phim|"
        "media|clip|video|path|source file|tư liệu|nguồn file",
        nullptr, 44, true, N_("Path or name of the file; \"trực tiếp: nguon-1\" for a live relay"), cells::set_media,
        get_media},
    ItemColumn{"as_written", nullptr, "", nullptr, 0, false, N_("How the list named the file"), set_as_written,
               get_as_written},
    ItemColumn{"relay", "Nguồn trực tiếp / Relay", "trực tiếp|nguồn|tiếp sóng|live|live source|relay|source", nullptr,
               16, false, N_("Name of a source of the site, of a live relay"), cells::set_relay, get_relay},
    ItemColumn{"in", "Vào / In", "điểm vào|từ|cắt từ|tc in|in point|mark in", nullptr, 11, false,
               N_("Where the part that is shown begins in the file"), set_length<&Item::in>, get_length<&Item::in>},
    ItemColumn{"out", "Ra / Out", "điểm ra|cắt đến|tc out|out point|mark out", nullptr, 11, false, N_("Where it ends"),
               set_length<&Item::out>, get_length<&Item::out>},
    ItemColumn{"cues", "Phụ đề {0} / Subtitles {0}", "file phụ đề|file sub|sub|subs|subtitle|cue|cues|lời dịch|srt",
               nullptr, 28, false, N_("Subtitle files, a column a language; empty: those beside the file"),
               cells::set_cues, nullptr},
    ItemColumn{kKind, "Thể loại / Kind", "loại|loại hình|dạng|thể tài|genre|category|type", kKind, 18, true,
               N_("From the list"), set_choice<&ItemFields::kind, kKind>, get_text<&Item::fields, &ItemFields::kind>},
    ItemColumn{kTopic, "Chủ đề / Topic", "đề tài|lĩnh vực|mảng|subject", kTopic, 24, true, N_("From the list"),
               set_choice<&ItemFields::topic, kTopic>, get_text<&Item::fields, &ItemFields::topic>},
    ItemColumn{kProvenance, "Nguồn gốc / Provenance", "xuất xứ|nguồn sản xuất|nguồn chương trình|origin", kProvenance,
               16, true, N_("From the list"), set_choice<&ItemFields::provenance, kProvenance>,
               get_text<&Item::fields, &ItemFields::provenance>},
    ItemColumn{kRun, "Lần phát / Run", "phát mới phát lại|mới lại|lượt phát|first run|repeat", kRun, 12, true,
               N_("From the list"), set_choice<&ItemFields::run, kRun>, get_text<&Item::fields, &ItemFields::run>},
    ItemColumn{kAgeLabel, "Nhãn tuổi / Age label", "phân loại|cảnh báo|mức phân loại|độ tuổi|rating|age", kAgeLabel, 10,
               false, N_("From the list"), set_choice<&ItemFields::age_label, kAgeLabel>,
               get_text<&Item::fields, &ItemFields::age_label>},
    ItemColumn{"owner", "Đơn vị / Owner", "cơ quan|đơn vị sản xuất|đơn vị thực hiện|chủ sở hữu|agency|producer",
               nullptr, 20, false, N_("The agency it belongs to"), set_text<&Item::fields, &ItemFields::owner>,
               get_text<&Item::fields, &ItemFields::owner>},
    ItemColumn{"programme", "Nguồn kinh phí / Budget line",
               "kinh phí|đề án|kế hoạch|chương trình ngân sách|dự án|budget", nullptr, 20, false,
               N_("Programme or budget line"), set_text<&Item::fields, &ItemFields::programme>,
               get_text<&Item::fields, &ItemFields::programme>},
    ItemColumn{"spoken", "Tiếng nói / Spoken", "ngôn ngữ|thuyết minh|lời bình|language|audio|tiếng", nullptr, 10, false,
               N_("Language that is spoken: vi, en, km"), set_spoken, get_text<&Item::fields, &ItemFields::spoken>},
    ItemColumn{"subtitle_languages", "Ngôn ngữ phụ đề / Subtitle languages", "tiếng phụ đề|subtitle languages", nullptr,
               14, false, N_("vi, en, km"), set_subtitle_languages, get_subtitle_languages},
    ItemColumn{"rights_until", "Bản quyền đến / Rights until", "bản quyền|hạn bản quyền|thời hạn bản quyền|rights",
               nullptr, 13, false, N_("Last day on which it may be shown: 31/12/2026"), cells::set_rights,
               get_text<&Item::fields, &ItemFields::rights_until>},
    ItemColumn{"translator", "Người dịch / Translator", "biên dịch|dịch", nullptr, 18, false, N_("Who translated it"),
               set_text<&Item::fields, &ItemFields::translator>, get_text<&Item::fields, &ItemFields::translator>},
    ItemColumn{"proofreader", "Hiệu đính / Proofreader", "người hiệu đính|soát lỗi|proof", nullptr, 18, false,
               N_("Who read the translation again"), set_text<&Item::fields, &ItemFields::proofreader>,
               get_text<&Item::fields, &ItemFields::proofreader>},
    ItemColumn{"approval", "Văn bản duyệt / Approval",
               "duyệt|số duyệt|số văn bản|giấy phép|quyết định|approval|approved by|document", nullptr, 20, true,
               N_("Number of the document that released it"), set_text<&Item::fields, &ItemFields::approval>,
               get_text<&Item::fields, &ItemFields::approval>},
    ItemColumn{"gates", "Cửa khẩu / Gates", "nơi chiếu|địa điểm|gate|gates|sites", nullptr, 18, false,
               N_("Where it may be shown; empty: everywhere"), set_gates, get_gates},
    ItemColumn{"graphics", "Đồ họa / Graphics", "đồ hoạ|bộ đồ họa|graphics|template", nullptr, 14, false,
               N_("Name of a programme of graphics"), set_text<&Item::graphics>, get_text<&Item::graphics>},
    ItemColumn{"words", "Chữ {0} / Words {0}", "", nullptr, 24, false, N_("Words for its graphics: words.place.vi"),
               cells::set_words, nullptr},
    ItemColumn{"silent", "Không tiếng / Silent", "không có tiếng|câm|silent|mute", nullptr, 9, false,
               N_("x where it has no sound by intention"), cells::set_silent, get_silent},
    ItemColumn{"id", "Mã / ID", "mã số|mã chương trình|mã băng|mã file|ký hiệu|code|id|clip id", nullptr, 20, true,
               N_("Its own name in records; empty: made from its title"), set_id, get_text<&Item::id>},
    ItemColumn{"date", nullptr, "ngày|ngày phát|ngày phát sóng|date|day", nullptr, 0, false,
               N_("Of lists that hold several days"), cells::set_date, nullptr},
};

}  // namespace

std::span<const ItemColumn> item_columns() {
    return kColumns;
}

}  // namespace gatecast
