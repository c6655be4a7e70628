package io.lotusconsole.params;

import io.lotusconsole.proving.ParameterFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Fetches one file, as a process of its own. Says "fetching" once it holds the directory. */
final class FetchTrial {
    private FetchTrial() {}

    /** @param args directory, gateway, file name, CID, digest */
    public static void main(String[] args) throws Exception {
        ParameterFile file = new ParameterFile(args[2], args[3], args[4], 2048, Optional.empty());
        FetchProgress progress = new FetchProgress() {
            @Override
            public void plan(int files, long bytes, long freeBytes) {
                System.out.println("fetching");
            }
        };
        ParameterDirectory directory = new ParameterDirectory(Path.of(args[0]), false);
        int status = 0;
        try {
            new ParameterFetch(directory, args[1], List.of(), progress).ensure(List.of(file));
        } catch (FetchException e) {
            System.out.println(e.getMessage());
            status = 1;
        }
        Runtime.getRuntime().halt(status);
    }
}
