#!/usr/bin/env python3
"""Start-up and size of the console, against an empty Java main of the same JDK with the same flags.

    src/bench/startup.py [--runs 11] [--jdk DIRECTORY]... [--only TEXT]

Needs a build (mvn -DskipTests package) and prints a Markdown table. Everything in one table was run in one go, the cases
taking turns, so that a busy machine slows all of them; figures are medians of the wall time and of the peak resident
size of the process (wait4), the launcher included. The servers are other processes of this script: a child's peak is
never below its parent's, so this one stays small.
"""

import argparse
import http.client
import http.server
import json
import os
import platform
import shutil
import socketserver
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.dirname(os.path.dirname(HERE))
CALL_SECONDS = 0.005
DEADLINES, PARTITIONS, SECTORS = 48, 40, 100_000
RUN_SECONDS_MAX = 120


# -- servers ---------------------------------------------------------------------------------------------------------

def fixture(name):
    with open(os.path.join(HERE, name)) as file:
        return json.load(file)


def worker_id(number):
    return "%08x-0000-4000-8000-%012x" % (number * 2654435761 % 2**32, number)


def workers(count, tables):
    """The text of a WorkerStats result: recorded workers, with or without the resource table that a miner sends."""
    worker = fixture("window-worker.json")
    if not tables:
        worker["Info"]["Resources"]["Resources"] = None
    parts = []
    for number in range(count):
        worker["Info"]["Hostname"] = "prover-%05d" % number
        parts.append('"%s":%s' % (worker_id(number), json.dumps(worker, separators=(",", ":"))))
    return ("{" + ",".join(parts) + "}").encode()


def partitions(deadline):
    """The StateMinerPartitions result of a deadline: run lengths, one sector in 500 faulty, half of those recovering."""
    rows = []
    for index in range(deadline * PARTITIONS, (deadline + 1) * PARTITIONS):
        first = index * SECTORS // (DEADLINES * PARTITIONS)
        count = (index + 1) * SECTORS // (DEADLINES * PARTITIONS) - first
        run = [first, count]
        faulty, active = ([first + 1, 1], [first, 1, 1, count - 2]) if index % 10 == 0 else ([0], run)
        rows.append({
            "AllSectors": run, "FaultySectors": faulty, "RecoveringSectors": faulty if index % 20 == 0 else [0],
            "LiveSectors": run, "ActiveSectors": active,
        })
    return json.dumps(rows).encode()


def serve(kind):
    """Answers JSON-RPC over HTTP on a free port, which it prints. GET gives the request bodies since the last GET."""
    replies = {name: json.dumps(result).encode() for name, result in fixture("chain-replies.json").items()}
    delay = 0.0
    per_deadline = []
    if kind == "two":
        replies["WorkerStats"] = workers(2, True)
    elif kind == "many":
        replies["WorkerStats"] = workers(10_000, False)
    elif kind == "full":
        replies["WorkerStats"] = workers(3_000, True)
    elif kind == "chain":
        delay = CALL_SECONDS
        per_deadline = [partitions(deadline) for deadline in range(DEADLINES)]
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, *arguments):
            pass

        def reply(self, body):
            head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
            if len(body) < 65536:
                self.wfile.write(head.encode() + body)
            else:
                self.wfile.write(head.encode())
                self.wfile.write(body)

        def do_GET(self):
            taken, asked[:] = asked[:], []
            self.reply(json.dumps(taken).encode())

        def do_POST(self):
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            call = json.loads(text)
            asked.append(text)
            if delay:
                time.sleep(delay)
            name = call["method"].rpartition(".")[2]
            if name == "StateMinerPartitions" and per_deadline:
                result = per_deadline[call["params"][1]]
            else:
                result = replies.get(name)
            start = b'{"jsonrpc":"2.0","id":%s,' % json.dumps(call["id"]).encode()
            if result is None:
                self.reply(start + b'"error":{"code":-32601,"message":"method \'%s\' not found"}}' % name.encode())
            else:
                self.reply(start + b'"result":' + result + b"}")

    class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
        daemon_threads = True
        request_queue_size = 64

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()


