// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/publish.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "pipeline/media/decode_check.h"
#include "pipeline/media/packet_file.h"
#include "pipeline/render/join.h"
#include "pipeline/render/maker.h"
#include "pipeline/render/manifest.h"
#include "pipeline/render/soft_subtitles.h"
#include "presets/machine_error.h"
#include "presets/message.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

constexpr int64_t kSpareRoom_bytes = 16 << 20;

std::string job_name(const RenderPlan& plan, const OutputPlan& output) {
    return plan.clip.path.string() + " → " + output.display_name + " (" + output.encode.name + ")";
}

fs::path directory_of(const OutputPlan& output) {
    return output.file.parent_path().empty() ? fs::path(".") : output.file.parent_path();
}

/// How a file is called while it is written: its writer follows, so that two of the same job do not meet.
fs::path part_of(const fs::path& file) {
    return file.parent_path() / ("." + file.filename().string() + ".part." + maker());
}

/// Removes what was half-written when anything goes wrong.
class Temporary {
public:
    explicit Temporary(const fs::path& file) : path_(part_of(file)) {}
    ~Temporary() {
        std::error_code none;
        fs::remove(path_, none);
    }
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

/// Manifest and file change together: one publisher at a time in a directory. Where the file system has no locks,
/// two of the same job at the same instant may leave a manifest that does not know its file.
class DirectoryLock {
public:
    explicit DirectoryLock(const fs::path& directory)
        : directory_(open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
        while (directory_ >= 0 && flock(directory_, LOCK_EX) != 0 && errno == EINTR) continue;
    }
    ~DirectoryLock() {
        if (directory_ >= 0) close(directory_);
    }
    DirectoryLock(const DirectoryLock&) = delete;
    DirectoryLock& operator=(const DirectoryLock&) = delete;

private:
    int directory_;
};

int64_t stored_bytes(const OutputPlan& output, const Store& store) {
    int64_t sum = 0;
    const auto add = [&](const std::string& key) {
        std::error_code lost;
        const auto size = fs::file_size(store.path_of(key), lost);
        if (lost) throw StoreEntryLost{};
        sum += static_cast<int64_t>(size);
    };
    for (const SegmentPlan& segment : output.segments) add(segment.key);
    for (const SoundPlan& sound : output.sounds) add(sound.key);
    return sum;
}

void require_room(const OutputPlan& output, const Store& store) {
    const fs::path directory = directory_of(output);
    const int64_t needed = stored_bytes(output, store) + kSpareRoom_bytes;
    struct statvfs disk {};
    if (statvfs(directory.c_str(), &disk) != 0) return;
    const auto free_bytes = static_cast<int64_t>(disk.f_bavail) * static_cast<int64_t>(disk.f_frsize);
    if (free_bytes < needed)
        throw MachineError(
            message("{}: the disk has {} MB left and {} MB are needed. What was rendered is kept in the store; make "
                    "room and give the same command again.",
                    directory.string(), free_bytes / 1'000'000, needed / 1'000'000));
}

void gather_facts(const OutputPlan& output, const Store& store, Published& published) {
    for (const SegmentPlan& segment : output.segments) {
        const SegmentFacts facts =
            segment_facts_from_json(PacketFileReader(store.path_of(segment.key), false).header());
        published.damaged = published.damaged || facts.damaged;
        for (const FrameRun& run : facts.black) add_run(published.black, run);
        for (const FrameRun& run : facts.frozen) add_run(published.frozen, run);
    }
}

void check_size(const OutputPlan& output, const fs::path& path) {
    const auto bytes = static_cast<int64_t>(fs::file_size(path));
    if (output.encode.max_file_bytes > 0 && bytes > output.encode.max_file_bytes)
        throw Error(message("{}: {} MB, and {} takes at most {} MB. Render it in parts with --from and --to.",
                            output.file.filename().string(), bytes / 1'000'000, output.encode.name,
                            output.encode.max_file_bytes / 1'000'000));
}

void check_decodes(const OutputPlan& output, const fs::path& path) {
    const FileCheck check = decode_check_file(path);
    if (!check.sound()) throw Error(check.problems.front());
    for (const FileCheck::Track& track : check.tracks)
        if (track.video && track.decoded != output.frames)
            throw Error(message("{}: {} of {} frames decode. It was not put in its place.",
                                output.file.filename().string(), track.decoded, output.frames));
}

/// The job's own earlier result, as it left it: what may be replaced without being asked.
bool is_own(const std::string& job, const fs::path& file) {
    const auto manifest = read_manifest(file);
    const Claim found = claim_of(file);
    return manifest && manifest->job == job && (found == manifest->now || found == manifest->before);
}

/// Files of subtitles beside the output, each claimed by a manifest of its own: the manifest first, as above all.
void put_soft_files(const RenderPlan& plan, const OutputPlan& output) {
    for (const auto& [file, content] : soft_files(plan, output)) {
        const Temporary temporary(file);
        write_whole(temporary.path(), content);
        const Claim before = is_own(job_name(plan, output), file) ? claim_of(file) : Claim{};
        write_manifest(file, {job_name(plan, output), output.soft_key, 0, claim_of(temporary.path()), before, true});
        std::error_code failed;
        fs::rename(temporary.path(), file, failed);
        if (failed)
            throw_for(failed.value(), message("{}: cannot be put in its place: {}.", file.string(), failed.message()));
    }
}

bool soft_files_stand(const RenderPlan& plan, const OutputPlan& output) {
    for (const auto& [file, content] : soft_files(plan, output)) {
        const auto manifest = read_manifest(file);
        if (!manifest || manifest->key != output.soft_key || manifest->now != claim_of(file)) return false;
    }
    return true;
}

void refuse_foreign(const std::string& job, const fs::path& file, bool force) {
    if (fs::is_directory(file))
        throw Error(
            message("{}: is a directory, and a file of that name is to be made. Move it away, or choose another "
                    "directory with -o.",
                    file.string()));
    if (force || !fs::exists(file) || is_own(job, file)) return;
    throw Error(
        message("{}: exists, and is not this job's own earlier result. Move it away, choose another directory with -o, "
                "or give --force.",
                file.string()));
}

/// The manifest first, then the file under its name, then .done; killed between any two, the same job goes on.
void put_in_place(const RenderPlan& plan, const OutputPlan& output, const fs::path& finished) {
    const DirectoryLock lock(directory_of(output));
    const fs::path done = fs::path(output.file.string() + ".done");
    std::error_code failed;
    fs::remove(done, failed);
    Manifest manifest{job_name(plan, output), output.key, output.frames, claim_of(finished), {}, false};
    if (is_own(job_name(plan, output), output.file)) manifest.before = claim_of(output.file);
    manifest.delivered = !output.delivery.done_file;
    write_manifest(output.file, manifest);
    fs::rename(finished, output.file, failed);
    if (failed)
        throw_for(failed.value(),
                  message("{}: cannot be put in its place: {}.", output.file.string(), failed.message()));
    sync_to_disk(directory_of(output));
    if (manifest.delivered) return;
    write_whole(done, "");
    manifest.delivered = true;
    write_manifest(output.file, manifest);
}

}  // namespace

