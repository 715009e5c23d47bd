// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/watch/watch.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "pipeline/pages/html.h"

namespace gatecast {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

namespace {

/// How a work is called among those that wait for the machine.
std::string id_of(const WatchWork& work) {
    return work.job.folder + "/" + work.key;
}

std::string result_name(const WatchFolders& folders, const fs::path& folder) {
    return folder.lexically_relative(folders.root).string();
}

}  // namespace

Watch::Watch(fs::path root, WatchSettings settings, WorkTools tools, Catalogue catalogue,
             std::function<void(const Message&)> say, std::function<bool()> stop)
    : folders_(WatchFolders::of(root, settings)),
      settings_(std::move(settings)),
      tools_(std::move(tools)),
      catalogue_(std::move(catalogue)),
      say_(std::move(say)),
      stop_(std::move(stop)),
      journal_((make_watch_folders(folders_, settings_, watch_guide(settings_, catalogue_)),
                folders_.state / "journal.json")) {
    lock();
    events_ = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    tools_.look_around = [this] { return keep_working(); };
    tools_.step = [this](const Message& step) {
        status_.now = step;
        if (troubles_.empty()) say_(step);  // else what was said already would be said again at every try
        show();
    };
    tools_.text = [this](const Message& message) { return catalogue_.text(message); };
}

Watch::~Watch() {
    if (events_ >= 0) close(events_);
    if (lock_ >= 0) close(lock_);
}

void Watch::lock() {
    const fs::path file = folders_.state / "lock";
    lock_ = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock_ >= 0 && flock(lock_, LOCK_EX | LOCK_NB) == 0) return;
    throw Error(
        message("{}: another gatecast watch works here already. Stop it first: systemctl stop 'gatecast-watch@*'.",
                folders_.root.string()));
}

WatchLook Watch::look() {
    looked_ = Clock::now();
    return look_around(folders_, settings_, stillness_, looked_,
                       [this](const WatchWork& work) { return journal_.is_done(work); });
}

void Watch::run(bool once) {
    say_(message("{}: watched. Results come into {}, rejects into {}.", folders_.in.string(), folders_.out.string(),
                 folders_.rejects.string()));
    while (!stop_()) {
        status_.look = look();
        act(status_.look);
        const bool copying = std::ranges::any_of(status_.look.waiting, [](const WatchLook::Said& said) {
            return said.why.sentence == message(kStillBeingCopied).sentence;
        });
        if (once && status_.look.ready.empty() && !copying) return;
        if (status_.look.ready.empty()) wait_for_change(copying);
    }
}

void Watch::act(const WatchLook& look) {
    for (const WatchLook::Said& said : look.refused) reject(said.below, said.file, catalogue_.text(said.why) + "\n");
    const auto now = Clock::now();
    std::vector<WatchWork> can_begin;
    for (const WatchWork& work : look.ready) {
        const auto later = not_before_.find(id_of(work));
        if (later == not_before_.end() || later->second <= now) can_begin.push_back(work);
    }
    if (can_begin.empty()) {
        status_.now.reset();
        if (not_before_.empty() || look.ready.empty()) forget_troubles();
        show();
        if (!look.ready.empty()) wait_for_change(true);
        return;
    }
    in_hand_ = id_of(can_begin.front());
    leave_out_in_hand();
    work(can_begin.front());
    in_hand_.clear();
    status_.look = this->look();
}

