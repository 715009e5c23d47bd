// SPDX-License-Identifier: GPL-3.0-or-later
// A file played into an appsink as fast as it is pulled: filesrc, decodebin, one converter, a short bound. One stream
// is decoded, on one thread, in software; all others are left in the demuxer. Used by the readers.
#pragma once

#include <atomic>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>
#include <vector>

#include "pipeline/graph/trouble.h"
#include "pipeline/media/clip.h"

namespace gatecast {

enum class StreamKind : uint8_t { kVideo, kAudio };

struct DecodeWish {
    StreamKind kind = StreamKind::kVideo;
    int track = 0;      // among the streams of its kind
    Ref<GstCaps> caps;  // what the caller takes; the converter changes nothing that is among them
    ClipLimits limits;
    Time patience = std::chrono::seconds(20);  // without any buffer, then the file counts as ended
};

class DecodeBin {
public:
    /// Opens and starts. A file that cannot be decoded gives no sample and a problem; Error only for what is missing
    /// in the system.
    DecodeBin(const std::filesystem::path& file, DecodeWish wish);
    ~DecodeBin();
    DecodeBin(const DecodeBin&) = delete;
    DecodeBin& operator=(const DecodeBin&) = delete;

    /// To stream time `to`: for video the keyframe at or before it, for audio exactly. False: the file cannot.
    [[nodiscard]] bool seek(Time to);
    /// The next sample, or nothing at the end.
    [[nodiscard]] Ref<GstSample> pull();

    /// When a sample is to be shown, by the file's own clock: where that has its zero, only first_key() tells.
    [[nodiscard]] std::optional<Time> time_of(const Ref<GstSample>& sample) const;
    /// By the same clock, the first keyframe that went into the decoder.
    [[nodiscard]] std::optional<Time> first_key() const;

    [[nodiscard]] const Problems& problems() const { return problems_; }
    [[nodiscard]] Problems& problems() { return problems_; }

private:
    void build(const std::filesystem::path& file);
    void connect_signals();
    void start();
    void pull_early();
    [[nodiscard]] bool demuxer_rests();
    [[nodiscard]] bool is_wanted(GstPad* pad, GstCaps* caps);
    [[nodiscard]] bool within_limits(const GstCaps* caps);
    [[nodiscard]] bool may_use(GstPad* pad, GstCaps* caps, GstElementFactory* factory);
    void settle(GstElement* element);
    [[nodiscard]] std::optional<Time> clock_time(const GstSegment* segment, GstClockTime pts) const;
    void note_first_key(GstPad* pad, GstBuffer* buffer);

    static int on_select(GstElement*, GstPad* pad, GstCaps* caps, GstElementFactory* factory, DecodeBin* self);
    static void on_pad(GstElement*, GstPad* pad, DecodeBin* self);
    static void on_element(GstBin*, GstBin*, GstElement* element, DecodeBin* self);
    static GstBusSyncReply on_message(GstBus*, GstMessage* message, gpointer self);
    static GstPadProbeReturn on_sink_query(GstPad*, GstPadProbeInfo* info, gpointer);
    static GstPadProbeReturn on_parser_input(GstPad*, GstPadProbeInfo* info, gpointer self);
    static GstPadProbeReturn on_decoder_input(GstPad*, GstPadProbeInfo* info, gpointer self);

    DecodeWish wish_;
    std::string name_;  // of the file, for messages
    Problems problems_;
    std::atomic<bool> failed_{false};
    std::atomic<bool> refused_{false};      // beyond a limit: nothing more goes into the decoder
    std::atomic<bool> all_in_{false};       // parser or decoder has been given everything
    std::atomic<bool> plain_times_{false};  // the demuxer's segments are not to be trusted, its time stamps are
    std::atomic<bool> key_seen_{false};
    std::atomic<Time::rep> first_key_{0};
    std::vector<GstPad*> streams_;  // of the wanted kind, as the demuxer made them; borrowed, only compared

    std::mutex lock_;
    Ref<GstPad> demuxer_input_;  // under lock_

    Ref<GstElement> pipeline_;
    Ref<GstElement> decoder_;
    Ref<GstElement> converter_;
    Ref<GstElement> sink_;
    std::deque<Ref<GstSample>> early_;  // taken from the sink before the pipeline played
    std::vector<HandlerGuard> handlers_;
};

}  // namespace gatecast