bool already_published(const RenderPlan& plan, const OutputPlan& output) {
    const auto manifest = read_manifest(output.file);
    return manifest && manifest->job == job_name(plan, output) && manifest->key == output.key && manifest->delivered &&
           manifest->now == claim_of(output.file) && soft_files_stand(plan, output);
}

void refuse_to_overwrite(const RenderPlan& plan, const OutputPlan& output, bool force) {
    refuse_foreign(job_name(plan, output), output.file, force);
    for (const auto& [file, content] : soft_files(plan, output)) refuse_foreign(job_name(plan, output), file, force);
}

void sweep_beside(const OutputPlan& output) noexcept {
    const std::string prefix = "." + output.file.stem().string() + ".";  // the film's and its subtitles'
    constexpr std::string_view kPart = ".part.";
    std::error_code none;
    for (const auto& item : fs::directory_iterator(directory_of(output), none)) {
        const std::string name = item.path().filename().string();
        const size_t part = name.rfind(kPart);
        if (!name.starts_with(prefix) || part == std::string::npos) continue;
        if (is_left_over(item.path(), std::string_view(name).substr(part + kPart.size())))
            fs::remove(item.path(), none);
    }
}

void make_directory(const OutputPlan& output) {
    const fs::path directory = directory_of(output);
    std::error_code failed;
    fs::create_directories(directory, failed);
    if (failed)
        throw_for(failed.value(),
                  message("{}: the directory cannot be made: {}.", directory.string(), failed.message()));
    if (access(directory.c_str(), W_OK | X_OK) != 0)
        throw_for(errno, message("{}: nothing can be written there: {}. Choose another directory with -o.",
                                 directory.string(), std::strerror(errno)));
}

Published published_facts(const OutputPlan& output, const Store& store) {
    Published published;
    try {
        gather_facts(output, store, published);
    } catch (const Error&) {
        throw StoreEntryLost{};
    }
    std::error_code unknown;
    published.bytes = static_cast<int64_t>(fs::file_size(output.file, unknown));
    return published;
}

Published publish(const RenderPlan& plan, const OutputPlan& output, const Store& store) {
    require_room(output, store);
    const Temporary temporary(output.file);
    join(plan, output, store, temporary.path());
    check_size(output, temporary.path());
    if (plan.request.verify == Verify::kFull) check_decodes(output, temporary.path());
    Published published;
    gather_facts(output, store, published);
    put_soft_files(plan, output);
    put_in_place(plan, output, temporary.path());
    std::error_code unknown;
    published.bytes = static_cast<int64_t>(fs::file_size(output.file, unknown));
    return published;
}

}  // namespace gatecast
