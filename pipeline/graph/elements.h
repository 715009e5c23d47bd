// SPDX-License-Identifier: GPL-3.0-or-later
// Elements by name, and links, each checked: what is missing is said with the package that brings it.
// Called while a pipeline is built.
#pragma once

#include <string>

#include "pipeline/graph/ref.h"

namespace gatecast {

/// The Debian package an element comes from; empty when it is none of ours.
[[nodiscard]] std::string package_of(const std::string& element);

/// Throws Error when the element is not installed.
[[nodiscard]] Ref<GstElement> make_element(const char* factory);

/// Throws Error when the bin does not take it.
void add_to(GstElement* bin, GstElement* element);
void link_elements(GstElement* from, GstElement* to);

/// Does the factory's class name ("Codec/Decoder/Video") hold this word?
[[nodiscard]] bool factory_is(GstElementFactory* factory, const char* word);
[[nodiscard]] bool has_property(GstElement* element, const char* name);

}  // namespace gatecast
