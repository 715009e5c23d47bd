// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/sources/document.h"

#include <poppler.h>

#include <algorithm>
#include <cmath>

#include "pipeline/scene/sources/still_source.h"
#include "pipeline/scene/sources/surface.h"

namespace gatecast {
namespace {

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
using Document = std::unique_ptr<PopplerDocument, Unref>;
using Page = std::unique_ptr<PopplerPage, Unref>;

Document open_pdf(const std::filesystem::path& file) {
    GError* error = nullptr;
    const std::unique_ptr<char, decltype(&g_free)> uri(
        g_filename_to_uri(std::filesystem::absolute(file).c_str(), nullptr, &error), &g_free);
    Document document(uri ? poppler_document_new_from_file(uri.get(), nullptr, &error) : nullptr);
    const bool locked = error != nullptr && g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) != FALSE;
    g_clear_error(&error);
    const std::string name = file.filename().string();
    if (locked) throw Error(message("{}: the PDF asks for a password. Save it without one.", name));
    if (!document) throw Error(message("{}: this PDF cannot be read. Save it again as PDF.", name));
    return document;
}

/// White paper, as large as fits into `region`; pixels stay within the limits whatever size the page claims.
Picture draw_page(PopplerDocument* document, int number, Size region, const std::string& name) {
    const Page page(poppler_document_get_page(document, number));
    double width = 0;
    double height = 0;
    if (page) poppler_page_get_size(page.get(), &width, &height);
    if (!(width > 0 && height > 0)) throw Error(message("{}: page {} cannot be read.", name, number + 1));
    const double scale = std::min(region.width / width, region.height / height);
    const Size size{std::max(2, static_cast<int>(std::lround(width * scale))),
                    std::max(2, static_cast<int>(std::lround(height * scale)))};
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, size.width, size.height));
    const Context cr(cairo_create(surface.get()));
    cairo_set_source_rgb(cr.get(), 1, 1, 1);
    cairo_paint(cr.get());
    cairo_scale(cr.get(), size.width / width, size.height / height);
    poppler_page_render(page.get(), cr.get());
    if (cairo_status(cr.get()) != CAIRO_STATUS_SUCCESS) {
        throw Error(message("{}: page {} cannot be drawn.", name, number + 1));
    }
    return picture_of(surface.get());
}

}  // namespace

int count_pages(const std::filesystem::path& file) {
    return poppler_document_get_n_pages(open_pdf(file).get());
}

std::unique_ptr<FrameSource> open_document(const Clip& clip, const SourceOptions& options) {
    const std::shared_ptr<PopplerDocument> document = open_pdf(clip.path);
    const int pages = poppler_document_get_n_pages(document.get());
    auto load = [document, region = options.region, name = clip.path.filename().string()](int i) {
        return draw_page(document.get(), i, region, name);
    };
    return std::make_unique<SlideSource>(std::min(pages, options.limits.pictures), options.each, Time(0), load);
}

}  // namespace gatecast
