// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/encoding/encoding.h"

#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>

#include "subtitles/utf8.h"
#include "tests/folder.h"
#include "tests/subtitles/sentences.h"

namespace gatecast {
namespace {

/// GNU recode, which knows the same encodings and is not ours. Nothing: it cannot.
std::optional<std::string> recoded(const std::string& bytes, const std::string& from, const std::string& to) {
    const test::TempFolder folder;
    std::ofstream(folder / "in", std::ios::binary) << bytes;
    const std::string command = "recode " + from + "/.." + to + "/ < " + (folder / "in").string() + " > " +
                                (folder / "out").string() + " 2> /dev/null";
    if (std::system(command.c_str()) != 0) return std::nullopt;
    std::ifstream out(folder / "out", std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(out), {});
}

bool has_recode() {
    return std::system("recode --version > /dev/null 2>&1") == 0;
}

std::string nfc(const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    std::string composed;
    icu::Normalizer2::getNFCInstance(status)
        ->normalize(icu::UnicodeString::fromUTF8(text), status)
        .toUTF8String(composed);
    return composed;
}

/// As Windows-1258 needs it: the letter with its hat, and the tone behind it.
std::string tones_apart(const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* whole = icu::Normalizer2::getNFCInstance(status);
    const icu::Normalizer2* apart = icu::Normalizer2::getNFDInstance(status);
    std::string result;
    for (const char32_t c : to_utf32(text)) {
        const icu::UnicodeString letter(static_cast<UChar32>(c));
        icu::UnicodeString rest = apart->normalize(letter, status);
        icu::UnicodeString tone;
        for (int32_t n = 0; c > 0x7F && n < rest.length(); ++n) {
            if (std::u16string_view(u"\u0300\u0301\u0303\u0309\u0323").find(rest[n]) != std::u16string_view::npos) {
                tone = rest[n];
                rest.remove(n, 1);
            }
        }
        whole->normalize(rest, status).append(tone).toUTF8String(result);
    }
    return result;
}

std::string utf16(const std::string& text, bool little, bool mark) {
    std::string bytes;
    const icu::UnicodeString units = icu::UnicodeString::fromUTF8((mark ? "\xEF\xBB\xBF" : "") + text);
    for (int32_t n = 0; n < units.length(); ++n) {
        const char high = static_cast<char>(units[n] >> 8);
        const char low = static_cast<char>(units[n] & 0xFF);
        bytes += little ? std::string{low, high} : std::string{high, low};
    }
    return bytes;
}

/// A file of `count` cues, or of plain lines.
template <size_t N>
std::string made(const char* const (&sentences)[N], int count, bool srt, std::mt19937& random) {
    std::string text;
    for (int n = 0; n < count; ++n) {
        const std::string sentence = sentences[random() % N];
        if (srt) {
            text += std::to_string(n + 1) + "\r\n00:00:0" + std::to_string(n % 10) + ",000 --> 00:00:1" +
                    std::to_string(n % 10) + ",500\r\n";
            text += random() % 4 == 0 ? "<i>" + sentence + "</i>\r\n\r\n"
                                      : (random() % 4 == 0 ? "{\\an8}" : "") + sentence + "\r\n\r\n";
        } else {
            text += sentence + "\n";
        }
    }
    return text;
}

struct Sample {
    Encoding encoding;
    std::string text;   // as it should be read
    std::string bytes;  // as the file has it
};

constexpr int kCues[] = {3, 5, 8, 20, 120};

template <size_t N>
std::string made(const char* const (&sentences)[N], int n, std::mt19937& random) {
    return made(sentences, kCues[static_cast<size_t>(n) % std::size(kCues)], n % 3 != 0, random);
}

/// 90 files: three languages in UTF-8 and UTF-16, both byte orders, with and without a mark.
std::vector<Sample> unicode_samples() {
    std::mt19937 random(11);
    std::vector<Sample> samples;
    for (int n = 0; n < 15; ++n) {
        const std::string text = n % 3 == 0   ? made(kVietnamese, n / 3, random)
                                 : n % 3 == 1 ? made(kEnglish, n / 3, random)
                                              : made(kKhmer, n / 3, random);
        samples.push_back({Encoding::kUtf8, text, text});
        samples.push_back({Encoding::kUtf8, text, "\xEF\xBB\xBF" + text});
        for (const bool mark : {true, false}) {
            samples.push_back({Encoding::kUtf16le, text, utf16(text, true, mark)});
            samples.push_back({Encoding::kUtf16be, text, utf16(text, false, mark)});
        }
    }
    return samples;
}

/// 110 files in the five old encodings, written by recode.
std::vector<Sample> old_samples() {
    constexpr struct {
        Encoding encoding;
        const char* name;
    } kOld[] = {{Encoding::kTcvn3, "TCVN"},
                {Encoding::kVni, "VNI"},
                {Encoding::kViscii, "VISCII"},
                {Encoding::kWindows1258, "CP1258"}};
    std::mt19937 random(12);
    std::vector<Sample> samples;
    for (int n = 0; n < 22; ++n) {
        for (const auto& old : kOld) {
            const std::string text = made(kVietnamese, n, random);
            const auto bytes =
                recoded(old.encoding == Encoding::kWindows1258 ? tones_apart(text) : text, "UTF-8", old.name);
            EXPECT_TRUE(bytes.has_value()) << old.name;
            samples.push_back({old.encoding, text, bytes.value_or("")});
        }
        const std::string text = made(kWestern, n, random);
        const auto bytes = recoded(text, "UTF-8", "CP1252");
        EXPECT_TRUE(bytes.has_value());
        samples.push_back({Encoding::kWindows1252, text, bytes.value_or("")});
    }
    return samples;
}

TEST(Detection, NeverMisreadsUnicode) {
    const std::vector<Sample> samples = unicode_samples();
    ASSERT_EQ(samples.size(), 90U);
    for (const Sample& sample : samples) {
        const Detected detected = detect_encoding(sample.bytes);
        ASSERT_EQ(detected.encoding, sample.encoding) << sample.text.substr(0, 200);
        EXPECT_TRUE(detected.certain);
        EXPECT_FALSE(detected.suspected_legacy_khmer) << sample.text.substr(0, 200);
        EXPECT_FALSE(detected.font.has_value());
        EXPECT_EQ(decode(sample.bytes, *detected.encoding).text, sample.text);
    }
}

TEST(Detection, TellsTheOldEncodingsApart) {
    if (!has_recode()) GTEST_SKIP() << "recode is not installed";
    const std::vector<Sample> samples = old_samples();
    ASSERT_EQ(samples.size(), 110U);
    int asked = 0;
    for (const Sample& sample : samples) {
        const Detected detected = detect_encoding(sample.bytes);
        EXPECT_FALSE(detected.certain);
        EXPECT_FALSE(detected.suspected_legacy_khmer);
        if (!detected.encoding) {
            ++asked;
            continue;
        }
        // Readings that give the same text are as good as each other.
        EXPECT_EQ(decode(sample.bytes, *detected.encoding).text, decode(sample.bytes, sample.encoding).text)
            << name_of(*detected.encoding) << " for " << name_of(sample.encoding);
        EXPECT_EQ(decode(sample.bytes, *detected.encoding).text, sample.text);
    }
    EXPECT_LE(asked, 1) << "of " << samples.size();
}

TEST(Decoding, AgreesWithRecode) {
    if (!has_recode()) GTEST_SKIP() << "recode is not installed";
    for (const Sample& sample : old_samples()) {
        const char* name = sample.encoding == Encoding::kTcvn3         ? "TCVN"
                           : sample.encoding == Encoding::kVni         ? "VNI"
                           : sample.encoding == Encoding::kViscii      ? "VISCII"
                           : sample.encoding == Encoding::kWindows1258 ? "CP1258"
                                                                       : "CP1252";
        const auto theirs = recoded(sample.bytes, name, "UTF-8");
        ASSERT_TRUE(theirs.has_value()) << name;
        const Decoded ours = decode(sample.bytes, sample.encoding);
        ASSERT_EQ(ours.text, nfc(*theirs)) << name;
        EXPECT_TRUE(ours.damaged_lines.empty());
    }
}

TEST(Decoding, KnowsEveryLetterOfVietnameseInEveryEncoding) {
    if (!has_recode()) GTEST_SKIP() << "recode is not installed";
    const std::string small = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ";
    const std::string capitals = "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴĐ";
    constexpr struct {
        Encoding encoding;
        const char* name;
        bool capitals;
    } kAll[] = {{Encoding::kTcvn3, "TCVN", false},
                {Encoding::kVni, "VNI", true},
                {Encoding::kViscii, "VISCII", true},
                {Encoding::kWindows1258, "CP1258", true}};
    for (const auto& each : kAll) {
        // recode turns these two round, against its own small letters and all others who know VNI.
        std::string text;
        for (const char32_t c : to_utf32(each.capitals ? small + capitals : small)) {
            const bool disputed = each.encoding == Encoding::kVni && (c == U'Ắ' || c == U'Ằ');
            if (!disputed) text += "(" + to_utf8(std::u32string(1, c)) + ")";
        }
        const bool apart = each.encoding == Encoding::kWindows1258;
        const auto bytes = recoded(apart ? tones_apart(text) : text, "UTF-8", each.name);
        ASSERT_TRUE(bytes.has_value()) << each.name;
        EXPECT_EQ(decode(*bytes, each.encoding).text, text) << each.name;
    }
}

TEST(Decoding, ReadsCapitalsWithATone) {
    EXPECT_EQ(decode("\x99 \xAE\xA9y, \x9Ey ban", Encoding::kTcvn3).text, "Ở đây, Ủy ban");
    EXPECT_EQ(decode("VI\x8CT NAM", Encoding::kTcvn3).text, "VIỆT NAM");
    EXPECT_EQ(decode("A\xD9o da\xF8i, a\xF9o; VIE\xC4T, A\xC9T, A\xC8NG", Encoding::kVni).text,
              "Áo dài, áo; VIỆT, ẮT, ẰNG");
}

TEST(Decoding, LeavesQuotesOfWindowsBesideTcvnWords) {
    EXPECT_EQ(decode("\x93Xin ch\xB5o\x94, anh n\xE3i\x85 \x96 r\xE5i", Encoding::kTcvn3).text,
              "“Xin chào”, anh nói… – rồi");
}

TEST(Decoding, OfACapitalFontIsAllCapitalsButForMarkup) {
    const Decoded decoded = decode("<i>cöa kh\xC8u</i> {\\an8}b&nbsp;c", Encoding::kTcvn3Capitals);
    EXPECT_NE(decoded.text.find("<i>C"), std::string::npos);
    EXPECT_NE(decoded.text.find("KHẨU</i> {\\an8}B&nbsp;C"), std::string::npos);
    EXPECT_EQ(decode("Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,l\xB5ng", Encoding::kTcvn3Capitals).text,
              "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,LÀNG");
}

TEST(Decoding, SaysWhichLinesAreDamaged) {
    const Decoded utf8 = decode("m\xE1\xBB\x99t\r\nha\xFFi\n\nba\xE1\xBB", Encoding::kUtf8);
    EXPECT_EQ(utf8.text, "một\r\nha\uFFFDi\n\nba\uFFFD");
    EXPECT_EQ(utf8.damaged_lines, (std::vector<int>{2, 4}));
    EXPECT_TRUE(decode("\xEF\xBF\xBD", Encoding::kUtf8).damaged_lines.empty()) << "an author's own U+FFFD is no damage";
    EXPECT_EQ(decode("a\rb\x81", Encoding::kWindows1252).damaged_lines, (std::vector<int>{2}));
    EXPECT_EQ(decode(std::string("a\0\x3D\xD8\xAC\xDC\x3D\xD8", 8), Encoding::kUtf16le).text, "a💬\uFFFD");
    EXPECT_EQ(decode(std::string("\0a\0", 3), Encoding::kUtf16be).damaged_lines, (std::vector<int>{1}));
    EXPECT_EQ(decode("vie\xE4t\nb\xE4n", Encoding::kVni).damaged_lines, (std::vector<int>{2}));
}

TEST(Detection, AsksWhenTooLittleIsSaid) {
    const Detected detected = detect_encoding("t\xE8");  // "tè" or "tố"
    EXPECT_FALSE(detected.encoding.has_value());
    ASSERT_GE(detected.readings.size(), 2U);
    EXPECT_NE(detected.readings[0].sample, detected.readings[1].sample);
    for (size_t n = 1; n < detected.readings.size(); ++n)
        EXPECT_LE(detected.readings[n].score, detected.readings[n - 1].score);
}

TEST(Detection, AsksForWhatItDoesNotKnow) {
    const Detected chinese = detect_encoding(
        "\xC4\xE3\xBA\xC3\xA3\xAC\xCA\xC0\xBD\xE7\xA1\xA3\n\xBB\xB6\xD3\xAD\xC0\xB4\xB5\xBD\xBF\xDA\xB0\xB6\xA1\xA3");
    EXPECT_FALSE(chinese.encoding.has_value());
    EXPECT_GE(chinese.readings.size(), 2U);
}

TEST(Detection, OfUtf8WithADamagedByteIsNotCertainButRight) {
    std::mt19937 random(5);
    std::string text = made(kVietnamese, 20, true, random);
    text.insert(text.find("-->") + 3, "\xFF");
    const Detected detected = detect_encoding(text);
    EXPECT_EQ(detected.encoding, Encoding::kUtf8);
    EXPECT_FALSE(detected.certain);
}

TEST(Detection, IsNotLedAstrayByNulsInText) {
    EXPECT_EQ(detect_encoding(std::string("M\xE1\xBB\x99t\0hai ba b\xE1\xBB\x91n", 19)).encoding, Encoding::kUtf8);
    EXPECT_EQ(detect_encoding("").encoding, Encoding::kUtf8);
    EXPECT_EQ(detect_encoding("   \n   ").encoding, Encoding::kUtf8);
}

TEST(Detection, SuspectsTextOfOldKhmerFonts) {
    constexpr const char* kLimon[] = {
        ("1\n00:00:01,000 --> 00:00:03,000\nRBHraCaNacRkkm<\xFA"
         "Ca\n\n2\n00:00:04,000 --> 00:00:06,000\nRbeTskm<\xFA"
         "Ca TIRkugPñMeBj\n"),
        ("RbeTskm<\xFA"
         "Ca TIRkugPnMeBj\n"),
        "CMrabsYr elakGñk GrKuNeRcIn\nnaykrdæmRnþI RksYgkarbreTs\n",
        "sUmsVaKmn_mkkan´RckTVarGnþrCati\n<i>rdæaPi)al</i> Rkug kñúgextþ\n",
    };
    for (const char* text : kLimon) {
        const Detected detected = detect_encoding(text);
        EXPECT_TRUE(detected.suspected_legacy_khmer) << text;
    }
    EXPECT_FALSE(detect_encoding("OK.\n\nVTV1 HD\n").suspected_legacy_khmer);
    EXPECT_FALSE(detect_encoding("See www.BinhPhuoc.gov.vn/HoaLu or YouTube.").suspected_legacy_khmer);
}

TEST(Detection, FindsTheLettersOfAnOldFontInUnicodeText) {
    // What a Word file in .VnTime holds: the bytes of TCVN3 as Latin letters.
    const std::string text =
        decode("C\xF6\x61 kh\xC8u qu\xE8\x63 t\xD5 Hoa L\xAD m\xEB c\xF6\x61 t\xF5 b\xB6y gi\xEA s\xB8ng",
               Encoding::kWindows1252)
            .text;
    const Detected detected = detect_encoding(text);
    EXPECT_EQ(detected.encoding, Encoding::kUtf8);
    ASSERT_EQ(detected.font, Encoding::kTcvn3);
    EXPECT_EQ(from_font_encoding(text, *detected.font), "Cửa khẩu quốc tế Hoa Lư mở cửa từ bảy giờ sáng");
    EXPECT_FALSE(font_encoding("Cửa khẩu quốc tế Hoa Lư").has_value());
    EXPECT_FALSE(font_encoding("C’était l’été, déjà très tôt à l’école").has_value());
}

TEST(EncodingNames, AreFoundAsPeopleWriteThem) {
    for (const EncodingName& each : encoding_names()) EXPECT_EQ(encoding_named(each.name), each.encoding);
    EXPECT_EQ(encoding_named("UTF8"), Encoding::kUtf8);
    EXPECT_EQ(encoding_named("TCVN"), Encoding::kTcvn3);
    EXPECT_EQ(encoding_named(".VnTimeH"), Encoding::kTcvn3Capitals);
    EXPECT_EQ(encoding_named("cp1258"), Encoding::kWindows1258);
    EXPECT_EQ(encoding_named("koi8-r"), std::nullopt);
}

}  // namespace
}  // namespace gatecast
