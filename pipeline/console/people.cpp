// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/console/people.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace gatecast {

namespace fs = std::filesystem;

namespace {

constexpr const char* kHead = "name\trole\ttoken\n";
constexpr size_t kToken_bytes = 24;

std::string hash_of(std::string_view token) {
    unsigned char hash[crypto_generichash_BYTES];
    crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(token.data()), token.size(), nullptr,
                       0);
    std::string hex(2 * sizeof hash + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), hash, sizeof hash);
    hex.pop_back();
    return hex;
}

std::string new_token() {
    unsigned char bytes[kToken_bytes];
    randombytes_buf(bytes, sizeof bytes);
    std::string text(sodium_base64_ENCODED_LEN(sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.resize(std::strlen(text.c_str()));
    return text;
}

std::string identity_of(const fs::path& file) {
    struct stat info {};
    if (stat(file.c_str(), &info) != 0) return {};
    return fmt::format("{}.{}.{}.{}", info.st_ino, info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
}

Person person_of(const std::string& line, const fs::path& file, int number) {
    std::istringstream cells(line);
    Person person;
    std::string role;
    std::getline(cells, person.name, '\t');
    std::getline(cells, role, '\t');
    std::getline(cells, person.token_hash, '\t');
    const auto known = role_named(role);
    if (person.name.empty() || !known || person.token_hash.size() != 2 * crypto_generichash_BYTES)
        throw Error(
            message("{}, line {}: not a person. Write name, role (view, operate, release, admin) and the "
                    "token's hash between tabs, or use gatecast people add.",
                    file.string(), number));
    person.role = *known;
    return person;
}

std::vector<Person> read_people(const fs::path& file) {
    struct stat info {};
    if (stat(file.c_str(), &info) != 0)
        throw Error(message("{}: there is no file of people. Make it with gatecast people add.", file.string()));
    if ((info.st_mode & 077) != 0)
        throw Error(message("{}: others can read it. Close it with chmod 600.", file.string()));
    std::ifstream stream(file);
    if (!stream) throw Error(message("{}: cannot be read. Check who owns it.", file.string()));
    std::vector<Person> people;
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (line.empty() || line.front() == '#' || line + "\n" == kHead) continue;
        people.push_back(person_of(line, file, number));
    }
    return people;
}

void write_people(const fs::path& file, const std::vector<Person>& people) {
    std::string text = kHead;
    for (const Person& each : people) text += each.name + "\t" + name_of(each.role) + "\t" + each.token_hash + "\n";
    const fs::path part = file.string() + ".part." + std::to_string(getpid());
    const int out = open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const bool written =
        out >= 0 && write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(out) == 0;
    if (out >= 0) close(out);
    if (written && rename(part.c_str(), file.c_str()) == 0) return;
    const int why = errno;
    unlink(part.c_str());
    throw Error(message("{}: cannot be written ({}).", file.string(), std::strerror(why)));
}

}  // namespace

People::People(fs::path file) : file_(std::move(file)), identity_(identity_of(file_)), people_(read_people(file_)) {}

std::optional<Person> People::owner_of(std::string_view token) const {
    const std::string hash = hash_of(token);
    std::optional<Person> owner;
    for (const Person& each : people_)
        if (sodium_memcmp(each.token_hash.data(), hash.data(), hash.size()) == 0) owner = each;
    return owner;
}

std::optional<Message> People::refresh() {
    const std::string now = identity_of(file_);
    if (now == identity_) return {};
    identity_ = now;
    try {
        people_ = read_people(file_);
    } catch (const Error& error) {
        return error.message();
    }
    return {};
}

std::string People::add(const fs::path& file, const std::string& name, Role role) {
    if (name.empty() || name.find_first_of("\t\n\r") != std::string::npos)
        throw Error(message("A person's name is one line without tabs."));
    std::vector<Person> people;
    if (fs::exists(file)) people = read_people(file);
    std::erase_if(people, [&](const Person& each) { return each.name == name; });
    const std::string token = new_token();
    people.push_back({name, role, hash_of(token)});
    write_people(file, people);
    return token;
}

bool People::remove(const fs::path& file, const std::string& name) {
    std::vector<Person> people = read_people(file);
    if (std::erase_if(people, [&](const Person& each) { return each.name == name; }) == 0) return false;
    write_people(file, people);
    return true;
}

}  // namespace gatecast
