// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/console/event_stream.h"

#include "pipeline/console/desk_link.h"

namespace gatecast {

namespace {

constexpr size_t kMostWatchers = 64;
constexpr unsigned kLook_ms = 500;
constexpr int kQuietLooks = 20;  // a comment every ten seconds

}  // namespace

EventStream::EventStream(std::filesystem::path desk)
    : desk_(std::move(desk)), timer_(g_timeout_add(kLook_ms, on_time, this)) {}

EventStream::~EventStream() {
    g_source_remove(timer_);
    for (Watcher& each : watchers_) {
        g_signal_handler_disconnect(each.message, each.finished);
        g_signal_handler_disconnect(each.message, each.wrote);
        g_object_unref(each.message);
    }
}

bool EventStream::admit(SoupServerMessage* message) {
    if (watchers_.size() >= kMostWatchers) return false;
    SoupMessageHeaders* headers = soup_server_message_get_response_headers(message);
    soup_message_headers_set_encoding(headers, SOUP_ENCODING_CHUNKED);
    soup_message_headers_set_content_type(headers, "text/event-stream", nullptr);
    soup_message_headers_replace(headers, "Cache-Control", "no-store");
    soup_server_message_set_status(message, SOUP_STATUS_OK, nullptr);
    soup_message_body_set_accumulate(soup_server_message_get_response_body(message), FALSE);
    Watcher& watcher = watchers_.emplace_back();
    watcher.stream = this;
    watcher.message = SOUP_SERVER_MESSAGE(g_object_ref(message));
    watcher.finished = g_signal_connect(message, "finished", G_CALLBACK(on_finished), &watcher);
    watcher.wrote = g_signal_connect(message, "wrote-chunk", G_CALLBACK(on_wrote_chunk), &watcher);
    write(watcher, last_.empty() ? ": hello\n\n" : last_);
    return true;
}

int EventStream::on_time(void* self) {
    static_cast<EventStream*>(self)->look();
    return G_SOURCE_CONTINUE;
}

void EventStream::look() {
    if (watchers_.empty() || asked_) return;
    asked_ = true;
    ask_desk(desk_, {{"order", "status"}}, [this](const DeskAnswer& answer) {
        asked_ = false;
        const std::string state =
            answer.reached ? answer.body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) : "";
        const std::string event =
            answer.reached ? "event: status\ndata: " + state + "\n\n" : "event: lost\ndata: {}\n\n";
        if (event != last_) return tell_all(last_ = event);
        if (++quiet_ >= kQuietLooks) tell_all(": still here\n\n");
    });
}

void EventStream::tell_all(const std::string& event) {
    quiet_ = 0;
    for (Watcher& each : watchers_) write(each, event);
}

void EventStream::write(Watcher& watcher, const std::string& text) {
    if (!watcher.ready) {
        watcher.unsent = text;
        return;
    }
    watcher.ready = false;
    soup_message_body_append(soup_server_message_get_response_body(watcher.message), SOUP_MEMORY_COPY, text.data(),
                             text.size());
    soup_server_message_unpause(watcher.message);
}

void EventStream::on_wrote_chunk(SoupServerMessage*, Watcher* watcher) {
    watcher->ready = true;
    if (!watcher->unsent.empty()) watcher->stream->write(*watcher, std::exchange(watcher->unsent, {}));
}

void EventStream::on_finished(SoupServerMessage* message, Watcher* watcher) {
    g_signal_handler_disconnect(message, watcher->finished);
    g_signal_handler_disconnect(message, watcher->wrote);
    EventStream* stream = watcher->stream;
    stream->watchers_.remove_if([&](const Watcher& each) { return &each == watcher; });
    g_object_unref(message);
}

}  // namespace gatecast
