// SPDX-License-Identifier: GPL-3.0-or-later
// What a person may get wrong in a preset, and where the complaint points.
#include <algorithm>

#include "tests/presets/preset_files.h"

namespace gatecast {
namespace {

using DisplayReader = PresetFiles;
using EncodeReader = PresetFiles;

TEST_F(DisplayReader, ReadsTheSmallestPreset) {
    const Display read = display("canvas = [640, 360]\n");
    EXPECT_EQ(read.canvas, (Size{640, 360}));
    EXPECT_EQ(read.frame, (Size{640, 360}));
    ASSERT_EQ(read.pictures.size(), 1u);
    EXPECT_EQ(read.pictures[0].area, (Rect{0, 0, 640, 360}));
    EXPECT_EQ(read.default_encode, "h264-mp4");
}

TEST_F(DisplayReader, ByteOrderMarkAndWindowsLinesDoNoHarm) {
    const Display read = display(
        "\xEF\xBB\xBF"
        "# ghi chú\r\ntitle_vi = \"Màn hình\"\r\ncanvas = [640, 360]\r\n");
    EXPECT_EQ(read.title_vi, "Màn hình");
    EXPECT_EQ(display_complaint("\xEF\xBB\xBF"
                                "canvas = [640, 360]\r\nrate = \"fast\"\r\n"),
              "displays/a.toml:2:8: rate must be frames a second from 1 to 120, such as 25, 29.97 or \"30000/1001\", "
              "not \"fast\".");
}

TEST_F(DisplayReader, SaysWhereTheFileStopsBeingToml) {
    EXPECT_EQ(display_complaint("canvas = [640, 360]\ntitle_vi = \"Màn\n").substr(0, 21), "displays/a.toml:2:16:");
}

TEST_F(DisplayReader, OffersTheKeyThatWasMeant) {
    EXPECT_EQ(display_complaint("canvas = [640, 360]\n  backgruond = \"#000000\"\n"),
              "displays/a.toml:2:3: there is no option backgruond. Did you mean background?");
    EXPECT_EQ(display_complaint("canvas = [640, 360]\ncabinets.colums = 3\n"),
              "displays/a.toml:2:10: there is no option cabinets.colums. Did you mean cabinets.columns?");
    EXPECT_EQ(display_complaint("canvas = [640, 360]\ncabinets = 3\n"),
              "displays/a.toml:2:1: cabinets is a group of options; write [cabinets] and its keys below.");
    EXPECT_EQ(display_complaint("canvas = [640, 360]\n[[picture]]\nfot = \"fill\"\n"),
              "displays/a.toml:3:1: there is no option fot. Did you mean fit?");
}

TEST_F(DisplayReader, OffersTheChoiceThatWasMeant) {
    EXPECT_EQ(display_complaint("canvas = [640, 360]\n[[picture]]\nfit = \"blurfill\"\n"),
              "displays/a.toml:3:7: fit = \"blurfill\" is not known. Allowed: fit, fill, blur-fill, stretch. Did you "
              "mean \"blur-fill\"?");
    EXPECT_EQ(display_complaint("canvas = [640, 360]\nloudness = \"cinema\"\n"),
              "displays/a.toml:2:12: loudness = \"cinema\" is not known. Allowed: tv, kiosk, web, none.");
}

TEST_F(DisplayReader, RefusesWrongTypesAndRanges) {
    const std::string canvas = "canvas = [640, 360]\n";
    EXPECT_EQ(display_complaint(canvas + "muted = \"yes\"\n"),
              "displays/a.toml:2:9: muted must be true or false, not \"yes\".");
    EXPECT_EQ(display_complaint(canvas + "fold_rows = 17\n"),
              "displays/a.toml:2:13: fold_rows must be a whole number from 1 to 16, not 17.");
    EXPECT_EQ(display_complaint(canvas + "fold_rows = \"2\"\n"),
              "displays/a.toml:2:13: fold_rows must be a whole number from 1 to 16, not \"2\".");
    EXPECT_EQ(display_complaint(canvas + "pitch_mm = -1\n"),
              "displays/a.toml:2:12: pitch_mm must be a number from 0 to 100, not -1.");
    EXPECT_EQ(display_complaint(canvas + "background = \"blue\"\n"),
              "displays/a.toml:2:14: background must be a colour such as \"#102a43\", not \"blue\".");
    EXPECT_EQ(display_complaint(canvas + "background = \"#12345g\"\n"),
              "displays/a.toml:2:14: background must be a colour such as \"#102a43\", not \"#12345g\".");
    EXPECT_EQ(display_complaint(canvas + "title_vi = 3\n"),
              "displays/a.toml:2:12: title_vi must be text in quotes, not 3.");
    EXPECT_EQ(display_complaint(canvas + "picture = 3\n"),
              "displays/a.toml:2:11: picture must be a list of tables, each begun with [[picture]].");
    EXPECT_EQ(display_complaint(canvas + "picture = [3]\n"), "displays/a.toml:2:12: 3 stands where a table is needed.");
    EXPECT_EQ(display_complaint("canvas = [641, 360]\n"),
              "displays/a.toml:1:10: canvas must be two even numbers of pixels from 16 to 8192, such as [1920, 1080], "
              "not [641, 360].");
    EXPECT_EQ(display_complaint("rate = 25\n"), "displays/a.toml:1:1: canvas = [width, height] is missing.");
}

TEST_F(DisplayReader, TakesTelevisionsRatesAsTheyAreWritten) {
    EXPECT_EQ(display("canvas = [640, 360]\nrate = 29.97\n").rate, (Rational{30000, 1001}));
    EXPECT_EQ(display("canvas = [640, 360]\nrate = \"24000/1001\"\n").rate, (Rational{24000, 1001}));
    EXPECT_EQ(display("canvas = [640, 360]\nrate = \"50/2\"\n").rate, (Rational{25, 1}));
    EXPECT_FALSE(display_complaint("canvas = [640, 360]\nrate = 27.3\n").empty());
    EXPECT_FALSE(display_complaint("canvas = [640, 360]\nrate = \"25/0\"\n").empty());
}

TEST_F(DisplayReader, SharesBecomeEvenPixelsOfTheCanvas) {
    const Display read = display("canvas = [1000, 504]\nlogo_area = [\"33.3%\", \"50%\", \"66.7%\", 20]\n");
    EXPECT_EQ(read.logo_area, (Rect{334, 252, 666, 20})) << "rounded, and still up to the right edge";
}

TEST_F(DisplayReader, SharesAreTakenOfTheCanvasOfWhoeverExtends) {
    write("displays/base.toml", "canvas = [1000, 500]\n[[picture]]\narea = [0, 0, \"50%\", \"100%\"]\n");
    const Display read = display("extends = \"base\"\ncanvas = [640, 360]\n");
    EXPECT_EQ(read.pictures[0].area, (Rect{0, 0, 320, 360}));
}

TEST_F(DisplayReader, RefusesAreasOutsideTheCanvasOrOddOnes) {
    EXPECT_EQ(
        display_complaint("canvas = [640, 360]\n[[panel]]\narea = [0, 300, 640, 62]\n"),
        "displays/a.toml:3:8: area = [0, 300, 640, 62] is empty or does not lie inside the canvas of 640x360 pixels.");
    EXPECT_EQ(display_complaint("canvas = [640, 360]\nlogo_area = [1, 0, 100, 100]\n"),
              "displays/a.toml:2:13: logo_area = [1, 0, 100, 100]: left and width must be multiples of 2, top and "
              "height of 2 pixels.");
    EXPECT_EQ(display_complaint("canvas = [640, 360]\nlogo_area = [0, 0, 100]\n"),
              "displays/a.toml:2:13: logo_area must be [left, top, width, height] in pixels or shares such as \"50%\", "
              "not [0, 0, 100].");
    EXPECT_FALSE(display_complaint("canvas = [640, 360]\nlogo_area = [0, 0, \"101%\", 10]\n").empty());
    EXPECT_FALSE(display_complaint("canvas = [640, 360]\nlogo_area = [0, 0, -2, 10]\n").empty());
}

TEST_F(DisplayReader, AreasOfInterlacedCanvasesKeepToPairsOfFieldLines) {
    EXPECT_TRUE(display_complaint("canvas = [640, 360]\nfields = \"top\"\nlogo_area = [0, 4, 100, 20]\n").empty());
    EXPECT_FALSE(display_complaint("canvas = [640, 360]\nfields = \"top\"\nlogo_area = [0, 2, 100, 20]\n").empty());
}

TEST_F(DisplayReader, ChecksFoldRotationPlacementAndCabinets) {
    const std::string ribbon = "canvas = [3840, 240]\n";
    EXPECT_EQ(display_complaint(ribbon + "fold_rows = 7\n"),
              "displays/a.toml:2:13: fold_rows = 7 does not cut a canvas 3840 pixels wide into pieces of even width.");
    EXPECT_EQ(display_complaint(ribbon + "fold_rows = 2\nrotation = \"90\"\n"),
              "displays/a.toml:2:13: a canvas is either folded or turned; leave out fold_rows or rotation.");
    EXPECT_EQ(display_complaint(ribbon + "frame = [1920, 1080]\n"),
              "displays/a.toml:2:9: the finished canvas of 3840x240 pixels at [0, 0] does not lie inside the frame of "
              "1920x1080.");
    EXPECT_EQ(display_complaint("canvas = [640, 360]\ncabinets = { columns = 3, rows = 2, pixels = [200, 180] }\n"),
              "displays/a.toml:2:24: 3 x 2 cabinets of 200x180 pixels are 600x360 pixels, but the canvas has 640x360.");
    const Display turned =
        display("canvas = [640, 360]\nrotation = \"90\"\nframe = [1920, 1080]\nplacement = [100, 20]\n");
    EXPECT_EQ(turned.placement, (Rect{100, 20, 360, 640}));
    EXPECT_EQ(turned.rotation_degrees, 90);
    EXPECT_EQ(display("canvas = [640, 360]\nrotation = 270\n").rotation_degrees, 270);
}

TEST_F(DisplayReader, ExtendsReplacesListsAndKeepsTheRest) {
    write("displays/b.toml", "extends = \"led-p4\"\ntitle_vi = \"B\"\nmuted = false\n");
    const Display read = display("extends = \"b\"\n[[picture]]\nname = \"left\"\narea = [0, 0, 720, 720]\n");
    EXPECT_EQ(read.title_vi, "B");
    EXPECT_FALSE(read.muted);
    EXPECT_EQ(read.canvas, (Size{1440, 720}));
    ASSERT_EQ(read.pictures.size(), 1u);
    EXPECT_EQ(read.pictures[0].name, "left");
    EXPECT_EQ(read.pictures[0].fit, Fit::kFit);
}

TEST_F(DisplayReader, AUsersPresetMayBuildOnOursOfTheSameName) {
    write("displays/led-p4.toml", "extends = \"led-p4\"\nmuted = false\n");
    const Display read = library().display("led-p4");
    EXPECT_FALSE(read.muted);
    EXPECT_EQ(read.canvas, (Size{1440, 720}));
    EXPECT_FALSE(library().display("led-p5").muted) << "what builds on led-p4 follows the user's";
}

TEST_F(DisplayReader, RefusesCirclesAndBasesThatAreNotThere) {
    write("displays/b.toml", "title_vi = \"B\"\nextends = \"a\"\n");
    EXPECT_EQ(display_complaint("extends = \"b\"\n"),
              "displays/b.toml:2:11: extends = \"a\" leads in a circle back to itself.");
    EXPECT_EQ(display_complaint("extends = \"a\"\n"),
              "displays/a.toml:1:11: extends = \"a\" leads in a circle back to itself.");
    EXPECT_EQ(display_complaint("extends = \"led-p44\"\n"),
              "displays/a.toml:1:11: extends = \"led-p44\": there is no such preset. Did you mean \"led-p4\"?");
    EXPECT_EQ(display_complaint("extends = 4\n").substr(0, 21), "displays/a.toml:1:11:");
}

TEST_F(DisplayReader, ComplaintsInABasePointIntoTheBase) {
    write("displays/b.toml", "canvas = [640, 360]\nrate = 0\n");
    EXPECT_EQ(display_complaint("extends = \"b\"\n").substr(0, 20), "displays/b.toml:2:8:");
}

TEST_F(DisplayReader, CheckNamesEveryProblemOfAFile) {
    const auto file = write("displays/a.toml", "canvas = [640, 360]\nmuted = 1\nrate = 0\nloudnes = \"tv\"\n");
    EXPECT_EQ(library().check(file).size(), 3u);
    EXPECT_EQ(library().check(root_ / "none.toml").size(), 1u);
}

TEST_F(DisplayReader, CheckKnowsTheKindOfAFileOutsideOurFolders) {
    EXPECT_TRUE(
        library()
            .check(write("x.toml", "container = \"mkv\"\nvideo.codec = \"ffv1\"\nvideo.control = \"lossless\"\n"))
            .empty());
    EXPECT_TRUE(library().check(write("y.toml", "naming = \"{clip}\"\ndone_file = true\n")).empty());
    EXPECT_TRUE(library().check(write("z.toml", "canvas = [640, 360]\n")).empty());
}

TEST_F(DisplayReader, UnknownNamesGetASentence) {
    EXPECT_EQ(complaint(PresetKind::kDisplay, "led-p3"), "There is no display led-p3. Did you mean led-p4?");
    EXPECT_EQ(complaint(PresetKind::kEncode, "betamax"),
              "There is no encode betamax. \"gatecast presets list\" shows them all.");
    const auto file = write("mine.toml", "canvas = [640, 360]\n");
    EXPECT_EQ(library().display(file.string()).name, "mine");
}

TEST_F(DisplayReader, PanelPicturesLieBesideTheFileThatNamesThem) {
    write("displays/b.toml", "canvas = [640, 360]\n[[panel]]\nimage = \"art/p.png\"\n");
    EXPECT_EQ(display("extends = \"b\"\n").panels.at(0).image, (root_ / "displays/art/p.png").string());
}

TEST_F(EncodeReader, SettingsOfTheCommandLineComeFirst) {
    const Encode encode = library().encode("h264-mp4", {{"video.control", "vbr"},
                                                        {"video.bitrate", "8M"},
                                                        {"video.buffer_bits", "6.5M"},
                                                        {"video.gop", "25"},
                                                        {"audio.bitrate", "128k"},
                                                        {"video.level", "4.1"},
                                                        {"burnt_timecode", "true"},
                                                        {"accepts.frame", "1920x1080"}});
    EXPECT_EQ(encode.video.control, RateControl::kVbr);
    EXPECT_EQ(encode.video.bitrate, 8'000'000);
    EXPECT_EQ(encode.video.buffer_bits, 6'500'000);
    EXPECT_EQ(encode.video.gop, 25);
    EXPECT_EQ(encode.video.level, "4.1");
    EXPECT_EQ(encode.audio.bitrate, 128'000);
    EXPECT_TRUE(encode.burnt_timecode);
    EXPECT_EQ(encode.accepts.frame, (Size{1920, 1080}));
}

TEST_F(EncodeReader, OfTwoSettingsOfOneKeyTheLastCounts) {
    EXPECT_EQ(library().encode("h264-mp4", {{"video.gop", "25"}, {"video.gop", "10"}}).video.gop, 10);
}

TEST_F(EncodeReader, SettingsAreCheckedByTheSameTable) {
    const auto say = [this](const std::string& key, const std::string& value) -> std::string {
        try {
            static_cast<void>(library().encode("h264-mp4", {{key, value}}));
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    };
    EXPECT_EQ(say("video.bitrat", "8M"),
              "video.bitrat=8M: there is no option video.bitrat. Did you mean video.bitrate?");
    EXPECT_EQ(say("video.crf", "52"), "video.crf=52: video.crf must be a number from 0 to 51, not \"52\".");
    EXPECT_EQ(say("video.bitrate", "8X"),
              "video.bitrate=8X: video.bitrate must be from 0 to 1000000000, such as 8000000, \"8M\" or \"192k\", not "
              "\"8X\".");
    EXPECT_EQ(say("video.bitrate", "-8M").substr(0, 18), "video.bitrate=-8M:");
    EXPECT_EQ(say("video", "h264"), "video=h264: video is a group of options; write [video] and its keys below.");
    EXPECT_EQ(say("", "h264"), "=h264: there is no option . \"gatecast presets show\" lists them all.");
}

TEST_F(EncodeReader, RefusesWhatDoesNotGoTogether) {
    EXPECT_EQ(encode_complaint("container = \"mp4\"\nvideo.codec = \"ffv1\"\nvideo.control = \"lossless\"\n"),
              "encodes/a.toml:2:15: video \"ffv1\" does not go into container \"mp4\". Allowed: h264, h265.");
    EXPECT_EQ(encode_complaint("audio.codec = \"pcm24\"\n"),
              "encodes/a.toml:1:15: audio \"pcm24\" does not go into container \"mp4\". Allowed: none, aac, mp3.");
    EXPECT_EQ(encode_complaint("audio.mono_tracks = 8\n"),
              "encodes/a.toml:1:21: tracks of one channel need audio.codec pcm16 or pcm24, not \"aac\".");
    EXPECT_EQ(encode_complaint("video.control = \"vbr\"\nvideo.buffer_bits = \"2M\"\n"),
              "encodes/a.toml:1:17: vbr and cbr need video.bitrate, such as \"8M\".");
    EXPECT_EQ(encode_complaint("mux_rate = \"10M\"\n"),
              "encodes/a.toml:1:12: mux_rate goes with container \"ts\" only.");
    EXPECT_FALSE(encode_complaint("container = \"ts\"\nmux_rate = \"8M\"\nvideo.bitrate = \"8M\"\nvideo.control = "
                                  "\"cbr\"\nvideo.buffer_bits = \"4M\"\n")
                     .empty());
    EXPECT_FALSE(
        encode_complaint("video.control = \"cbr\"\nvideo.bitrate = \"8M\"\nvideo.buffer_bits = \"40M\"\n").empty());
    EXPECT_FALSE(encode_complaint("video.codec = \"h265\"\nvideo.profile = \"422\"\n").empty());
    EXPECT_FALSE(encode_complaint("video.level = \"main\"\n").empty());
    EXPECT_FALSE(encode_complaint("video.gop = 2\n").empty());
    EXPECT_FALSE(encode_complaint("video.height = 541\n").empty());
    EXPECT_FALSE(encode_complaint("suffix = \"mp4\"\n").empty());
    EXPECT_FALSE(encode_complaint("start_timecode = \"24:00:00:00\"\n").empty());
}

TEST_F(EncodeReader, DeliveriesNameKnownPartsOnly) {
    write("deliveries/a.toml", "naming = \"{clip}_{dsplay}\"\n");
    EXPECT_EQ(complaint(PresetKind::kDelivery, "a"),
              "deliveries/a.toml:1:10: naming holds a part that is not known: {clip}_{dsplay}. Known are {clip} {id} "
              "{display} {encode} {date}.");
    write("deliveries/a.toml", "naming = \"../{clip}\"\n");
    EXPECT_FALSE(complaint(PresetKind::kDelivery, "a").empty());
    write("deliveries/a.toml", "naming = \"{clip\"\n");
    EXPECT_FALSE(complaint(PresetKind::kDelivery, "a").empty());
    write("deliveries/a.toml", "[[track]]\nlanguage = \"km\"\nside = \"middle\"\n");
    EXPECT_EQ(complaint(PresetKind::kDelivery, "a").substr(0, 22), "deliveries/a.toml:3:8:");
}

TEST_F(EncodeReader, ShowTellsEachOptionItsValueAndItsPlace) {
    write("encodes/a.toml", "extends = \"h264-mp4\"\n\n[video]\nbitrate = \"8M\"\n");
    const auto options = library().show(PresetKind::kEncode, "a");
    const auto bitrate = std::ranges::find(options, "video.bitrate", &ShownOption::key);
    ASSERT_NE(bitrate, options.end());
    EXPECT_EQ(bitrate->value, "8000000");
    EXPECT_EQ(bitrate->standard, "0");
    EXPECT_TRUE(bitrate->where.ends_with("encodes/a.toml:4:11")) << bitrate->where;
    for (const ShownOption& option : options) EXPECT_NE(std::string(option.help), "") << option.key;
}

}  // namespace
}  // namespace gatecast
