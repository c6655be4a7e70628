#!/usr/bin/env python3
"""Vanilla proofs over the remote path against a plain download: a Markdown table of one run.

Needs `mvn test-compile` run once, which compiles the measuring program (storage.VanillaBench of the tests). Server and
reader are processes of their own; rounds of both kinds take turns.
"""
import glob
import os
import statistics
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TARGET = os.path.join(ROOT, "target")
CLASS_PATH = ":".join([os.path.join(TARGET, "classes"), os.path.join(TARGET, "test-classes"),
                       *glob.glob(os.path.join(TARGET, "lib", "*.jar"))])
COMMAND = ["java", "-XX:+UseSerialGC", "-Xmx512m", "-cp", CLASS_PATH, "io.lotusconsole.storage.VanillaBench"]
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "150"))
WARM_UP = 20


def main():
    print("| connections | vanilla proofs | plain download | throughput, share of plain | the same, of the fastest twentieths |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for at_once in (8, 32, 128, 256):
        with tempfile.TemporaryDirectory() as scratch:
            server = subprocess.Popen([*COMMAND, "serve", os.path.join(scratch, "shelf")],
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            port = server.stdout.readline().split()[1]
            lines = subprocess.run([*COMMAND, "read", port, str(at_once), str(ROUNDS + WARM_UP)],
                                   stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()[WARM_UP:]
            server.stdin.close()
            server.wait()
        remote = [int(line.split()[1]) / 1e6 for line in lines]
        plain = [int(line.split()[3]) / 1e6 for line in lines]
        print("| %d | %.0f ms | %.0f ms | %.0f %% | %.0f %% |" % (
            at_once, statistics.median(remote), statistics.median(plain),
            statistics.median(plain) / statistics.median(remote) * 100,
            twentieth(plain) / twentieth(remote) * 100), flush=True)


def twentieth(times):
    """What the machine can do when nobody else uses it, less a few lucky rounds."""
    return sorted(times)[len(times) // 20]


if __name__ == "__main__":
    main()
