// SPDX-License-Identifier: GPL-3.0-or-later
// The catalogue: found by words in three languages, kept through kills, shared by two processes.
#include "pipeline/record/catalogue.h"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "pipeline/record/catalogue_export.h"
#include "pipeline/trust/content_hash.h"
#include "tests/folder.h"

namespace gatecast {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

CatalogueEntry entry_of(const std::string& vi, const std::string& en = "", const std::string& km = "") {
    CatalogueEntry entry;
    entry.sha256 = hash_of_bytes(vi + en + km);
    entry.file = "/phim/" + entry.sha256.substr(0, 6) + ".mp4";
    entry.title_vi = vi;
    entry.title_en = en;
    entry.title_km = km;
    return entry;
}

class ContentCatalogueTest : public testing::Test {
protected:
    /// The Vietnamese titles found, best first.
    std::vector<std::string> find(CatalogueQuery query) {
        std::vector<std::string> titles;
        for (const CatalogueEntry& entry : catalogue.find(query)) titles.push_back(entry.title_vi);
        return titles;
    }
    std::vector<std::string> find(const std::string& words) {
        CatalogueQuery query;
        query.words = words;
        return find(query);
    }

    test::TempFolder folder;
    ContentCatalogue catalogue{folder / "catalogue.sqlite"};
};

TEST_F(ContentCatalogueTest, finds_vietnamese_with_and_without_marks) {
    const std::string market = "Chợ biên giới Lộc Ninh", dong = "Đồng đội trở về", other = "Cho tôi một vé";
    for (const std::string& title : {market, dong, other}) catalogue.add(entry_of(title));
    EXPECT_THAT(find("bien gioi"), ElementsAre(market));
    EXPECT_THAT(find("biên giới"), ElementsAre(market));
    EXPECT_THAT(find("BIÊN GIỚI"), ElementsAre(market));
    EXPECT_THAT(find("dong doi"), ElementsAre(dong));
    EXPECT_THAT(find("đồng đội"), ElementsAre(dong));
    EXPECT_THAT(find("Do\xCC\x82\xCC\x80ng"), ElementsAre(dong)) << "typed in pieces, as a Mac does; its đ left out";
    EXPECT_THAT(find("gioi bi"), ElementsAre(market)) << "any order, parts of words";
    EXPECT_THAT(find("ien"), IsEmpty()) << "words are found by their beginning";
    EXPECT_THAT(find("bien dong"), IsEmpty()) << "all words must be there";
    EXPECT_THAT(find("chợ"), ElementsAre(market, other)) << "the same marks come first";
    EXPECT_THAT(find("cho"), UnorderedElementsAre(market, other));
}

TEST_F(ContentCatalogueTest, finds_khmer_by_words) {
    const std::string market = "Chợ", peace = "Hòa bình";
    catalogue.add(entry_of(market, "", "ផ្សារព្រំដែនកម្ពុជាវៀតណាម"));
    catalogue.add(entry_of(peace, "", "សន្តិភាពនៅតំបន់ព្រំដែន"));
    EXPECT_THAT(find("ព្រំដែន"), UnorderedElementsAre(market, peace));
    EXPECT_THAT(find("ផ្សារ"), ElementsAre(market));
    EXPECT_THAT(find("កម្ពុជា"), ElementsAre(market));
    EXPECT_THAT(find("សន្តិភាព"), ElementsAre(peace));
    EXPECT_THAT(find("ផ្សារ ព្រំដែន"), ElementsAre(market));
    EXPECT_THAT(find("ផ្សារ\u200Bព្រំដែន"), ElementsAre(market)) << "with a zero-width space";
    EXPECT_THAT(find("ដែន"), testing::Not(testing::Contains("")));
    EXPECT_THAT(find("សារ"), IsEmpty()) << "a piece of another word is not a word";
    EXPECT_THAT(find("កម្ពុ"), ElementsAre(market)) << "its beginning is";
}

TEST_F(ContentCatalogueTest, finds_english_and_other_fields) {
    CatalogueEntry entry = entry_of("Một", "The Border Market of Loc Ninh");
    entry.fields.owner = "Sở Thông tin và Truyền thông";
    entry.fields.translator = "Sok Dara";
    catalogue.add(entry);
    for (const char* words : {"border", "MARK", "so thong tin", "dara", "loc market"})
        EXPECT_THAT(find(words), ElementsAre("Một")) << words;
    EXPECT_THAT(find("-\"'*()"), IsEmpty());
    EXPECT_THAT(find("border\" OR title:x AND NEAR("), IsEmpty()) << "nothing of a query is a command";
    EXPECT_THAT(find("border AND"), IsEmpty());
}

TEST_F(ContentCatalogueTest, titles_rank_over_other_fields) {
    CatalogueEntry far = entry_of("Một phim");
    far.description = "có cửa khẩu";
    catalogue.add(far);
    catalogue.add(entry_of("Cửa khẩu Hoa Lư"));
    EXPECT_THAT(find("cua khau"), ElementsAre("Cửa khẩu Hoa Lư", "Một phim"));
}

TEST_F(ContentCatalogueTest, filters_by_fields_and_by_where_and_when_it_was_shown) {
    CatalogueEntry film = entry_of("Phim A"), news = entry_of("Phim B");
    film.fields.kind = "film";
    film.fields.spoken = "vi";
    film.fields.subtitle_languages = {"en", "km"};
    news.fields.kind = "news";
    news.fields.topic = "border";
    news.fields.spoken = "en";
    catalogue.add(film);
    catalogue.add(news);
    catalogue.add_copy(hash_of_bytes("rendered"), film.sha256, "led-p4");
    EXPECT_TRUE(catalogue.add_appearance({hash_of_bytes("rendered"), "a", "led-p4", "2026-12-02T16:59:59.000Z", {}}));
    EXPECT_TRUE(catalogue.add_appearance({news.sha256, "b", "kiosk", "2026-12-02T17:00:00.000Z", {}}));
    EXPECT_FALSE(catalogue.add_appearance({hash_of_bytes("unknown"), "c", "kiosk", "2026-12-02T17:00:00.000Z", {}}));
    const auto with = [](std::string CatalogueQuery::*which, const char* value) {
        CatalogueQuery query;
        query.words = "phim";
        query.*which = value;
        return query;
    };
    EXPECT_THAT(find(with(&CatalogueQuery::kind, "film")), ElementsAre("Phim A"));
    EXPECT_THAT(find(with(&CatalogueQuery::topic, "border")), ElementsAre("Phim B"));
    EXPECT_THAT(find(with(&CatalogueQuery::language, "km")), ElementsAre("Phim A"));
    EXPECT_THAT(find(with(&CatalogueQuery::language, "en")), UnorderedElementsAre("Phim A", "Phim B"));
    EXPECT_THAT(find(with(&CatalogueQuery::display, "kiosk")), ElementsAre("Phim B"));
    EXPECT_THAT(find(with(&CatalogueQuery::shown_until, "2026-12-02")), ElementsAre("Phim A"))
        << "23:59:59 at the place";
    EXPECT_THAT(find(with(&CatalogueQuery::shown_from, "2026-12-03")), ElementsAre("Phim B"));
    CatalogueQuery everything;
    EXPECT_THAT(find(everything), ElementsAre("Phim B", "Phim A"));
    EXPECT_THROW(find(with(&CatalogueQuery::shown_from, "soon")), Error);
}

TEST_F(ContentCatalogueTest, knows_a_content_again_and_keeps_what_is_not_said_anew) {
    CatalogueEntry entry = entry_of("Chợ");
    entry.fields.topic = "trade";
    EXPECT_EQ(catalogue.add(entry), ContentCatalogue::Added::kNew);
    EXPECT_EQ(catalogue.add(entry), ContentCatalogue::Added::kUnchanged);
    CatalogueEntry more;
    more.sha256 = entry.sha256;
    more.title_vi = "Chợ đêm";
    more.fields.gates = {"Hoa Lư", "Xa Mát"};
    EXPECT_EQ(catalogue.add(more), ContentCatalogue::Added::kUpdated);
    EXPECT_EQ(catalogue.size(), 1);
    const CatalogueEntry now = catalogue.by_hash(entry.sha256).value();
    EXPECT_EQ(now.fields.topic, "trade");
    EXPECT_EQ(now.fields.gates, more.fields.gates);
    EXPECT_EQ(now.file, entry.file);
    EXPECT_THAT(find("dem"), ElementsAre("Chợ đêm"));
    EXPECT_EQ(catalogue.by_id(now.id)->title_vi, "Chợ đêm");
    EXPECT_FALSE(catalogue.by_id(99));
    EXPECT_THROW(catalogue.add({}), Error);
}

TEST_F(ContentCatalogueTest, is_whole_after_kills_and_shared_by_two_processes) {
    for (int round = 0; round < 4; ++round) {
        int said[2];
        ASSERT_EQ(::pipe(said), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            ContentCatalogue own(folder / "catalogue.sqlite");
            for (int i = 0;; ++i) {
                own.add(entry_of("Phim số " + std::to_string(round * 100'000 + i)));
                if (::write(said[1], &i, sizeof i) != sizeof i) ::_exit(1);
            }
        }
        ::close(said[1]);
        const int64_t before = catalogue.size();
        int count = 0, last = 0;
        while (count < 3 && ::read(said[0], &last, sizeof last) == ssize_t{sizeof last}) ++count;
        catalogue.add(entry_of("Của cha " + std::to_string(round)));
        ++count;
        ::kill(child, SIGKILL);
        while (::read(said[0], &last, sizeof last) == ssize_t{sizeof last}) ++count;
        ::close(said[0]);
        ::waitpid(child, nullptr, 0);
        EXPECT_GE(catalogue.size(), before + count);
        const std::string title = "Phim số " + std::to_string(round * 100'000 + last);
        EXPECT_THAT(find("phim so " + std::to_string(round * 100'000 + last)), testing::Contains(title));
    }
}

TEST_F(ContentCatalogueTest, refuses_a_file_of_a_newer_program_and_one_that_is_none) {
    const char* const newer[] = {"CREATE TABLE a (b)", "CREATE TABLE c (d)", "CREATE TABLE e (f)"};
    { const Database database(folder / "newer.sqlite", newer); }
    EXPECT_THROW(ContentCatalogue(folder / "newer.sqlite"), Error);
    { const Database database(folder / "old.sqlite", std::span(newer).first(1)); }
    const Database migrated(folder / "old.sqlite", newer);
    Statement tables = migrated.prepare("SELECT COUNT(*) FROM sqlite_master WHERE name IN ('a', 'c', 'e')");
    ASSERT_TRUE(tables.step());
    EXPECT_EQ(tables.number(0), 3);
    EXPECT_THROW(ContentCatalogue(folder.path()), Error);
}

TEST(CatalogueExport, is_schema_orgs_video_object) {
    ShownEntry shown{entry_of("Chợ", "Market", "ផ្សារ"), {}, "media/cho.mp4"};
    shown.entry.duration = std::chrono::milliseconds(3'723'250);
    shown.entry.fields.spoken = "vi";
    shown.entry.fields.subtitle_languages = {"km"};
    shown.showings = {{"", "cho", "led-p4", "2026-12-02T01:00:00.000Z", std::chrono::minutes(5)}};
    const auto json = video_object(shown);
    EXPECT_EQ(json["@type"], "VideoObject");
    EXPECT_EQ(json["duration"], "PT1H2M3.250S");
    EXPECT_EQ(json["name"][2]["@value"], "ផ្សារ");
    EXPECT_EQ(json["name"][2]["@language"], "km");
    EXPECT_EQ(json["publication"][0]["publishedOn"]["name"], "led-p4");
    EXPECT_EQ(video_list({shown, shown})["itemListElement"][1]["position"], 2);
}

TEST(CatalogueSheet, has_a_cell_for_every_head) {
    const Sheet sheet = catalogue_sheet({{entry_of("Chợ"), {}, "media/a.mp4"}});
    ASSERT_EQ(sheet.rows.size(), 1U);
    EXPECT_EQ(sheet.rows[0].size(), sheet.head.size());
    EXPECT_EQ(sheet.rows[0][sheet.links[0]], "media/a.mp4");
}

}  // namespace
}  // namespace gatecast
