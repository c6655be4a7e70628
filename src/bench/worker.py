#!/usr/bin/env python3
"""The PoSt worker: from its start to its registration, what it costs while idle, and what it adds to a proof.

    src/bench/worker.py [--starts 11] [--proofs 10] [--idle 30] [--jdk DIRECTORY]...

Needs a build with the proof library (mvn verify, once, for the test parameters) and prints a Markdown table. A devnet and
workers of the packaged program run as processes of their own on loopback. What is added to a proof is the time between a
POST to the worker's port and its answer, less the time inside the proof library in every process that took part, which
--verbose tells of each native call.
"""

import argparse
import hashlib
import http.client
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.dirname(os.path.dirname(HERE))
PARAMETERS = os.path.join(HOME, "target", "test-state", "lotus-console", "test-parameters")
LEAVES = 2048 // 32
REGISTERED = b"Worker registered successfully"
SECONDS_MAX = 120


class Program:
    """One process of the packaged program; its output goes to a file."""

    def __init__(self, scratch, name, java, words, environment):
        self.log = os.path.join(scratch, name + ".log")
        env = {k: v for k, v in os.environ.items() if not k.startswith(("LOTUS_", "XDG_", "FIL_PROOFS_"))
               and not k.endswith("_API_INFO")}
        env.update({"HOME": scratch, "XDG_CACHE_HOME": os.path.join(scratch, "cache"), "LC_ALL": "C",
                    "XDG_STATE_HOME": os.path.join(HOME, "target", "test-state"), "LOTUS_CONSOLE_JAVA": java,
                    "LOTUS_CONSOLE_MAKE_ARCHIVE": "never", "FIL_PROOFS_PARAMETER_CACHE": PARAMETERS})
        env.update(environment)
        self.started = time.monotonic()
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen([os.path.join(HOME, "bin", words[0])] + words[1:], env=env,
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def text(self):
        with open(self.log, "rb") as log:
            return log.read()

    def wait_for(self, words):
        end = time.monotonic() + SECONDS_MAX
        while words not in self.text():
            if time.monotonic() > end or self.process.poll() is not None:
                sys.exit("no %r from %s:\n%s" % (words, self.log, self.text().decode(errors="replace")))
            time.sleep(0.005)
        return time.monotonic() - self.started

    def status(self, field):
        with open("/proc/%d/status" % self.process.pid) as status:
            return int(re.search(field + r":\s+(\d+)", status.read()).group(1))

    def cpu_seconds(self):
        with open("/proc/%d/stat" % self.process.pid) as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def native_ms(self):
        """Time in the library of each native call so far, in their order."""
        return [(entry, int(us) / 1000) for entry, us in re.findall(rb"native (\w+) (\d+) us of", self.text())]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def read(*path):
    with open(os.path.join(*path)) as file:
        return file.read().strip()


def call(authority, token, method, params, path="/rpc/v0", connection=None):
    connection = connection or http.client.HTTPConnection(authority, timeout=SECONDS_MAX)
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "Filecoin." + method, "params": params})
    start = time.perf_counter()
    connection.request("POST", path, body, {"Authorization": "Bearer " + token, "Content-Type": "application/json"})
    answer = json.loads(connection.getresponse().read())
    took = (time.perf_counter() - start) * 1000
    if "error" in answer:
        sys.exit("%s: %s" % (method, answer["error"]))
    return answer["result"], took


def authority(multiaddr):
    parts = multiaddr.split("/")
    return "%s:%s" % (parts[2], parts[4])


def challenged(sector, randomness, count):
    """The challenges of a sector: SHA-256(randomness, sector, i), as numbers little-endian, modulo the leaves."""
    leaves = []
    for i in range(count):
        digest = hashlib.sha256(randomness + sector["SectorNumber"].to_bytes(8, "little") + i.to_bytes(8, "little"))
        leaves.append(int.from_bytes(digest.digest()[:8], "little") % LEAVES)
    return {"SealProof": sector["SealProof"], "SectorNumber": sector["SectorNumber"],
            "SealedCID": sector["SealedCID"], "Challenge": leaves, "Update": False}


def randomness():
    import base64
    drawn = bytearray(os.urandom(32))
    drawn[31] &= 0x3F
    return bytes(drawn), base64.b64encode(drawn).decode()


def added(miner, worker, authority_of_worker, token, method, params):
    """Milliseconds of one proof outside the library, and inside it."""
    before = len(miner.native_ms()), len(worker.native_ms())
    _, took = call(authority_of_worker, token, method, params)
    inside = sum(ms for _, ms in miner.native_ms()[before[0]:]) + sum(ms for _, ms in worker.native_ms()[before[1]:])
    return took - inside, inside


