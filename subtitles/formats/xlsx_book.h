// SPDX-License-Identifier: GPL-3.0-or-later
// A workbook's sheets as tables: what each cell shows. Used by read_xlsx.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "subtitles/formats/number_format.h"
#include "subtitles/formats/office_parts.h"
#include "subtitles/formats/table.h"

namespace gatecast::office {

struct SheetName {
    std::string name;
    std::string part;
    bool hidden = false;
};

class Workbook {
public:
    explicit Workbook(Parts& parts);

    [[nodiscard]] bool opened() const { return opened_; }
    [[nodiscard]] const std::vector<SheetName>& sheets() const { return sheets_; }
    /// Nothing: the sheet cannot be read. `cut`: it is larger than what is read.
    [[nodiscard]] std::optional<Table> read(const SheetName& sheet, bool& cut);

private:
    void read_strings(const std::string& part);
    void read_formats(const std::string& part);
    [[nodiscard]] TableCell cell_of(const pugi::xml_node& node) const;
    [[nodiscard]] TableCell number_cell(const pugi::xml_node& node, const std::string& value) const;

    Parts& parts_;
    bool opened_ = false;
    bool since_1904_ = false;
    std::vector<SheetName> sheets_;
    std::vector<std::string> strings_;
    std::vector<NumberFormat> formats_;  // by style index
};

}  // namespace gatecast::office
