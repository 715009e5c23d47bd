// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/console/open_api.h"

#include <gtest/gtest.h>

#include "pipeline/live/site/orders.h"

namespace gatecast {
namespace {

using nlohmann::json;

TEST(OpenApi, EveryOrderIsDescribedWithItsRoleAndFields) {
    const json paths = open_api().at("paths");
    for (const Order& order : orders()) {
        const json& operation = paths.at(std::string("/v1/") + order.name).at(order.asks ? "get" : "post");
        EXPECT_EQ(operation.at("x-role"), name_of(order.role));
        if (order.asks) continue;
        const json& schema = operation.at("requestBody").at("content").at("application/json").at("schema");
        EXPECT_EQ(schema.at("properties").size(), order.fields.size()) << order.name;
    }
}

TEST(Orders, AreRefusedWithWhatIsWrong) {
    EXPECT_FALSE(complaint_about({{"order", "status"}}));
    EXPECT_FALSE(complaint_about({{"order", "hold"}, {"on", true}, {"person", "Lan"}}));
    EXPECT_FALSE(complaint_about({{"order", "notice"}, {"phrase", "dong-cua"}, {"blanks", {{"gio", "18:00"}}}}));
    const auto sentence = [](const json& order) {
        const auto wrong = complaint_about(order);
        return wrong ? in_english(*wrong) : std::string();
    };
    EXPECT_EQ(sentence({{"order", "stand-by"}}), "There is no order stand-by. Did you mean standby?");
    EXPECT_EQ(sentence({{"order", "play"}}), "play: file is missing.");
    EXPECT_EQ(sentence({{"order", "hold"}, {"on", "yes"}}), "hold: on is not of the right kind.");
    EXPECT_EQ(sentence({{"order", "skip"}, {"when", "now"}}), "skip: there is no when in this order.");
    EXPECT_EQ(sentence({{"order", "notice"}, {"phrase", "a"}, {"blanks", {{"gio", 18}}}}),
              "notice: blanks is not of the right kind.");
    EXPECT_FALSE(sentence(json::array()).empty());
    EXPECT_FALSE(sentence({{"order", 7}}).empty());
}

}  // namespace
}  // namespace gatecast
