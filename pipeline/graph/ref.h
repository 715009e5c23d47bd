// SPDX-License-Identifier: GPL-3.0-or-later
// Owners for what GStreamer counts: objects, mini objects (caps, samples, events), signal handlers.
// Used inside graph only, on any thread.
#pragma once

#include <gst/gst.h>

#include <concepts>
#include <utility>

namespace gatecast {

template <typename T>
concept MiniObject = std::same_as<T, GstCaps> || std::same_as<T, GstSample> || std::same_as<T, GstBuffer> ||
    std::same_as<T, GstMessage> || std::same_as<T, GstEvent>;

/// One counted reference. Made by adopt() or share() only, so that every call says which it means.
template <typename T>
class Ref {
public:
    Ref() = default;
    Ref(const Ref& other) : pointer_(other.pointer_) { take(); }
    Ref(Ref&& other) noexcept : pointer_(std::exchange(other.pointer_, nullptr)) {}
    Ref& operator=(Ref other) noexcept {
        std::swap(pointer_, other.pointer_);
        return *this;
    }
    ~Ref() { drop(); }

    [[nodiscard]] T* get() const { return pointer_; }
    explicit operator bool() const { return pointer_ != nullptr; }
    /// Hands the reference to a function that takes it over.
    [[nodiscard]] T* release() { return std::exchange(pointer_, nullptr); }

    template <typename U>
    friend Ref<U> adopt(U* pointer);
    template <typename U>
    friend Ref<U> share(U* pointer);

private:
    void take() {
        if (pointer_ == nullptr) return;
        if constexpr (MiniObject<T>) {
            gst_mini_object_ref(GST_MINI_OBJECT_CAST(pointer_));
        } else {
            gst_object_ref(pointer_);
        }
    }
    void drop() {
        if (pointer_ == nullptr) return;
        if constexpr (MiniObject<T>) {
            gst_mini_object_unref(GST_MINI_OBJECT_CAST(pointer_));
        } else {
            gst_object_unref(pointer_);
        }
    }

    T* pointer_ = nullptr;
};

/// Takes over a reference that the caller owns; a floating one (a new element) is sunk.
template <typename T>
[[nodiscard]] Ref<T> adopt(T* pointer) {
    if constexpr (!MiniObject<T>) {
        if (pointer != nullptr && g_object_is_floating(pointer)) gst_object_ref_sink(pointer);
    }
    Ref<T> ref;
    ref.pointer_ = pointer;
    return ref;
}

/// Adds a reference to what somebody else owns.
template <typename T>
[[nodiscard]] Ref<T> share(T* pointer) {
    Ref<T> ref;
    ref.pointer_ = pointer;
    ref.take();
    return ref;
}

/// A connected signal, disconnected at the end. The object is kept alive until then.
class HandlerGuard {
public:
    HandlerGuard() = default;
    HandlerGuard(GstElement* object, const char* signal, GCallback callback, gpointer data)
        : object_(share(object)), id_(g_signal_connect(object, signal, callback, data)) {}
    HandlerGuard(HandlerGuard&&) noexcept = default;
    HandlerGuard& operator=(HandlerGuard&&) = delete;
    ~HandlerGuard() {
        if (object_ && id_ != 0) g_signal_handler_disconnect(object_.get(), id_);
    }

private:
    Ref<GstElement> object_;
    gulong id_ = 0;
};

}  // namespace gatecast
