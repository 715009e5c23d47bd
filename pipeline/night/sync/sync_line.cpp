// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/sync/sync_line.h"

#include <fmt/format.h>

#include <fstream>

#include "pipeline/night/child.h"
#include "pipeline/night/sync/sync_mounted.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

using Words = std::vector<std::string>;

/// What a tool said first in its own name; the rest is advice, and what ssh and routers greet with.
std::string telling_line(const std::string& said, const std::string& tool) {
    size_t at = said.starts_with(tool + ":") ? 0 : said.find("\n" + tool + ":");
    if (at == std::string::npos) at = 0;
    if (said[at] == '\n') ++at;
    return said.substr(at, said.find_first_of("\r\n", at) - at);
}

/// Runs a tool to its end; -1 when we were asked to stop or it died.
ChildOutcome run_tool(const Words& words, const LineSettings& settings, Message& trouble) {
    const ChildOutcome outcome = run_child(words, [&] { return !settings.stop(); });
    if (outcome.code == 127)
        throw Error(message("{} is not installed. Install it: apt install {}.", words.front(), words.front()));
    if (outcome.code != 0) trouble = Message{"{}", {telling_line(outcome.err, words.front())}};
    return outcome;
}

/// user@host:/path through ssh.
class RsyncLine : public SyncLine {
public:
    RsyncLine(std::string from, LineSettings settings) : from_(std::move(from)), settings_(std::move(settings)) {
        if (!from_.ends_with('/')) from_ += '/';
    }

    bool bring_lists(const std::vector<std::string>& dates, const fs::path& folder) override {
        Words words = usual({"--recursive", "--prune-empty-dirs"});
        if (dates.empty()) words.emplace_back("--include=/[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]/");
        for (const std::string& date : dates) words.push_back("--include=/" + date + "/");
        words.insert(words.end(), {"--include=/*/day.json", "--exclude=*", from_, folder.string() + "/"});
        return run_tool(words, settings_, trouble_).code == 0;
    }

    /// --append goes on where a file ends, without reading it all over the line again; the hashes are ours to check.
    bool bring_files(const std::string& date, const std::vector<SyncFile>& files, const fs::path& folder) override {
        const fs::path list = folder.string() + ".files";
        std::ofstream stream(list);
        for (const SyncFile& file : files) stream << file.path << '\n';
        stream.close();
        const Words words = usual(
            {"--partial", "--append", "--files-from=" + list.string(), from_ + date + "/", folder.string() + "/"});
        const bool whole = run_tool(words, settings_, trouble_).code == 0;
        fs::remove(list);
        return whole;
    }

private:
    [[nodiscard]] Words usual(const Words& more) const {
        constexpr int kKibibyte = 1024;
        Words words{"rsync", "--protect-args", "--no-links", "--timeout=60", "--chmod=D755,F644"};
        if (!settings_.ssh.empty())
            words.push_back("--rsh=" + settings_.ssh);
        else
            words.emplace_back("--rsh=ssh -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=15");
        if (settings_.limit_bytes_s > 0)
            words.push_back(fmt::format("--bwlimit={}", std::max<int64_t>(1, settings_.limit_bytes_s / kKibibyte)));
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }

    std::string from_;
    LineSettings settings_;
};

/// A web server, asked for the dates one by one.
class CurlLine : public SyncLine {
public:
    CurlLine(std::string from, LineSettings settings) : from_(std::move(from)), settings_(std::move(settings)) {
        while (from_.ends_with('/')) from_.pop_back();
    }

    [[nodiscard]] bool tells_dates() const override { return false; }

    bool bring_lists(const std::vector<std::string>& dates, const fs::path& folder) override {
        for (const std::string& date : dates) {
            fs::create_directories(folder / date);
            const fs::path list = folder / date / "day.json";
            fs::remove(list);
            const Got got = get(date + "/day.json", list);
            if (got == Got::kBroken) return false;
            if (got == Got::kMissing) fs::remove_all(folder / date);
        }
        return true;
    }

    bool bring_files(const std::string& date, const std::vector<SyncFile>& files, const fs::path& folder) override {
        bool all = true;
        for (const SyncFile& file : files) {
            if (settings_.stop()) return false;
            all = get(date + "/" + file.path, folder / file.path) == Got::kWhole && all;
        }
        return all;
    }

private:
    enum class Got : uint8_t { kWhole, kMissing, kBroken };

    Got get(const std::string& path, const fs::path& file) {
        constexpr int kHttpError = 22, kNoRanges = 33;
        Words words{"curl",          "--silent", "--show-error",      "--fail",
                    "--proto",       "=https",   "--connect-timeout", "20",
                    "--speed-limit", "1",        "--speed-time",      "60",
                    "--continue-at", "-",        "--output",          file.string()};
        if (settings_.limit_bytes_s > 0)
            words.insert(words.end(), {"--limit-rate", std::to_string(settings_.limit_bytes_s)});
        if (!settings_.ca.empty()) words.insert(words.end(), {"--cacert", settings_.ca.string()});
        words.insert(words.end(), {"--write-out", "%{http_code}", from_ + "/" + escaped(path)});
        const ChildOutcome outcome = run_tool(words, settings_, trouble_);
        if (outcome.code == 0) return Got::kWhole;
        if (outcome.code == kNoRanges) fs::remove(file);  // a server that cannot go on in the middle: from the start
        return outcome.code == kHttpError && outcome.out.ends_with("404") ? Got::kMissing : Got::kBroken;
    }

    static std::string escaped(const std::string& path) {
        std::string address;
        for (const char c : path) {
            const auto byte = static_cast<unsigned char>(c);
            const bool plain =
                (byte < 128 && std::isalnum(byte) != 0) || std::string_view("-_.~/").find(c) != std::string_view::npos;
            address += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
        }
        return address;
    }

    std::string from_;
    LineSettings settings_;
};

/// "user@host:/path", as scp and rsync read it.
bool names_a_host(const std::string& from) {
    const size_t colon = from.find(':');
    return colon != std::string::npos && colon > 0 && from.find('/') > colon && !from.starts_with('-');
}

}  // namespace

std::unique_ptr<SyncLine> open_line(const std::string& from, const LineSettings& settings) {
    if (from.starts_with("https://")) return std::make_unique<CurlLine>(from, settings);
    if (from.find("://") != std::string::npos)
        throw Error(
            message("{}: days are brought over https://, ssh (user@host:/path) or a mounted folder. Give one of "
                    "them: plain http proves nothing about what it brings.",
                    from));
    if (fs::is_directory(from)) return std::make_unique<MountedLine>(from, settings);
    if (names_a_host(from)) return std::make_unique<RsyncLine>(from, settings);
    throw Error(message("{}: there is no such folder. Check the path, and that the share is mounted.", from));
}

}  // namespace gatecast
