package io.lotusconsole;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the commands that people wait for once, so that the JVM can put their classes into a class archive.
 *
 * <p>The launcher starts it in place of {@link Main}, with the flags that make the archive, at build time and at the
 * first use of another JDK. It needs no arguments and no miner: the commands ask a canned miner inside this process,
 * which they find in a temporary repository. Takes about a second; a command that hangs ends after {@link
 * #TRAINING_MILLIS_MAX}. Exit status 0 says that every command was run, whatever it answered.
 */
public final class ClassArchiveTraining {
    /** Bound of the whole run: the launcher trains in the background, where nobody would notice a hang. */
    private static final long TRAINING_MILLIS_MAX = 60_000;

    /** Largest request that the canned miner reads: headers and body of an ordinary call. */
    private static final int REQUEST_BYTES_MAX = 64 * 1024;

    /** One worker of each kind that is listed, so that every line of a worker is painted. */
    private static final String WORKER_STATS = """
            {"11111111-1111-1111-1111-111111111111":{"Info":{"Hostname":"training-window","IgnoreResources":false,\
            "Resources":{"MemPhysical":274877906944,"MemUsed":8589934592,"MemSwap":68719476736,"MemSwapUsed":1073741824,\
            "CPUs":64,"GPUs":["NVIDIA GeForce RTX 3090"],"Resources":{"post/v0/windowproof":{"5":{"MinMemory":2048,\
            "MaxMemory":2048,"GPUUtilization":1,"MaxParallelism":1,"MaxParallelismGPU":0,"BaseMinMemory":2048,\
            "MaxConcurrent":0}}}}},"Tasks":["post/v0/windowproof"],"Enabled":true,"MemUsedMin":34359738368,\
            "MemUsedMax":68719476736,"GpuUsed":1,"CpuUse":8,"TaskCounts":{"5:post/v0/windowproof":1}},\
            "22222222-2222-2222-2222-222222222222":{"Info":{"Hostname":"training-sealing","IgnoreResources":false,\
            "Resources":{"MemPhysical":68719476736,"MemUsed":4294967296,"MemSwap":0,"MemSwapUsed":0,"CPUs":16,"GPUs":null,\
            "Resources":null}},"Tasks":["seal/v0/addpiece"],"Enabled":false,"MemUsedMin":0,"MemUsedMax":0,"GpuUsed":0,\
            "CpuUse":0,"TaskCounts":{}}}""";

    private ClassArchiveTraining() {}

    /** The command lines; what they load is what starts fast. */
    private static List<List<String>> commandLines(String repository) {
        return List.of(
                List.of("--miner-repo", repository, "proving", "workers"),
                List.of("--miner-repo", repository, "sealing", "workers"),
                List.of("--miner-repo", repository, "proving", "workers", "-o", "json"),
                List.of("--miner-repo", repository, "info"),
                List.of("--help"),
                List.of("proving", "--help"));
    }

    private static void run(List<String> commandLine) {
        Main.main(commandLine.toArray(String[]::new));
    }

    public static void main(String[] args) throws IOException {
        endAfter(TRAINING_MILLIS_MAX);
        Path repository = Files.createTempDirectory("lotus-console-training");
        try (ServerSocket miner = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            Files.createDirectory(repository.resolve("keystore"));
            Files.writeString(repository.resolve("api"), "/ip4/127.0.0.1/tcp/" + miner.getLocalPort() + "/http");
            Files.writeString(repository.resolve("token"), "training");
            startDaemon("canned miner", () -> answerAll(miner));
            for (List<String> commandLine : commandLines(repository.toString())) {
                run(commandLine);
            }
        } finally {
            for (String name : List.of("api", "token", "keystore", "")) {
                Files.deleteIfExists(repository.resolve(name));
            }
        }
    }

    private static void endAfter(long millis) {
        startDaemon("training limit", () -> {
            try {
                Thread.sleep(millis);
                Runtime.getRuntime().halt(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void startDaemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Until the socket is closed, one connection and one call after the other. */
    private static void answerAll(ServerSocket miner) {
        while (!miner.isClosed()) {
            try (Socket connection = miner.accept()) {
                answer(connection);
            } catch (IOException e) {
                // Either the training is over, or a command gave up; the next one connects anew.
                continue;
            }
        }
    }

    private static void answer(Socket connection) throws IOException {
        String body = body(new BufferedInputStream(connection.getInputStream()));
        String reply = body.contains("WorkerStats")
                ? "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + WORKER_STATS + "}"
                : "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"not in this training\"}}";
        byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + bytes.length + "\r\n\r\n";
        OutputStream out = connection.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.flush();
    }

    /** Reads a request and returns its body; empty if it has none. */
    private static String body(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || head.length() == REQUEST_BYTES_MAX) {
                throw new IOException("the request ends in its head");
            }
            head.append((char) next);
        }
        int length = 0;
        for (String line : head.toString().split("\r\n")) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).trim());
            }
        }
        return new String(in.readNBytes(Math.min(length, REQUEST_BYTES_MAX)), StandardCharsets.UTF_8);
    }
}
