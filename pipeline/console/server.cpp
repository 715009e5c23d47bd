// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/console/server.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <libsoup/soup.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "pipeline/console/desk_link.h"
#include "pipeline/console/event_stream.h"
#include "pipeline/console/metrics.h"
#include "pipeline/console/open_api.h"
#include "pipeline/console/people.h"
#include "pipeline/console/rate_limit.h"
#include "pipeline/console/request.h"
#include "pipeline/live/mixer/thumbnails.h"

namespace gatecast {

using nlohmann::json;

namespace {

constexpr goffset kLongestOrder_bytes = 64 << 10;
constexpr unsigned kLookAround_ms = 250;
constexpr Time kLongestRequest = std::chrono::seconds(20);  // to come in, and to be answered
constexpr guint kTooManyRequests = 429;                     // libsoup has no name for it
constexpr std::string_view kDisplays = "/v1/displays/", kPictureEnd = ".jpg";
constexpr const char* kOwner = "socket";  // who comes by the Unix socket

Time monotonic() {
    return std::chrono::duration_cast<Time>(std::chrono::steady_clock::now().time_since_epoch());
}

/// A message that waits for the desk's answer; it may be gone by then.
class Waiting {
public:
    explicit Waiting(SoupServerMessage* message) : message_(SOUP_SERVER_MESSAGE(g_object_ref(message))) {
        gone_ = g_signal_connect(message, "finished", G_CALLBACK(on_finished), this);
        soup_server_message_pause(message);
    }
    ~Waiting() {
        if (gone_ != 0) g_signal_handler_disconnect(message_, gone_);
        g_object_unref(message_);
    }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;

    /// Null: whoever asked has gone.
    [[nodiscard]] SoupServerMessage* message() const { return gone_ != 0 ? message_ : nullptr; }
    void go_on() const { soup_server_message_unpause(message_); }

private:
    static void on_finished(SoupServerMessage* message, Waiting* self) {
        g_signal_handler_disconnect(message, std::exchange(self->gone_, 0));
    }

    SoupServerMessage* message_;
    gulong gone_ = 0;
};

class Server {
public:
    Server(const ConsoleSettings& settings, const ConsoleTools& tools);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    void run();

private:
    void listen_on_socket();
    void listen_on_tcp();
    void set_certificate();

    void serve(SoupServerMessage* message, const std::string& path);
    void serve_order(SoupServerMessage* message, const Order& order, const Person& person);
    void serve_picture(SoupServerMessage* message, const std::string& display) const;
    void serve_status(SoupServerMessage* message,
                      const std::function<void(SoupServerMessage*, const DeskAnswer&)>& answer);
    [[nodiscard]] std::optional<Person> admit(SoupServerMessage* message);
    void pass_on(SoupServerMessage* message, json order);

    static void on_request(SoupServer*, SoupServerMessage* message, const char* path, GHashTable*, gpointer self);
    static void on_headers(SoupServer*, SoupServerMessage* message, const char*, GHashTable*, gpointer);
    static void on_begun(SoupServer*, SoupServerMessage* message, gpointer self);
    static void on_over(SoupServer*, SoupServerMessage* message, gpointer self);
    static gboolean on_time(gpointer self);
    void hang_up_on_the_slow();

