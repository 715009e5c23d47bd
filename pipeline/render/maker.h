// SPDX-License-Identifier: GPL-3.0-or-later
// Who made a thing that stands only while its maker works: the process, its machine, and this start of the machine.
// Part of the names of such things, since several machines may share a store. Any thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace gatecast {

/// This process: "4711-gate1-5f3a9c01". No dots.
[[nodiscard]] std::string maker();

/// Whether the maker of a thing ended. A process of this machine is looked for (also a bare number, as earlier versions
/// wrote it); one of another machine, or of this one before it was started anew, counts as ended when the thing, or
/// what is in it, did not change for a day by the clock of its own file system.
[[nodiscard]] bool is_left_over(const std::filesystem::path& thing, std::string_view maker) noexcept;

/// Whether a process runs on this machine; one that ended and waits to be buried does not.
[[nodiscard]] bool process_lives(int process) noexcept;

}  // namespace gatecast
