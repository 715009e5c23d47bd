// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/words/overlay_worker.h"

#include <algorithm>
#include <utility>

#include "pipeline/scene/drawing.h"

namespace gatecast {

namespace {

size_t bytes_of(const Overlay& overlay) {
    const auto pixels = static_cast<size_t>(overlay.area.width) * static_cast<size_t>(overlay.area.height);
    const size_t chroma = overlay.chroma == Chroma::k420 ? pixels / 4 : pixels / 2;
    return 2 * pixels + 3 * chroma + (overlay.ink.size() + overlay.chroma_ink.size()) * sizeof(InkSpan);
}

}  // namespace

OverlayWorker::OverlayWorker(std::shared_ptr<const Subtitles> subtitles, const Settings& settings)
    : subtitles_(std::move(subtitles)), settings_(settings), thread_([this] { work(); }) {}

OverlayWorker::~OverlayWorker() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    to_do_.notify_one();
    thread_.join();
}

OverlayRef OverlayWorker::take(size_t showing) {
    std::unique_lock lock(mutex_);
    // After a jump, forwards or back, what comes next is drawn from here.
    if (showing < position_ || showing >= ahead_) ahead_ = showing;
    position_ = showing;
    auto found = kept_.find(key(showing));
    if (found == kept_.end()) {
        asked_ = showing;
        ++stats_.waited;
        to_do_.notify_one();
        done_.wait(lock, [&] { return failure_ || (found = kept_.find(key(showing))) != kept_.end(); });
        if (failure_) std::rethrow_exception(failure_);
    }
    found->second.needed_by = std::max(found->second.needed_by, showing);
    to_do_.notify_one();
    return found->second.overlay;
}

OverlayWorker::Stats OverlayWorker::stats() const {
    const std::lock_guard lock(mutex_);
    return stats_;
}

/// What is waited for goes first; then the next ones, as long as there is room.
std::optional<size_t> OverlayWorker::next_to_draw() {
    if (const auto asked = std::exchange(asked_, std::nullopt); asked && !kept_.contains(key(*asked))) return asked;
    if (stats_.waited == 0) return {};  // nobody has said yet where the programme begins
    const size_t count = subtitles_->showings().size();
    for (; ahead_ < count; ++ahead_) {
        const auto found = kept_.find(key(ahead_));
        if (found == kept_.end()) return stats_.bytes < settings_.limit_bytes ? std::optional(ahead_) : std::nullopt;
        found->second.needed_by = std::max(found->second.needed_by, ahead_);
    }
    return {};
}

void OverlayWorker::work() {
    std::unique_lock lock(mutex_);
    while (!stop_) {
        // Room is made by the programme going on.
        std::erase_if(kept_, [&](const auto& entry) {
            const bool goes = stats_.bytes >= settings_.limit_bytes && entry.second.needed_by < position_;
            if (goes) stats_.bytes -= entry.second.bytes;
            return goes;
        });
        const auto showing = next_to_draw();
        if (!showing) {
            to_do_.wait(lock);
            continue;
        }
        lock.unlock();
        OverlayRef overlay;
        std::exception_ptr failure;
        try {
            overlay = subtitles_->draw(*showing, settings_.chroma, next_change_id());
            if (overlay && settings_.soften)
                overlay = std::make_shared<Overlay>(soften_for_fields(*overlay, next_change_id()));
        } catch (...) {
            failure = std::current_exception();  // for take(), on the composing thread
        }
        lock.lock();
        failure_ = failure;
        if (!failure) keep(*showing, std::move(overlay));
        done_.notify_all();
        if (failure) return;
    }
}

void OverlayWorker::keep(size_t showing, OverlayRef overlay) {
    const size_t bytes = overlay ? bytes_of(*overlay) : 0;
    ++stats_.drawn;
    stats_.bytes += bytes;
    kept_[key(showing)] = {std::move(overlay), bytes, showing};
}

}  // namespace gatecast