    const ConsoleSettings& settings_;
    const ConsoleTools& tools_;
    std::optional<People> people_;
    RateLimit by_person_{60, 30};
    RateLimit by_wrong_token_{10, 0.2};
    SoupServer* server_;
    GMainLoop* loop_;
    std::unique_ptr<EventStream> events_;
    unsigned timer_ = 0;
    std::map<SoupServerMessage*, Time> under_way_;  // requests, since when
};

Server::Server(const ConsoleSettings& settings, const ConsoleTools& tools)
    : settings_(settings),
      tools_(tools),
      server_(soup_server_new("server-header", "gatecast", nullptr)),
      loop_(g_main_loop_new(nullptr, FALSE)) {
    soup_server_add_early_handler(server_, nullptr, on_headers, this, nullptr);
    soup_server_add_handler(server_, nullptr, on_request, this, nullptr);
    g_signal_connect(server_, "request-started", G_CALLBACK(on_begun), this);
    for (const char* over : {"request-finished", "request-aborted"})
        g_signal_connect(server_, over, G_CALLBACK(on_over), this);
    if (!settings.listen.empty()) listen_on_tcp();  // first: libsoup can name the port only while there is no socket
    if (!settings.socket.empty()) listen_on_socket();
    events_ = std::make_unique<EventStream>(settings.desk);
    timer_ = g_timeout_add(kLookAround_ms, on_time, this);
}

Server::~Server() {
    if (timer_ != 0) g_source_remove(timer_);
    events_.reset();
    soup_server_disconnect(server_);
    g_object_unref(server_);
    g_main_loop_unref(loop_);
    if (!settings_.socket.empty()) unlink(settings_.socket.c_str());
}

void Server::run() {
    g_main_loop_run(loop_);
}

void Server::on_begun(SoupServer*, SoupServerMessage* message, gpointer self) {
    static_cast<Server*>(self)->under_way_[message] = monotonic();
}

void Server::on_over(SoupServer*, SoupServerMessage* message, gpointer self) {
    static_cast<Server*>(self)->under_way_.erase(message);
}

/// Half a request holds a connection for ever: libsoup waits for the rest, and for some that ended too.
void Server::hang_up_on_the_slow() {
    const Time now = monotonic();
    std::erase_if(under_way_, [now](const auto& each) {
        if (now - each.second < kLongestRequest) return false;
        GSocket* socket = soup_server_message_get_socket(each.first);
        if (socket != nullptr) g_socket_shutdown(socket, TRUE, TRUE, nullptr);
        return true;
    });
}

gboolean Server::on_time(gpointer data) {
    auto* self = static_cast<Server*>(data);
    self->hang_up_on_the_slow();
    if (self->tools_.stop != nullptr && self->tools_.stop()) g_main_loop_quit(self->loop_);
    if (self->people_)
        if (const auto wrong = self->people_->refresh()) self->tools_.say(*wrong);
    return G_SOURCE_CONTINUE;
}

void Server::listen_on_socket() {
    unlink(settings_.socket.c_str());
    GSocketAddress* address = g_unix_socket_address_new(settings_.socket.c_str());
    GError* error = nullptr;
    const mode_t mask = umask(0077);
    const bool listens = soup_server_listen(server_, address, static_cast<SoupServerListenOptions>(0), &error);
    umask(mask);
    g_object_unref(address);
    if (listens) return;
    const std::string why = error->message;
    g_error_free(error);
    throw Error(message("{}: cannot be listened on ({}).", settings_.socket.string(), why));
}

void Server::set_certificate() {
    GError* error = nullptr;
    GTlsCertificate* certificate =
        g_tls_certificate_new_from_files(settings_.certificate.c_str(), settings_.key.c_str(), &error);
    if (certificate == nullptr) {
        const std::string why = error->message;
        g_error_free(error);
        throw Error(message("{}: not a certificate that can be used ({}). Both files must be PEM.",
                            settings_.certificate.string(), why));
    }
    soup_server_set_tls_certificate(server_, certificate);
    g_object_unref(certificate);
}

void Server::listen_on_tcp() {
    people_.emplace(settings_.people);
    const bool secure = !settings_.certificate.empty();
    if (secure) set_certificate();
    const size_t colon = settings_.listen.rfind(':');
    const std::string port = colon == std::string::npos ? "" : settings_.listen.substr(colon + 1);
    std::string host = settings_.listen.substr(0, colon);
    if (host.starts_with("[") && host.ends_with("]")) host = host.substr(1, host.size() - 2);
    const bool is_port = !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string::npos;
    GSocketAddress* address =
        is_port ? g_inet_socket_address_new_from_string(host.c_str(), static_cast<guint>(std::stoi(port))) : nullptr;
    if (address == nullptr)
        throw Error(message("{}: not an address and a port, like 127.0.0.1:8080.", settings_.listen));
    GError* error = nullptr;
    const bool listens = soup_server_listen(
        server_, address, secure ? SOUP_SERVER_LISTEN_HTTPS : static_cast<SoupServerListenOptions>(0), &error);
    g_object_unref(address);
    if (!listens) {
        const std::string why = error->message;
        g_error_free(error);
        throw Error(message("{}: cannot be listened on ({}).", settings_.listen, why));
    }
    GSList* uris = soup_server_get_uris(server_);
    for (GSList* each = uris; each != nullptr; each = each->next) {
        const int bound = g_uri_get_port(static_cast<GUri*>(each->data));
        if (bound > 0 && tools_.listening) tools_.listening(bound);
    }
    g_slist_free_full(uris, reinterpret_cast<GDestroyNotify>(g_uri_unref));
}

/// Who asks, or nobody, and then it is answered.
std::optional<Person> Server::admit(SoupServerMessage* message) {
    const std::string address = address_of(message);
    if (address.empty()) return Person{kOwner, Role::kAdmin, {}};
    if (!by_wrong_token_.allows(address, monotonic())) {
        answer_problem(message, kTooManyRequests,
                       gatecast::message("Too many wrong tokens came from here. Wait a minute."));
        return {};
    }
    const std::string token = token_of(message);
    auto person = people_ ? people_->owner_of(token) : std::nullopt;
    if (!person) {
        if (!token.empty()) static_cast<void>(by_wrong_token_.take(address, monotonic()));
        soup_message_headers_replace(soup_server_message_get_response_headers(message), "WWW-Authenticate", "Bearer");
        answer_problem(message, SOUP_STATUS_UNAUTHORIZED,
                       gatecast::message("Say who you are: Authorization: Bearer and your token."));
        return {};
    }
    if (!by_person_.take(person->name, monotonic())) {
        answer_problem(message, kTooManyRequests, gatecast::message("Too often. Wait a moment."));
        return {};
    }
    return person;
}

void Server::serve_status(SoupServerMessage* message,
                          const std::function<void(SoupServerMessage*, const DeskAnswer&)>& answer) {
    const auto waiting = std::make_shared<Waiting>(message);
    ask_desk(settings_.desk, {{"order", "status"}}, [waiting, answer](const DeskAnswer& heard) {
        if (waiting->message() == nullptr) return;
        answer(waiting->message(), heard);
        waiting->go_on();
    });
}

/// What a display shows, not older than a few seconds while its site runs.
void Server::serve_picture(SoupServerMessage* message, const std::string& display) const {
    const std::unique_ptr<char, void (*)(void*)> name(g_uri_unescape_string(display.c_str(), "/"), g_free);
    gchar* bytes = nullptr;
    gsize count = 0;
    const auto file = thumbnail_file(settings_.desk.parent_path(), name ? name.get() : "");
    if (!name || std::string_view(name.get()).find('/') != std::string_view::npos ||
        !g_file_get_contents(file.c_str(), &bytes, &count, nullptr))
        return answer_problem(message, SOUP_STATUS_NOT_FOUND,
                              gatecast::message("There is no picture of a display {}.", display));
    SoupMessageHeaders* headers = soup_server_message_get_response_headers(message);
    soup_message_headers_replace(headers, "Cache-Control", "no-store");
    soup_server_message_set_status(message, SOUP_STATUS_OK, nullptr);
    soup_server_message_set_response(message, "image/jpeg", SOUP_MEMORY_TAKE, bytes, count);
}

void Server::pass_on(SoupServerMessage* message, json order) {
    const auto waiting = std::make_shared<Waiting>(message);
    ask_desk(settings_.desk, order, [waiting](const DeskAnswer& heard) {
        SoupServerMessage* asked = waiting->message();
        if (asked == nullptr) return;
        if (!heard.reached)
            answer_problem(asked, SOUP_STATUS_SERVICE_UNAVAILABLE,
                           gatecast::message("The site does not answer. Is gatecast live running?"));
        else if (heard.body.contains("error") || heard.body.value("done", json(true)) == json(false))
            answer_json(asked, SOUP_STATUS_CONFLICT, heard.body);
        else
            answer_json(asked, SOUP_STATUS_OK, heard.body);
        waiting->go_on();
    });
}

void Server::serve_order(SoupServerMessage* message, const Order& order, const Person& person) {
    json body = json::object();
    SoupMessageBody* given = soup_server_message_get_request_body(message);
    if (!order.asks && given->length > 0) {
        body = json::parse(given->data, given->data + given->length, nullptr, false);
        if (!body.is_object())
            return answer_problem(message, SOUP_STATUS_BAD_REQUEST,
                                  gatecast::message("The order's fields must be one JSON object."));
    }
    if (body.contains("order") || body.contains("person"))
        return answer_problem(message, SOUP_STATUS_BAD_REQUEST,
                              gatecast::message("The order stands in the path, the person in the token."));
    body["order"] = order.name;
    body["person"] = person.name;
    if (const auto wrong = complaint_about(body)) return answer_problem(message, SOUP_STATUS_BAD_REQUEST, *wrong);
    pass_on(message, std::move(body));
}

void Server::serve(SoupServerMessage* message, const std::string& path) {
    const std::string method = soup_server_message_get_method(message);
    if (path == "/healthz" && method == "GET")
        return serve_status(message, [](SoupServerMessage* asked, const DeskAnswer& heard) {
            answer_json(asked, heard.reached ? SOUP_STATUS_OK : SOUP_STATUS_SERVICE_UNAVAILABLE,
                        {{"site", heard.reached}});
        });
    if (path == "/readyz" && method == "GET")
        return serve_status(message, [](SoupServerMessage* asked, const DeskAnswer& heard) {
            const bool ready = heard.reached && is_ready(heard.body);
            answer_json(asked, ready ? SOUP_STATUS_OK : SOUP_STATUS_SERVICE_UNAVAILABLE, {{"ready", ready}});
        });
    const auto person = admit(message);
    if (!person) return;
    if (path == "/metrics" && method == "GET")
        return serve_status(message, [](SoupServerMessage* asked, const DeskAnswer& heard) {
            answer_text(asked, SOUP_STATUS_OK, "text/plain; version=0.0.4",
                        metrics_of(heard.reached ? heard.body : json()));
        });
    if (path == "/openapi.json" && method == "GET") return answer_json(message, SOUP_STATUS_OK, open_api());
    if (path == "/v1/events" && method == "GET") {
        under_way_.erase(message);  // it is to last
        if (!events_->admit(message))
            answer_problem(message, SOUP_STATUS_SERVICE_UNAVAILABLE, gatecast::message("Too many watch already."));
        return;
    }
    if (path.starts_with(kDisplays) && path.ends_with(kPictureEnd) && method == "GET")
        return serve_picture(message,
                             path.substr(kDisplays.size(), path.size() - kDisplays.size() - kPictureEnd.size()));
    const Order* order = path.starts_with("/v1/") ? order_named(path.substr(4)) : nullptr;
    if (order == nullptr)
        return answer_problem(message, SOUP_STATUS_NOT_FOUND,
                              gatecast::message("There is nothing at {}. /openapi.json says what there is.", path));
    if (method != (order->asks ? "GET" : "POST"))
        return answer_problem(message, SOUP_STATUS_METHOD_NOT_ALLOWED,
                              gatecast::message("{} wants {}.", path, order->asks ? "GET" : "POST"));
    if (person->role < order->role)
        return answer_problem(message, SOUP_STATUS_FORBIDDEN,
                              gatecast::message("{} may {}; this order wants {}.", person->name, name_of(person->role),
                                                name_of(order->role)));
    serve_order(message, *order, *person);
}

/// Before the body is read: one that says it is too long is not read at all.
void Server::on_headers(SoupServer*, SoupServerMessage* message, const char*, GHashTable*, gpointer) {
    SoupMessageHeaders* headers = soup_server_message_get_request_headers(message);
    const bool chunked = soup_message_headers_get_encoding(headers) == SOUP_ENCODING_CHUNKED;
    if (!chunked && soup_message_headers_get_content_length(headers) <= kLongestOrder_bytes) return;
    answer_problem(message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE,
                   gatecast::message("An order has at most 64 kB, and says how long it is."));
    // What follows is neither kept nor waited for: libsoup would read it to its end before it answers.
    soup_message_body_set_accumulate(soup_server_message_get_request_body(message), FALSE);
    g_socket_shutdown(soup_server_message_get_socket(message), TRUE, FALSE, nullptr);
}

void Server::on_request(SoupServer*, SoupServerMessage* message, const char* path, GHashTable*, gpointer self) {
    if (soup_server_message_get_status(message) != 0) return;  // refused by its headers
    try {
        static_cast<Server*>(self)->serve(message, path);
    } catch (const std::exception& error) {
        answer_json(message, SOUP_STATUS_INTERNAL_SERVER_ERROR, {{"error", error.what()}});
    }
}

}  // namespace

void run_console(const ConsoleSettings& settings, const ConsoleTools& tools) {
    Server(settings, tools).run();
}

}  // namespace gatecast
