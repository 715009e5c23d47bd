// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/graph/trouble.h"

namespace gatecast {
namespace {

constexpr size_t kMost = 32;  // a file damaged everywhere has nothing new to say after these

Message stream_message(int code, const std::string& file) {
    switch (code) {
        case GST_STREAM_ERROR_TYPE_NOT_FOUND:
        case GST_STREAM_ERROR_WRONG_TYPE:
            return message("{}: this is no film, sound or picture that can be read.", file);
        case GST_STREAM_ERROR_CODEC_NOT_FOUND:
            return message("{}: no decoder for it is installed. Run check-system.", file);
        case GST_STREAM_ERROR_DECRYPT:
        case GST_STREAM_ERROR_DECRYPT_NOKEY:
            return message("{}: the file is encrypted. Ask for a copy without protection.", file);
        default:
            return message("{}: damaged; what could be read of it was used.", file);
    }
}

Message resource_message(int code, const std::string& file) {
    switch (code) {
        case GST_RESOURCE_ERROR_NOT_FOUND:
            return message("{}: no such file. Check the path.", file);
        case GST_RESOURCE_ERROR_OPEN_READ:
        case GST_RESOURCE_ERROR_NOT_AUTHORIZED:
            return message("{}: cannot be opened. Check that you may read it.", file);
        default:
            return message("{}: reading stopped before its end. Check the disk or the network share.", file);
    }
}

}  // namespace

Message trouble_message(const GError& error, const std::string& file) {
    if (error.domain == GST_STREAM_ERROR) return stream_message(error.code, file);
    if (error.domain == GST_RESOURCE_ERROR) return resource_message(error.code, file);
    if (error.domain == GST_CORE_ERROR && error.code == GST_CORE_ERROR_MISSING_PLUGIN) {
        return message("{}: no decoder for it is installed. Run check-system.", file);
    }
    return message("{}: damaged; what could be read of it was used.", file);
}

void Problems::add(Message message) {
    const std::scoped_lock held(lock_);
    if (messages_.size() >= kMost) return;
    for (const Message& known : messages_) {
        if (known.sentence == message.sentence && known.values == message.values) return;
    }
    messages_.push_back(std::move(message));
}

std::vector<Message> Problems::list() const {
    const std::scoped_lock held(lock_);
    return messages_;
}

}  // namespace gatecast
