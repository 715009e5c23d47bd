// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/image.h"

#include <atomic>
#include <cstring>
#include <mutex>
#include <new>
#include <vector>

#include "filters/loan.h"

namespace gatecast {
namespace {

constexpr size_t kAlignBytes = 64;
constexpr size_t kReadPastBytes = 64;
constexpr size_t kAliasBytes = 4096;  // rows a page apart fight for the same cache sets in vertical filters

size_t round_up(size_t value, size_t unit) {
    return (value + unit - 1) / unit * unit;
}

int shifted_up(int value, int shift) {
    return (value + (1 << shift) - 1) >> shift;
}

template <typename View>
View cropped(const View& view, const Rect& area) {
    View part{view.format, area.size(), {}};
    for (int p = 0; p < view.format.planes(); ++p) {
        const auto& plane = view.planes[static_cast<size_t>(p)];
        const ptrdiff_t x_bytes =
            static_cast<ptrdiff_t>(area.x >> view.format.shift_x(p)) * view.format.bytes_per_sample();
        part.planes[static_cast<size_t>(p)] = {plane.row(area.y >> view.format.shift_y(p)) + x_bytes,
                                               plane.stride_bytes};
    }
    return part;
}

template <typename View>
View every_other_line(const View& view, int field) {
    View part{view.format, {view.size.width, (view.size.height + 1 - field) / 2}, {}};
    for (size_t p = 0; p < static_cast<size_t>(view.format.planes()); ++p) {
        part.planes[p] = {view.planes[p].row(field), view.planes[p].stride_bytes * 2};
    }
    return part;
}

template <typename Sample>
void fill_row(uint8_t* row, int width, int value) {
    auto* samples = reinterpret_cast<Sample*>(row);
    std::fill_n(samples, width, static_cast<Sample>(value));
}

}  // namespace

Size plane_size(Size size, PixelFormat format, int plane) {
    return {shifted_up(size.width, format.shift_x(plane)), shifted_up(size.height, format.shift_y(plane))};
}

ImageView crop(const ImageView& view, const Rect& area) {
    return cropped(view, area);
}
ConstImageView crop(const ConstImageView& view, const Rect& area) {
    return cropped(view, area);
}
ImageView field_of(const ImageView& view, int field) {
    return every_other_line(view, field);
}
ConstImageView field_of(const ConstImageView& view, int field) {
    return every_other_line(view, field);
}

void copy(const ConstImageView& from, const ImageView& to) {
    for (int p = 0; p < from.format.planes(); ++p) {
        const Size size = plane_size(from.size, from.format, p);
        const auto bytes = static_cast<size_t>(size.width) * static_cast<size_t>(from.format.bytes_per_sample());
        const ConstPlane& source = from.planes[static_cast<size_t>(p)];
        const Plane& target = to.planes[static_cast<size_t>(p)];
        for (int y = 0; y < size.height; ++y) std::memcpy(target.row(y), source.row(y), bytes);
    }
}

void fill(const ImageView& view, const std::array<int, 3>& values) {
    for (int p = 0; p < view.format.planes(); ++p) {
        const Size size = plane_size(view.size, view.format, p);
        const int value = values[static_cast<size_t>(p)];
        for (int y = 0; y < size.height; ++y) {
            uint8_t* row = view.planes[static_cast<size_t>(p)].row(y);
            if (view.format.bytes_per_sample() == 1) {
                fill_row<uint8_t>(row, size.width, value);
            } else {
                fill_row<uint16_t>(row, size.width, value);
            }
        }
    }
}

void fill_black(const ImageView& view, const ColourSpec& colour) {
    const int scale = 1 << (view.format.depth - 8);
    const int black = colour.range == Range::kLimited ? 16 * scale : 0;
    const bool rgb = view.format.chroma == Chroma::kRgb;
    const int neutral = rgb ? black : 128 * scale;
    fill(view, {black, neutral, neutral});
}

uint64_t new_picture_id() {
    static std::atomic<uint64_t> last{0};
    return (uint64_t{1} << 63) | ++last;
}

void Image::Free::operator()(uint8_t* bytes) const noexcept {
    ::operator delete[](bytes, std::align_val_t{kAlignBytes});
}

Image::Image(Size size, PixelFormat format) : size_(size), format_(format) {
    size_t total = 0;
    for (int p = 0; p < format.planes(); ++p) {
        const Size plane = plane_size(size, format, p);
        size_t stride =
            round_up(static_cast<size_t>(plane.width) * static_cast<size_t>(format.bytes_per_sample()), kAlignBytes);
        if (stride % kAliasBytes == 0) stride += kAlignBytes;
        offset_bytes_[static_cast<size_t>(p)] = static_cast<ptrdiff_t>(total);
        stride_bytes_[static_cast<size_t>(p)] = static_cast<ptrdiff_t>(stride);
        total += stride * static_cast<size_t>(plane.height);
    }
    total += kReadPastBytes;
    bytes_.reset(static_cast<uint8_t*>(::operator new[](total, std::align_val_t{kAlignBytes})));
}

ImageView Image::view() {
    ImageView view{format_, size_, {}};
    for (size_t p = 0; p < static_cast<size_t>(format_.planes()); ++p) {
        view.planes[p] = {bytes_.get() + offset_bytes_[p], stride_bytes_[p]};
    }
    return view;
}

ConstImageView Image::view() const {
    ConstImageView view{format_, size_, {}};
    for (size_t p = 0; p < static_cast<size_t>(format_.planes()); ++p) {
        view.planes[p] = {bytes_.get() + offset_bytes_[p], stride_bytes_[p]};
    }
    return view;
}

struct ImagePool::Shelf {
    explicit Shelf(size_t most) : most_kept(most) {}

    std::unique_ptr<Image> find(Size size, PixelFormat format) {
        const std::lock_guard lock(mutex);
        for (auto& image : free) {
            if (image->size() != size || image->format() != format) continue;
            auto found = std::move(image);
            image = std::move(free.back());
            free.pop_back();
            return found;
        }
        return nullptr;
    }

    void give_back(Image* image) {
        std::unique_ptr<Image> owned(image);
        const std::lock_guard lock(mutex);
        if (free.size() >= most_kept) free.erase(free.begin());  // the oldest: most likely of a format gone by
        free.push_back(std::move(owned));
    }

    const size_t most_kept;
    std::mutex mutex;
    std::vector<std::unique_ptr<Image>> free;
    std::shared_ptr<LoanBlocks> loans = std::make_shared<LoanBlocks>();
};

ImagePool::ImagePool(size_t most_kept) : shelf_(std::make_shared<Shelf>(std::max<size_t>(most_kept, 1))) {
    shelf_->free.reserve(shelf_->most_kept + 1);
}

std::shared_ptr<Image> ImagePool::take(Size size, PixelFormat format) {
    std::unique_ptr<Image> image = shelf_->find(size, format);
    if (!image) image = std::make_unique<Image>(size, format);
    return {image.release(), [shelf = shelf_](Image* done) { shelf->give_back(done); },
            LoanAllocator<char>(shelf_->loans)};
}

}  // namespace gatecast
