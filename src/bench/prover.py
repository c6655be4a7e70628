#!/usr/bin/env python3
"""What Java costs around the proof library: a Markdown table of one run.

Needs `mvn verify` run once, which compiles the measuring program (prover.ffi.ProverBench of the tests) and makes the test
parameters. Every figure is of a process of its own with the flags of the
launcher; the JDKs take turns.
"""
import glob
import os
import statistics
import subprocess
import sys
import tempfile
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TARGET = os.path.join(ROOT, "target")
CLASS_PATH = ":".join([os.path.join(TARGET, "lotus-console.jar"), os.path.join(TARGET, "test-classes"),
                       *glob.glob(os.path.join(TARGET, "lib", "*.jar"))])
BENCH = "io.lotusconsole.prover.ffi.ProverBench"
FLAGS = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED"]
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "10"))
LOADS = 11


def jdks():
    found = {}
    for release in sorted(glob.glob("/usr/lib/jvm/*/release")):
        with open(release) as file:
            version = dict(line.strip().split("=", 1) for line in file if "=" in line)["JAVA_VERSION"].strip('"')
        feature = int(version.split(".")[0])
        java = os.path.join(os.path.dirname(release), "bin", "java")
        if feature >= 17 and os.access(java, os.X_OK):
            found[feature] = (version, java)
    return found


def unpacked_stub(directory):
    """JNA's own library as a file, as an installation would have it."""
    jar = glob.glob(os.path.join(TARGET, "lib", "jna-jpms-*.jar"))[0]
    with zipfile.ZipFile(jar) as archive:
        name = "com/sun/jna/linux-%s/libjnidispatch.so" % os.uname().machine.replace("_", "-").replace("arm64", "aarch64")
        with open(os.path.join(directory, "libjnidispatch.so"), "wb") as out:
            out.write(archive.read(name))


def run(java, flags, *arguments):
    """Lines of the program, and its peak resident size in MiB."""
    process = subprocess.Popen([java, *FLAGS, *flags, "-cp", CLASS_PATH, BENCH, *arguments],
                               stdout=subprocess.PIPE, text=True)
    lines = process.stdout.read().splitlines()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status:
        sys.exit("failed: %s %s" % (java, " ".join(arguments)))
    return [line.split() for line in lines], usage.ru_maxrss / 1024


def main():
    parameters = os.path.join(TARGET, "test-state", "lotus-console", "test-parameters")
    if not os.path.exists(os.path.join(parameters, "made-2KiB")):
        sys.exit("no test parameters: run mvn verify once")
    print("| JDK | figure | median | range |")
    print("| --- | --- | ---: | ---: |")
    with tempfile.TemporaryDirectory() as scratch:
        unpacked_stub(scratch)
        cache = os.path.join(scratch, "cache")
        for feature, (version, java) in sorted(jdks().items()):
            stub = ["-Djna.boot.library.path=" + scratch]
            run(java, stub, "load", cache)
            for name, flags in (("library load, JNA's stub unpacked beforehand", stub),
                                ("library load, JNA unpacks its stub", [])):
                times = [int(run(java, flags, "load", cache)[0][0][1]) / 1e6 for _ in range(LOADS)]
                row(version, name, times, "%.0f ms")
            work = tempfile.mkdtemp(dir=scratch)
            lines, peak = run(java, ["-Xmx256m"], "proofs", parameters, work, str(ROUNDS))
            for entry, name in (("winning_post", "winning"), ("window_post", "window, 2 sectors")):
                calls = [(int(a), int(b)) for e, a, b in (line for line in lines if len(line) == 3) if e == entry]
                row(version, "native time of a proof, " + name, [a / 1e9 for a, _ in calls], "%.2f s")
                row(version, "Java's share of it, " + name, [(b - a) / a * 100 for a, b in calls], "%.4f %%")
            overs = [int(line[1]) / 1e6 for line in run(java, ["-Xmx256m"], "hand-over")[0]]
            row(version, "handing over 60 MB of vanilla proofs", overs, "%.1f ms")
            row(version, "peak resident size of a JVM that makes 2 KiB proofs", [peak], "%.0f MiB")


def row(version, name, values, form):
    low, high = form % min(values), form % max(values)
    spread = low if len(values) == 1 else low + " to " + high
    print("| %s | %s | %s | %s |" % (version, name, form % statistics.median(values), spread), flush=True)


if __name__ == "__main__":
    main()
