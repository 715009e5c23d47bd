// SPDX-License-Identifier: GPL-3.0-or-later
// Who may give orders over the network: a file of people, each with a role and the hash of a token. Read when the
// console starts and again when the file changes; asked for every request, on the console's one thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/live/site/orders.h"

namespace gatecast {

struct Person {
    std::string name;
    Role role = Role::kView;
    std::string token_hash;  // BLAKE2b, 256 bits, hex
};

class People {
public:
    /// Throws Error where it cannot be read, is open to others (mode 0600 is asked for), or a line is wrong.
    explicit People(std::filesystem::path file);

    /// Whose token this is, at the same cost whoever it is; nothing: nobody's.
    [[nodiscard]] std::optional<Person> owner_of(std::string_view token) const;
    [[nodiscard]] const std::vector<Person>& all() const { return people_; }
    /// Reads again if the file has changed. A bad change is refused: the old people stay, and it says what is wrong.
    [[nodiscard]] std::optional<Message> refresh();

    /// Adds or replaces a person with a token of their own, which is returned and stored nowhere.
    [[nodiscard]] static std::string add(const std::filesystem::path& file, const std::string& name, Role role);
    /// False: there is no such person.
    [[nodiscard]] static bool remove(const std::filesystem::path& file, const std::string& name);

private:
    std::filesystem::path file_;
    std::string identity_;
    std::vector<Person> people_;
};

}  // namespace gatecast
