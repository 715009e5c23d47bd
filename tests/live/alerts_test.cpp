// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/alerts.h"

#include <gmock/gmock.h>

#include "pipeline/live/site/alert_letter.h"
#include "pipeline/live/site/journal.h"

namespace gatecast {
namespace {

using nlohmann::json;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

const json kAlarm{{"event", "alarm"},         {"alarm", "refused"}, {"item", "7"},
                  {"title", "Tin\nBcc: x@y"}, {"frame", 50},        {"site", "Lệ Thanh"},
                  {"problem", "a \"b\" \\ c"}};

TEST(Alerts, OnlyAlarmsAreForPeople) {
    EXPECT_FALSE(alert_subject({{"event", "on"}}));
    EXPECT_FALSE(alert_subject({{"event", "alert-failed"}}));  // else a way that fails would tell itself for ever
    EXPECT_EQ(alert_subject(kAlarm)->level, AlertLevel::kError);
    EXPECT_EQ(alert_subject({{"event", "alarm"}, {"alarm", "soft-subtitles"}})->level, AlertLevel::kWarning);
    EXPECT_EQ(alert_subject({{"event", "alarm-over"}, {"alarm", "black"}})->level, AlertLevel::kInfo);
    EXPECT_EQ(alert_subject({{"event", "mixer-lost"}})->kind, "mixer-lost");
}

TEST(AlertLetters, ATitleBeginsNoHeaderOfAMail) {
    const AlertLetter letter = alert_letter({AlertWay::kMail, "truc@dai.example\r\nBcc: x@y", {}}, kAlarm);
    EXPECT_THAT(letter.words, ::testing::ElementsAre("/usr/sbin/sendmail", "-t", "-i"));
    EXPECT_THAT(letter.text, HasSubstr("To: truc@dai.example  Bcc: x@y\r\nSubject: =?UTF-8?B?"));
    EXPECT_THAT(letter.text, Not(HasSubstr("\nBcc")));
    for (size_t begin = 0, end; (end = letter.text.find("\r\n", begin)) != std::string::npos; begin = end + 2)
        EXPECT_LE(end - begin, 78U);
}

TEST(AlertLetters, AnAddressIsNoWordOfACommandAndNoSettingOfAnother) {
    const AlertLetter letter =
        alert_letter({AlertWay::kWebhook, "https://a/?k=\"\nupload-file = \"/etc/passwd", {}}, kAlarm);
    EXPECT_THAT(letter.words, ::testing::ElementsAre("curl", "--config", "-"));
    EXPECT_THAT(letter.text, HasSubstr("url = \"https://a/?k=\\\" upload-file = \\\"/etc/passwd\"\n"));
    EXPECT_THAT(letter.text, HasSubstr("data-raw = \"{"));
}

TEST(Journal, FieldsCanBeLookedFor) {
    const std::vector<std::string> fields = journal_fields("le-thanh", kAlarm);
    EXPECT_THAT(fields, Contains("GATECAST_SITE=le-thanh"));
    EXPECT_THAT(fields, Contains("GATECAST_ALARM=refused"));
    EXPECT_THAT(fields, Contains("GATECAST_ITEM=7"));
    EXPECT_THAT(fields, Contains("GATECAST_FRAME=50"));
    EXPECT_THAT(fields, Contains("PRIORITY=3"));
    EXPECT_THAT(fields, Contains(HasSubstr("MESSAGE=alarm refused 7 ")));
    EXPECT_THAT(journal_fields("a", {{"event", "on"}}), Contains("PRIORITY=6"));
}

}  // namespace
}  // namespace gatecast
