// SPDX-License-Identifier: GPL-3.0-or-later
// A file descriptor that is closed with its owner. Used all over this room; any thread.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <string_view>
#include <utility>

namespace gatecast {

class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() { reset(); }
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        if (this != &other) reset(std::exchange(other.number_, -1));
        return *this;
    }

    [[nodiscard]] int get() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }
    void reset(int number = -1) {
        if (number_ >= 0) ::close(number_);
        number_ = number;
    }

private:
    int number_ = -1;
};

/// A file without a name that holds `text`, to be read from its start by whoever is given it.
[[nodiscard]] inline Descriptor nameless_file(std::string_view text) {
    Descriptor file(memfd_create("gatecast", MFD_CLOEXEC));
    const bool whole = file && write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
    return whole && lseek(file.get(), 0, SEEK_SET) == 0 ? std::move(file) : Descriptor();
}

}  // namespace gatecast