void Watch::work(const WatchWork& work) {
    const auto begun = Clock::now();
    const std::string inputs = inputs_of(work);
    WorkResult result = do_work(work, folders_, tools_);
    if (result.end == WorkResult::End::kStopped) return;
    if (inputs_of(work) != inputs) {
        say_(message("{}: a file was changed meanwhile; it is done again.", work.name()));
        return;
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
    try {
        if (result.end == WorkResult::End::kTrouble) throw Error(Message{"{}", {result.reason}});
        finish(work, result, seconds);
        not_before_.erase(id_of(work));
        forget_troubles();
    } catch (const Error& error) {
        not_before_[id_of(work)] = Clock::now() + settings_.try_again;
        tell_trouble(catalogue_.text(error.message()));
    }
    status_.now.reset();
}

/// First everything is in its place, then it is written down: a kill between the two costs a look, not a render.
void Watch::finish(const WatchWork& work, WorkResult& result, double seconds) {
    WatchRecord record{work.job.folder, work.name(), {}, WatchRecord::End::kDone, std::time(nullptr), seconds, {}, {}};
    WatchWork kept = work;
    for (const WorkResult::Refusal& refusal : result.refused) {
        reject(work.job.folder, refusal.file, refusal.reason);
        record.sentence += refusal.file.filename().string() + ": " + refusal.reason + "\n";
        std::erase_if(kept.cues, [&](const WorkCue& cue) { return cue.file == refusal.file; });
    }
    if (result.end == WorkResult::End::kClipRefused) {
        reject(work.job.folder, work.clip, result.reason);
        record.end = WatchRecord::End::kRefused;
        record.sentence = result.reason;
        return journal_.add(std::move(record));
    }
    std::vector<fs::path> replaced = work.replaced;
    replaced.insert(replaced.end(), result.replaced.begin(), result.replaced.end());
    for (const fs::path& file : replaced) {
        put_aside(folders_, work.job.folder, file);
        std::erase_if(kept.cues, [&](const WorkCue& cue) { return cue.file == file; });
    }
    record.inputs = inputs_of(kept);
    for (const WorkCue& cue : kept.cues)
        if (std::ranges::find(result.waiting, cue.file) == result.waiting.end())
            put_away(folders_, work.job.folder, cue.file);
    put_away(folders_, work.job.folder, work.clip);
    for (const fs::path& file : result.waiting)
        record.sentence +=
            catalogue_.text(message("{} has no times and waits for subtitles of another language that have "
                                    "some.",
                                    file.filename().string())) +
            "\n";
    if (!record.sentence.empty() || result.warnings > 0) record.end = WatchRecord::End::kWarned;
    record.folder = result_name(folders_, result_folder(folders_, work));
    say_(message("{}: done in {} s, {} segments made; see {}", work.name(), fmt::format("{:.0f}", seconds),
                 result.segments_made, record.folder));
    journal_.add(std::move(record));
}

void Watch::reject(const fs::path& below, const fs::path& file, const std::string& reason) {
    const std::string name = file.filename().string();
    const fs::path place = reject_file(folders_, below, file, name + "\n\n" + reason);
    say_(message("{}: refused, see {}.txt", name, place.lexically_relative(folders_.root).string()));
}

void Watch::show() {
    const std::string page = status_page(status_, folders_, journal_.records(), catalogue_);
    if (page == shown_) return;
    try {
        html::write_page(folders_.out / kStatusPage, page);
        shown_ = page;
    } catch (const Error& error) {
        tell_trouble(catalogue_.text(error.message()));
    }
}

void Watch::tell_trouble(const std::string& trouble) {
    status_.trouble = trouble;
    if (troubles_.insert(trouble).second) say_(Message{"{}", {trouble}});
}

void Watch::forget_troubles() {
    status_.trouble.clear();
    troubles_.clear();
}

/// While a child works: what comes meanwhile is shown in the queue.
bool Watch::keep_working() {
    if (stop_()) return false;
    if (Clock::now() - looked_ < settings_.rescan) return true;
    status_.look = look();
    leave_out_in_hand();
    show();
    return true;
}

void Watch::leave_out_in_hand() {
    std::erase_if(status_.look.ready, [&](const WatchWork& each) { return id_of(each) == in_hand_; });
}

/// An event, or the time to look anyway: shares of other machines send none.
void Watch::wait_for_change(bool soon) {
    constexpr uint32_t kEvents = IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ATTRIB;
    std::error_code error;
    inotify_add_watch(events_, folders_.in.c_str(), kEvents);
    for (const auto& entry : fs::directory_iterator(folders_.in, error))
        if (entry.is_directory(error)) inotify_add_watch(events_, entry.path().c_str(), kEvents);
    constexpr std::chrono::milliseconds kSoon{500}, kStep{200};
    std::chrono::milliseconds left = soon ? kSoon : std::chrono::milliseconds(settings_.rescan);
    pollfd waiting{events_, POLLIN, 0};
    while (left.count() > 0 && !stop_()) {
        if (poll(&waiting, 1, static_cast<int>(kStep.count())) > 0) break;
        left -= kStep;
    }
    std::array<char, 65536> bytes;
    while (read(events_, bytes.data(), bytes.size()) > 0) continue;
}

}  // namespace gatecast
