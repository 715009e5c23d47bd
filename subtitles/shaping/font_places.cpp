// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/shaping/font_places.h"

#include <fontconfig/fontconfig.h>

namespace gatecast {

std::vector<std::filesystem::path> font_places() {
    std::vector<std::filesystem::path> places;
    for (FcStrList* list : {FcConfigGetFontDirs(nullptr), FcConfigGetConfigFiles(nullptr)}) {
        if (list == nullptr) continue;
        while (const FcChar8* place = FcStrListNext(list)) places.emplace_back(reinterpret_cast<const char*>(place));
        FcStrListDone(list);
    }
    return places;
}

}  // namespace gatecast