def row(version, name, values, form, target=""):
    spread = "%s to %s" % (form % min(values), form % max(values)) if len(values) > 1 else ""
    print("| %s | %s | %s | %s | %s |" % (version, name, form % statistics.median(values), spread, target), flush=True)


def measure(java, version, options, scratch):
    miner = Program(scratch, "devnet", java, ["lotus-miner", "--verbose", "devnet", "--repo",
                                              os.path.join(scratch, "miner"), "--epoch", "1h", "--win-every", "1000"], {})
    alive = [miner]
    try:
        miner.wait_for(b"Ctrl-C ends it")
        repo = os.path.join(scratch, "miner")
        api = read(repo, "token") + ":" + read(repo, "api")
        node = authority(read(repo, "fullnode", "api")), read(repo, "fullnode", "token")
        environment = {"MINER_API_INFO": api}
        sectors, _ = call(*node, "StateMinerSectors", ["t01000", None, []], path="/rpc/v1")

        def worker(name, role, *flags):
            made = Program(scratch, name, java, ["lotus-worker", *flags, "--worker-repo", os.path.join(scratch, name),
                                                 "run", role, "--listen", "127.0.0.1:0"], environment)
            alive.append(made)
            return made

        starts = []
        for i in range(options.starts):
            started = worker("start-%d" % i, "--windowpost")
            starts.append(started.wait_for(REGISTERED))
            started.kill()
        row(version, "start to registered", starts, "%.2f s", "1.5 s")

        idle = worker("idle", "--windowpost")
        idle.wait_for(REGISTERED)
        time.sleep(5)
        cpu, since = idle.cpu_seconds(), time.monotonic()
        time.sleep(options.idle)
        share = (idle.cpu_seconds() - cpu) / (time.monotonic() - since) * 100
        row(version, "idle, resident", [idle.status("VmRSS") / 1024], "%.0f MiB", "100 MiB")
        row(version, "idle, of a core", [share], "%.2f %%", "0.3 %")
        idle.kill()

        local = os.path.join(scratch, "winning")
        os.makedirs(local)
        with open(os.path.join(local, "storage.json"), "w") as paths:
            json.dump({"StoragePaths": [{"Path": os.path.join(repo, "storage")}]}, paths)
        winning = worker("winning", "--winningpost", "--verbose")
        winning.wait_for(REGISTERED)
        window = worker("window", "--windowpost", "--verbose")
        window.wait_for(REGISTERED)
        for name, made, count, method, proof, chosen, target in (
                ("winning, local storage", winning, 66, "GenerateWinningPoSt", 0, sectors[:1], "10 ms"),
                ("window, 2 sectors, remote", window, 10, "GenerateWindowPoSt", 10, sectors[:2], "25 ms")):
            place = authority(read(scratch, made.log.rsplit("/", 1)[1][:-4], "api"))
            token = read(scratch, made.log.rsplit("/", 1)[1][:-4], "token")
            times = []
            for _ in range(options.proofs + 1):
                drawn, text = randomness()
                params = [proof, 1000, [challenged(each, drawn, count) for each in chosen]]
                params += [0, text] if method == "GenerateWindowPoSt" else [text]
                times.append(added(miner, made, place, token, method, params))
            first, rest = times[0], times[1:]
            row(version, "added to a proof, " + name, [outside for outside, _ in rest], "%.1f ms", target)
            row(version, "… the first of a process", [first[0]], "%.1f ms")
            row(version, "native time of it", [inside / 1000 for _, inside in rest], "%.2f s")
    finally:
        for process in alive:
            if process.process.poll() is None:
                process.kill()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--starts", type=int, default=11)
    arguments.add_argument("--proofs", type=int, default=10)
    arguments.add_argument("--idle", type=float, default=30)
    arguments.add_argument("--jdk", action="append")
    options = arguments.parse_args()
    if not os.path.exists(os.path.join(PARAMETERS, "made-2KiB")):
        sys.exit("no test parameters: run mvn verify once")
    print("| JDK | figure | median | range | target |")
    print("| --- | --- | ---: | ---: | ---: |")
    sys.path.insert(0, HERE)
    import prover
    found = {d: (d, os.path.join(d, "bin", "java")) for d in options.jdk} if options.jdk else prover.jdks()
    for _, (version, java) in sorted(found.items()):
        with tempfile.TemporaryDirectory() as scratch:
            measure(java, version, options, scratch)


if __name__ == "__main__":
    main()
