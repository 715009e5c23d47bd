// SPDX-License-Identifier: GPL-3.0-or-later
// Everybody who watches a site: each change of its state goes to all of them as a server-sent event, a comment now and
// then keeps their lines open. One who does not read loses the line. On the main loop's thread.
#pragma once

#include <libsoup/soup.h>

#include <filesystem>
#include <list>
#include <string>

namespace gatecast {

class EventStream {
public:
    explicit EventStream(std::filesystem::path desk);
    ~EventStream();
    EventStream(const EventStream&) = delete;
    EventStream& operator=(const EventStream&) = delete;

    /// False: there are too many already.
    [[nodiscard]] bool admit(SoupServerMessage* message);

private:
    struct Watcher {
        EventStream* stream = nullptr;
        SoupServerMessage* message = nullptr;
        gulong finished = 0, wrote = 0;
        bool ready = true;   // what was written last has gone
        std::string unsent;  // only the newest state is worth sending
    };

    void look();
    void tell_all(const std::string& event);
    void write(Watcher& watcher, const std::string& text);
    static int on_time(void* self);
    static void on_finished(SoupServerMessage* message, Watcher* watcher);
    static void on_wrote_chunk(SoupServerMessage* message, Watcher* watcher);

    std::filesystem::path desk_;
    std::list<Watcher> watchers_;
    std::string last_;
    int quiet_ = 0;  // looks since something was sent
    bool asked_ = false;
    unsigned timer_ = 0;
};

}  // namespace gatecast