class Servers:
    """Starts servers as they are asked for, and ends them: each ends when its standard input does."""

    def __init__(self):
        self.running = {}

    def port(self, kind):
        if kind not in self.running:
            process = subprocess.Popen(
                [sys.executable, os.path.abspath(__file__), "--serve", kind],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            self.running[kind] = (process, int(process.stdout.readline()))
        return self.running[kind][1]

    def address(self, kind):
        return "bench:/ip4/127.0.0.1/tcp/%d/http" % self.port(kind)

    def asked(self, kind):
        connection = http.client.HTTPConnection("127.0.0.1", self.port(kind))
        connection.request("GET", "/")
        return json.loads(connection.getresponse().read())

    def close(self):
        for process, _ in self.running.values():
            process.stdin.close()
            process.wait()


def one_after_the_other(port, bodies):
    """Milliseconds to ask the same questions on one connection, the next when the last is answered."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.connect()
    start = time.perf_counter()
    for body in bodies:
        connection.request("POST", "/rpc/v1", body)
        connection.getresponse().read()
    return (time.perf_counter() - start) * 1e3


# -- JDKs and their empty main ---------------------------------------------------------------------------------------

class Jdk:
    def __init__(self, home, scratch):
        self.home = home
        self.java = os.path.join(home, "bin", "java")
        with open(os.path.join(home, "release")) as file:
            facts = dict(line.rstrip("\n").split("=", 1) for line in file if "=" in line)
        self.version = facts["JAVA_VERSION"].strip('"')
        self.feature = int(self.version.split(".")[0].split("-")[0])
        self.name = "JDK %d" % self.feature
        self.scratch = os.path.join(scratch, "empty-%d" % self.feature)
        os.makedirs(self.scratch)

    def launcher_flags(self):
        """The JVM flags of the launcher for this JDK, as a stand-in for java gets them."""
        stand_in = os.path.join(self.scratch, "jdk")
        os.makedirs(os.path.join(stand_in, "bin"))
        shutil.copy(os.path.join(self.home, "release"), stand_in)
        java = os.path.join(stand_in, "bin", "java")
        with open(java, "w") as file:
            file.write("#!/bin/sh\nprintf '%s\\n' \"$@\"\n")
        os.chmod(java, 0o755)
        run = subprocess.run(
            [os.path.join(HOME, "bin", "lotus-miner"), "proving", "workers"], text=True, capture_output=True, check=True,
            env={**os.environ, "LOTUS_CONSOLE_JAVA": java, "LOTUS_CONSOLE_MAKE_ARCHIVE": "never"})
        flags = run.stdout.splitlines()
        return [flag for flag in flags[:flags.index("-jar")]
                if not flag.startswith(("-XX:AOTCache", "-XX:SharedArchiveFile"))]

    def empty_main(self):
        """The command of an empty main with the launcher's flags and a class archive of its own."""
        source = os.path.join(self.scratch, "Empty.java")
        jar = os.path.join(self.scratch, "empty.jar")
        with open(source, "w") as file:
            file.write("public class Empty { public static void main(String[] a) {} }\n")
        tools = os.path.join(self.home, "bin")
        subprocess.run([os.path.join(tools, "javac"), "-d", self.scratch, source], check=True)
        subprocess.run([os.path.join(tools, "jar"), "--create", "--file", jar, "--main-class", "Empty",
                        "-C", self.scratch, "Empty.class"], check=True)
        flags = self.launcher_flags()
        archive = os.path.join(self.scratch, "empty.archive")
        make, use = (("AOTCacheOutput", "AOTCache") if self.feature >= 25
                     else ("ArchiveClassesAtExit", "SharedArchiveFile"))
        subprocess.run([self.java, *flags, "-XX:%s=%s" % (make, archive), "-jar", jar], check=True, capture_output=True)
        return [self.java, *flags, "-XX:%s=%s" % (use, archive), "-jar", jar]


def find_jdks(wanted, scratch):
    homes = wanted or sorted({os.path.dirname(os.path.dirname(os.path.realpath(java))) for java in candidates()})
    jdks = {}
    for home in homes:
        if all(os.path.exists(os.path.join(home, name)) for name in ("release", "bin/java", "bin/javac")):
            with open(os.path.join(home, "release")) as file:
                version = next(line for line in file if line.startswith("JAVA_VERSION=")).split('"')[1]
            feature = int(version.split(".")[0].split("-")[0])
            if feature >= 17 and (wanted or feature in (17, 25)) and feature not in jdks:
                jdks[feature] = Jdk(home, scratch)
    return [jdks[feature] for feature in sorted(jdks)]


def candidates():
    roots = ["/usr/lib/jvm"]
    for root in roots:
        if os.path.isdir(root):
            for name in os.listdir(root):
                yield os.path.join(root, name, "bin", "java")
    if os.environ.get("JAVA_HOME"):
        yield os.path.join(os.environ["JAVA_HOME"], "bin", "java")
    if shutil.which("java"):
        yield shutil.which("java")


# -- cases -----------------------------------------------------------------------------------------------------------

class Case:
    """One command line in one environment: where it is launched from, what it was seen to take, or why it was not run."""

    def __init__(self, title, jdk, command, environment):
        self.title, self.jdk, self.command, self.environment = title, jdk, command, environment
        self.millis, self.mebibytes, self.problem, self.sequential = [], [], None, None

    def run(self, keep=True):
        start = time.perf_counter()
        process = subprocess.Popen(
            self.command, env=self.environment, stdin=subprocess.DEVNULL, stdout=self.out, stderr=self.err)
        limit = threading.Timer(RUN_SECONDS_MAX, process.kill)
        limit.start()
        _, status, usage = os.wait4(process.pid, 0)
        millis = (time.perf_counter() - start) * 1e3
        limit.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0 and self.problem is None:
            self.problem = "exit status %d" % process.returncode
        if keep:
            self.millis.append(millis)
            self.mebibytes.append(usage.ru_maxrss / 1024)

    def probe(self, must_print):
        """Runs once, unmeasured: page cache, and whether it works at all."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            self.out, self.err = out, err
            self.run(keep=False)
            out.seek(0)
            err.seek(0)
            if self.problem:
                self.problem += ": " + (err.read(200).decode(errors="replace").splitlines() or ["no message"])[0]
            elif must_print and not out.read(1):
                self.problem = "printed nothing"
        self.out = self.err = subprocess.DEVNULL

    def time(self):
        return statistics.median(self.millis)

    def size(self):
        return statistics.median(self.mebibytes)


def copy_checkout(directory):
    """A checkout without class archives: bin and the packaged jars, at the times that they had."""
    shutil.copytree(os.path.join(HOME, "bin"), os.path.join(directory, "bin"), symlinks=True)
    target = os.path.join(directory, "target")
    os.makedirs(target)
    shutil.copy2(os.path.join(HOME, "target", "lotus-console.jar"), target)
    shutil.copytree(os.path.join(HOME, "target", "lib"), os.path.join(target, "lib"))
    return directory


class ReadOnly:
    """A file system in memory that holds a checkout and a home, and then takes no more writes. None without root."""

    def __init__(self, scratch):
        self.directory = os.path.join(scratch, "read-only")
        os.makedirs(self.directory)
        self.mounted = os.geteuid() == 0 and self.mount("-t", "tmpfs", "tmpfs", self.directory)
        self.usable = False
        if self.mounted:
            copy_checkout(self.directory)
            os.makedirs(os.path.join(self.directory, "home"))
            self.usable = self.mount("-o", "remount,ro", self.directory)

    @staticmethod
    def mount(*arguments):
        try:
            return subprocess.run(["mount", *arguments], capture_output=True).returncode == 0
        except OSError:
            return False

    def close(self):
        if self.mounted:
            subprocess.run(["umount", self.directory], check=True)


def cases_of(jdk, servers, cold, read_only):
    base = {name: value for name, value in os.environ.items()
            if name not in ("MINER_API_INFO", "FULLNODE_API_INFO", "JAVA_HOME", "XDG_CACHE_HOME")
            and not name.startswith("LOTUS_")}
    base["LOTUS_CONSOLE_JAVA"] = jdk.java

    def case(title, words, checkout=HOME, miner=None, **more):
        environment = {**base, **more}
        if miner:
            environment["MINER_API_INFO"] = environment["FULLNODE_API_INFO"] = servers.address(miner)
        return Case(title, jdk, [os.path.join(checkout, "bin", "lotus-miner"), *words], environment)

    workers_of = ["proving", "workers"]
    yield Case("empty main", jdk, jdk.empty_main(), base)
    yield case("proving workers, 2 workers", workers_of, miner="two")
    yield case("… class archive cold", workers_of, cold, "two", LOTUS_CONSOLE_MAKE_ARCHIVE="never")
    yield case("… cold, home not writable", workers_of, cold, "two", HOME="/dev/null")
    if read_only.usable:
        yield case("… cold, read-only file system", workers_of, read_only.directory, "two",
                   HOME=os.path.join(read_only.directory, "home"))
    yield case("--help", ["--help"])
    yield case("proving workers, 10,000 workers, no tables", workers_of, miner="many")
    yield case("proving workers, 3,000 workers, full tables", workers_of, miner="full")
    yield case("proving deadlines, 100,000 sectors, 5 ms a call", ["proving", "deadlines"], miner="chain")
    yield case("… asked one at a time", ["proving", "deadlines"], miner="chain", LOTUS_CONSOLE_CHAIN_CALLS="1")


def machine():
    model = platform.machine()
    try:
        with open("/proc/cpuinfo") as file:
            model = next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return "%s, %d cores, Linux %s" % (model, os.cpu_count(), platform.release().split("-")[0])


def table(cases, jdks):
    print("| case | " + " | ".join("%s ms | x empty | MiB" % jdk.name for jdk in jdks) + " |")
    print("| --- |" + " ---: | ---: | ---: |" * len(jdks))
    notes = []
    for title in dict.fromkeys(case.title for case in cases):
        cells = []
        for jdk in jdks:
            case = next((case for case in cases if case.title == title and case.jdk is jdk), None)
            empty = next(case for case in cases if case.title == "empty main" and case.jdk is jdk)
            if case is None or case.problem or not case.millis:
                cells += ["-", "-", "-"]
                if case is not None and case.problem:
                    notes.append("%s, %s: %s" % (jdk.name, title, case.problem))
                continue
            cells += ["%.1f" % case.time(), "%.2f" % (case.time() / empty.time()) if empty.millis else "-",
                      "%.1f" % case.size()]
            if case.sequential:
                calls, millis = case.sequential
                notes.append("%s, %s: %d calls; one after the other they take %.0f ms, so the whole command takes %.2fx"
                             % (jdk.name, title, calls, millis, case.time() / millis))
        print("| " + title + " | " + " | ".join(cells) + " |")
    print()
    for note in notes:
        print("* " + note)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=11, help="measured runs of each case (default 11)")
    parser.add_argument("--jdk", action="append", default=[], help="a JDK directory; else JDK 17 and 25 are looked for")
    parser.add_argument("--only", default="", help="only cases with this text, and the empty main")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve)
        return 0
    if not os.path.exists(os.path.join(HOME, "target", "lotus-console.jar")):
        print("startup.py: not built. Run: mvn -q -DskipTests package", file=sys.stderr)
        return 1

    with tempfile.TemporaryDirectory(prefix="lotus-console-bench-") as scratch:
        jdks = find_jdks(options.jdk, scratch)
        if not jdks:
            print("startup.py: no JDK 17 or 25 found. Name one with --jdk.", file=sys.stderr)
            return 1
        servers = Servers()
        read_only = ReadOnly(scratch)
        try:
            cold = copy_checkout(os.path.join(scratch, "cold"))
            cases = []
            for jdk in jdks:
                subprocess.run([os.path.join(HOME, "bin", "lotus-miner")], check=True,
                               env={**os.environ, "LOTUS_CONSOLE_JAVA": jdk.java, "LOTUS_CONSOLE_MAKE_ARCHIVE": "build"})
                cases += [case for case in cases_of(jdk, servers, cold, read_only)
                          if case.title == "empty main" or options.only in case.title]
            for case in cases:
                case.probe(must_print=case.title != "empty main")
                if case.title.startswith("proving deadlines") and not case.problem:
                    servers.asked("chain")
                    case.run(keep=False)
                    bodies = servers.asked("chain")
                    case.sequential = (len(bodies), statistics.median(
                        one_after_the_other(servers.port("chain"), bodies) for _ in range(3)))
            for number in range(options.runs):
                print("\rround %d of %d " % (number + 1, options.runs), end="", file=sys.stderr, flush=True)
                for case in cases:
                    if not case.problem:
                        case.run()
            print(file=sys.stderr)
        finally:
            servers.close()
            read_only.close()

        print("%s; %s; medians of %d runs, launcher included.\n"
              % (machine(), ", ".join("%s is %s" % (jdk.name, jdk.version) for jdk in jdks), options.runs))
        table(cases, jdks)
        if not read_only.usable:
            print("* The read-only file system needs root, to mount one; it was left out.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
