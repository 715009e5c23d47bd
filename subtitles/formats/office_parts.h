// SPDX-License-Identifier: GPL-3.0-or-later
// The zip and XML around Word's and Excel's files, opened with limits: a small file must not become a large one in
// memory. Used by the readers of .docx and .xlsx, from memory, on any thread.
#pragma once

#include <zip.h>

#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "subtitles/cue.h"

namespace gatecast::office {

inline constexpr int64_t kMaxEntries = 4096;
inline constexpr uint64_t kMaxPartBytes = 64ull << 20;
inline constexpr int kMaxXmlDepth = 256;

/// What the first bytes of a file say it is; everything but kZip is answered with a sentence about saving it anew.
enum class Container : uint8_t {
    kNone,
    kZip,
    kOldWord,
    kOldExcel,
    kOle,
    kEncrypted,
    kOpenDocumentText,
    kOpenDocumentSheet
};
[[nodiscard]] Container container_of(std::string_view bytes);

/// How sure the bytes are of a kind of Office file: `holds` looks for its parts in a zip; `old` and `open_document` are
/// its other forms, which are refused with a sentence.
[[nodiscard]] int sniffed(std::string_view bytes, Container old, Container open_document,
                          bool (*holds)(std::string_view zip));

/// The sentence for a container that is not read here, as a Problem. `extension`: "docx", to save it as.
[[nodiscard]] Problem refusal(Container container, const char* extension);
[[nodiscard]] Problem broken_file();

/// A name without its namespace prefix: writers choose their own.
[[nodiscard]] std::string_view local_name(const pugi::xml_node& node);
[[nodiscard]] pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
/// The attribute's value, "" where it is not.
[[nodiscard]] std::string_view attribute(const pugi::xml_node& node, std::string_view name);
/// An on/off property as Office writes it: there, and not "0", "false", "off".
[[nodiscard]] bool is_on(const pugi::xml_node& property);

struct Relationship {
    std::string id;
    std::string type;  // behind its last '/': "worksheet", "officeDocument"
    std::string target;
};

class Parts {
public:
    /// `bytes` must outlive this. Nothing opened: `problem` says why.
    explicit Parts(std::string_view bytes);

    [[nodiscard]] bool opened() const { return archive_ != nullptr; }
    [[nodiscard]] const std::optional<Problem>& problem() const { return problem_; }

    /// Nothing where there is no such part; a Problem is kept where it is there and cannot be read.
    [[nodiscard]] std::unique_ptr<pugi::xml_document> xml(const std::string& name);
    /// Of a part ("" is the whole file); targets are resolved to names of parts.
    [[nodiscard]] std::vector<Relationship> relationships(const std::string& part);
    /// The part that holds the document, wherever this writer put it.
    [[nodiscard]] std::string main_part(const char* usual);

private:
    [[nodiscard]] std::optional<std::string> bytes_of(const std::string& name);
    struct Discard {
        void operator()(zip_t* archive) const { zip_discard(archive); }
    };
    std::unique_ptr<zip_t, Discard> archive_;
    std::optional<Problem> problem_;
};

}  // namespace gatecast::office
