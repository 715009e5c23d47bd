// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of a PDF as slides, drawn by poppler at the size they are shown in. Made by open_source.
#pragma once

#include "pipeline/scene/sources/source.h"

namespace gatecast {

/// Throws Error when it cannot be opened.
[[nodiscard]] int count_pages(const std::filesystem::path& file);

[[nodiscard]] std::unique_ptr<FrameSource> open_document(const Clip& clip, const SourceOptions& options);

}  // namespace gatecast
