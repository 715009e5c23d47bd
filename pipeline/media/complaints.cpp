// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/complaints.h"

extern "C" {
#include <libavutil/log.h>
}

#include <atomic>

namespace gatecast {
namespace {

std::atomic<int64_t> demuxer_errors{0};  // libav's callback knows no user data
std::atomic<int64_t> decoder_errors{0};

void count(void* sender, int level, const char*, va_list) {
    if (sender == nullptr || level > AV_LOG_ERROR) return;
    const AVClass* kind = *static_cast<const AVClass* const*>(sender);
    if (kind == nullptr) return;
    const AVClassCategory category = kind->get_category != nullptr ? kind->get_category(sender) : kind->category;
    if (category == AV_CLASS_CATEGORY_DEMUXER) ++demuxer_errors;
    if (category == AV_CLASS_CATEGORY_DECODER) ++decoder_errors;
}

}  // namespace

void listen_for_complaints() {
    av_log_set_callback(count);
}

Complaints complaints() {
    return {demuxer_errors.load(), decoder_errors.load()};
}

}  // namespace gatecast
