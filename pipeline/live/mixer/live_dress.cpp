// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/mixer/live_dress.h"

namespace gatecast {

LiveDress dress_for_air(const LiveDisplaySettings& settings, const PresetLibrary& library) {
    LiveDress dress{library.display(settings.display), {}, {}};
    if (dress.display.fields != FieldOrder::kProgressive)
        throw Error(
            message("{}: an interlaced display cannot be shown live. Choose a progressive one.", settings.display));
    dress.style = library.style(dress.display.subtitle_style);
    Programme programme = library.programme(settings.programme, dress.display);
    for (Graphic& graphic : programme.graphics) static_cast<void>(fill_fields(graphic, settings.fields));
    dress.arrangement = arrange(dress.display, programme, dress.style, {}, false);
    return dress;
}

}  // namespace gatecast
