// SPDX-License-Identifier: GPL-3.0-or-later
// Presets written by a test into a directory of its own, gone with the fixture.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "presets/library.h"
#include "tests/folder.h"

namespace gatecast {

class PresetFiles : public testing::Test {
protected:
    std::filesystem::path write(const std::string& name, const std::string& text) const {
        const std::filesystem::path file = root_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        return file;
    }
    [[nodiscard]] PresetLibrary library() const { return PresetLibrary({root_, GATECAST_SHIPPED_PRESETS}); }

    /// What reading `name` complains of, without the directory in front of it; empty when it reads.
    [[nodiscard]] std::string complaint(PresetKind kind, const std::string& name) const {
        try {
            static_cast<void>(library().show(kind, name));
        } catch (const Error& error) {
            std::string text = error.what();
            const std::string prefix = root_.string() + "/";
            for (size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix))
                text.erase(at, prefix.size());
            return text;
        }
        return {};
    }
    [[nodiscard]] std::string display_complaint(const std::string& text) const {
        write("displays/a.toml", text);
        return complaint(PresetKind::kDisplay, "a");
    }
    [[nodiscard]] std::string encode_complaint(const std::string& text) const {
        write("encodes/a.toml", text);
        return complaint(PresetKind::kEncode, "a");
    }
    [[nodiscard]] Display display(const std::string& text) const {
        write("displays/a.toml", text);
        return library().display("a");
    }

    const test::TempFolder folder_;
    const std::filesystem::path& root_ = folder_.path();
};

}  // namespace gatecast
