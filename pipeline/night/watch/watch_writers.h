// SPDX-License-Identifier: GPL-3.0-or-later
// Whether somebody still writes a file: a copy over a share shows its final size long before its last byte. Called by
// the drop folder's one thread.
#pragma once

#include <cstdint>
#include <filesystem>

namespace gatecast {

enum class Writing : uint8_t {
    kNo,
    kYes,
    kUnknown,  // this machine does not say: other people's processes may not be looked into
};

/// The kernel is asked first (a read lease is refused while anybody writes; needs our own file or CAP_LEASE), then
/// every process whose open files may be seen. Writers on other machines of a network file system are seen by neither.
[[nodiscard]] Writing written_by_somebody(const std::filesystem::path& file);

/// The second way alone: what /proc shows.
[[nodiscard]] Writing written_by_a_seen_process(const std::filesystem::path& file);

}  // namespace gatecast
