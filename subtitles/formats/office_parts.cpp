// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/office_parts.h"

#include <array>

namespace gatecast::office {
namespace {

Problem error(const char* code, Message text) {
    Problem problem;
    problem.severity = Severity::kError;
    problem.code = code;
    problem.message = std::move(text);
    return problem;
}

/// Names in an OLE directory are UTF-16.
bool holds_utf16(std::string_view bytes, std::string_view name) {
    std::string wide;
    for (const char c : name) wide += {c, '\0'};
    return bytes.find(wide) != std::string_view::npos;
}

Container kind_of_ole(std::string_view bytes) {
    if (holds_utf16(bytes, "EncryptedPackage")) return Container::kEncrypted;
    if (holds_utf16(bytes, "WordDocument")) return Container::kOldWord;
    if (holds_utf16(bytes, "Workbook") || holds_utf16(bytes, "Book")) return Container::kOldExcel;
    return Container::kOle;
}

class Depth : public pugi::xml_tree_walker {
public:
    bool for_each(pugi::xml_node&) override { return depth() < kMaxXmlDepth; }
};

/// "../media/x.xml" beside "xl/worksheets/sheet1.xml" is "xl/media/x.xml".
std::string resolved(const std::string& part, std::string_view target) {
    if (!target.empty() && target.front() == '/') return std::string(target.substr(1));
    std::string folder = part.substr(0, part.rfind('/') == std::string::npos ? 0 : part.rfind('/') + 1);
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        const size_t above = folder.size() < 2 ? std::string::npos : folder.rfind('/', folder.size() - 2);
        folder.resize(above == std::string::npos ? 0 : above + 1);
    }
    if (target.starts_with("./")) target.remove_prefix(2);
    return folder + std::string(target);
}

}  // namespace

Container container_of(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) return kind_of_ole(bytes);
    if (!bytes.starts_with("PK\x03\x04"sv)) return Container::kNone;
    const std::string_view head = bytes.substr(0, 200);
    if (head.find("vnd.oasis.opendocument.text"sv) != head.npos) return Container::kOpenDocumentText;
    if (head.find("vnd.oasis.opendocument.spreadsheet"sv) != head.npos) return Container::kOpenDocumentSheet;
    return Container::kZip;
}

Problem broken_file() {
    return error("broken-file", message("The file is damaged or was not copied whole. Open it in Word or Excel, save "
                                        "it under a new name, and use that."));
}

int sniffed(std::string_view bytes, Container old, Container open_document, bool (*holds)(std::string_view zip)) {
    const Container container = container_of(bytes);
    if (container == Container::kZip) return bytes.find("[Content_Types].xml") != bytes.npos && holds(bytes) ? 95 : 0;
    if (container == old || container == open_document) return 90;
    // The file's name decides whose it is.
    return container == Container::kEncrypted || container == Container::kOle ? 60 : 0;
}

Problem refusal(Container container, const char* extension) {
    switch (container) {
        case Container::kEncrypted:
            return error("encrypted-file", message("The file is protected by a password. Open it, remove the password, "
                                                   "and save it as .{}.",
                                                   extension));
        case Container::kOldWord:
            return error("old-format", message("This is Word's old format (.doc). Open it and save it as .docx."));
        case Container::kOldExcel:
            return error("old-format", message("This is Excel's old format (.xls). Open it and save it as .xlsx."));
        case Container::kOpenDocumentText:
            return error("old-format", message("This is an OpenDocument text. Open it and save it as .docx."));
        case Container::kOpenDocumentSheet:
            return error("old-format", message("This is an OpenDocument spreadsheet. Open it and save it as .xlsx."));
        case Container::kOle:
            return error("old-format", message("This is an old Office format. Open it and save it as .{}.", extension));
        case Container::kNone:
        case Container::kZip:
            break;
    }
    return broken_file();
}

std::string_view local_name(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const size_t colon = name.find(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
    return node.find_child([&](const pugi::xml_node& each) { return local_name(each) == name; });
}

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
    for (const pugi::xml_attribute& each : node.attributes()) {
        std::string_view full = each.name();
        if (const size_t colon = full.find(':'); colon != full.npos) full.remove_prefix(colon + 1);
        if (full == name) return each.value();
    }
    return {};
}

bool is_on(const pugi::xml_node& property) {
    if (!property) return false;
    const std::string_view value = attribute(property, "val");
    return value != "0" && value != "false" && value != "off" && value != "none";
}

Parts::Parts(std::string_view bytes) {
    zip_error_t failure;
    zip_error_init(&failure);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &failure);
    if (source) archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &failure));
    if (source && !archive_) zip_source_free(source);
    zip_error_fini(&failure);
    if (!archive_) {
        problem_ = broken_file();
    } else if (zip_get_num_entries(archive_.get(), 0) > kMaxEntries) {
        archive_.reset();
        problem_ = error("too-large", message("The file holds more than {} parts: no Office program writes that. Save "
                                              "the text into a new file.",
                                              kMaxEntries));
    }
}

std::optional<std::string> Parts::bytes_of(const std::string& name) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (!archive_ || zip_stat(archive_.get(), name.c_str(), ZIP_FL_NOCASE, &stat) != 0) return std::nullopt;
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE) {
        problem_ = refusal(Container::kEncrypted, "docx or .xlsx");
        return std::nullopt;
    }
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen_index(archive_.get(), stat.index, 0),
                                                                 zip_fclose);
    if (!file) {
        problem_ = broken_file();
        return std::nullopt;
    }
    std::string bytes;
    std::array<char, 65536> piece;  // what the directory says of the size is not trusted
    for (zip_int64_t got; (got = zip_fread(file.get(), piece.data(), piece.size())) != 0;) {
        if (got < 0) {
            problem_ = broken_file();
            return std::nullopt;
        }
        bytes.append(piece.data(), static_cast<size_t>(got));
        if (bytes.size() > kMaxPartBytes) {
            problem_ = error("too-large", message("The text in the file is larger than {} MB. Copy the table into a "
                                                  "new file and use that.",
                                                  kMaxPartBytes >> 20));
            return std::nullopt;
        }
    }
    return bytes;
}

std::unique_ptr<pugi::xml_document> Parts::xml(const std::string& name) {
    const std::optional<std::string> bytes = bytes_of(name);
    if (!bytes) return nullptr;
    auto document = std::make_unique<pugi::xml_document>();
    constexpr unsigned kKeepLoneSpaces = pugi::parse_default | pugi::parse_ws_pcdata_single;
    const pugi::xml_parse_result result = document->load_buffer(bytes->data(), bytes->size(), kKeepLoneSpaces);
    Depth depth;
    if (!result || !document->traverse(depth)) {
        problem_ = broken_file();
        return nullptr;
    }
    return document;
}

std::vector<Relationship> Parts::relationships(const std::string& part) {
    const size_t slash = part.rfind('/');
    const size_t name = slash == std::string::npos ? 0 : slash + 1;
    std::vector<Relationship> found;
    const auto document = xml(part.substr(0, name) + "_rels/" + part.substr(name) + ".rels");
    if (!document) return found;
    for (const pugi::xml_node& each : document->document_element().children()) {
        const std::string_view type = attribute(each, "Type");
        if (attribute(each, "TargetMode") == "External") continue;
        found.push_back({std::string(attribute(each, "Id")), std::string(type.substr(type.rfind('/') + 1)),
                         resolved(part, attribute(each, "Target"))});
    }
    return found;
}

std::string Parts::main_part(const char* usual) {
    for (const Relationship& each : relationships(""))
        if (each.type == "officeDocument") return each.target;
    return usual;
}

}  // namespace gatecast::office
