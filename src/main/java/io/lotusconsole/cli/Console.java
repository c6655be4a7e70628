package io.lotusconsole.cli;

import io.lotusconsole.render.Style;
import java.util.List;

/** Runs one command line from words to exit status. */
public final class Console {
    /** Version of both programs. */
    public static final String VERSION = "0.1.0";

    private Console() {}

    /**
     * Runs {@code lotus-miner} or {@code lotus-worker}, as the surroundings say. Never throws; blocks until
     * the command is done.
     *
     * @param words the command line without the program's name
     * @return the exit status
     */
    public static int run(List<String> words, Surroundings surroundings) {
        Group root = surroundings.program().equals("lotus-worker") ? new WorkerCommands() : new MinerCommands();
        return run(root, words, surroundings);
    }

    /**
     * Whether a signal ends the line with Lotus's status, 1: in its style, but for what Lotus does not have
     * and what cleans up after a signal itself.
     */
    public static boolean isInterruptedAsLotus(List<String> words, Surroundings surroundings) {
        if (styleOf(words, surroundings) != Style.LOTUS) {
            return false;
        }
        for (String word : words) {
            if (word.equals("demo")
                    || word.equals("devnet")
                    || word.startsWith("--watch")
                    || word.startsWith("-watch")) {
                return false;
            }
        }
        return true;
    }

    private static int run(Group root, List<String> words, Surroundings surroundings) {
        if (!words.isEmpty() && words.get(0).equals(LiveCompletion.VERB)) {
            // Before all that may fail with words: nobody has asked anything yet.
            return LiveCompletion.run(root, words, surroundings);
        }
        ErrorReporter errors = new ErrorReporter(surroundings, styleOf(words, surroundings), words.contains("--debug"));
        Arguments arguments = null;
        Output output = new Output(surroundings);
        try {
            arguments = new Arguments(root, surroundings);
            errors.reading(arguments);
            arguments.read(words);
            errors.use(arguments);
            if (arguments.isVersionAsked()) {
                return output.print(Versions.text(surroundings));
            }
            if (arguments.isHelpAsked() || arguments.command() instanceof Group) {
                return output.print(HelpText.of(arguments));
            }
            GlobalOptions options = GlobalOptions.resolve(arguments, surroundings, arguments.style());
            try (Invocation invocation = new Invocation(arguments, options, surroundings, output)) {
                return errors.ownStatus(arguments.command().run(invocation));
            }
        } catch (Exception e) {
            return errors.report(e, output);
        } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
            return errors.report(e, output);
        }
    }

    /** The style before anything is parsed, so that even a broken command line fails in its style. */
    private static Style styleOf(List<String> words, Surroundings surroundings) {
        Style style = "lotus".equals(surroundings.variable("LOTUS_CONSOLE_STYLE")) ? Style.LOTUS : Style.CLASSIC;
        for (int i = 0; i < words.size() && words.get(i).startsWith("-"); i++) {
            String word = words.get(i);
            boolean apart = word.equals("--style") && i + 1 < words.size();
            String value = apart ? words.get(i + 1) : word.startsWith("--style=") ? word.substring(8) : "";
            if (value.equals("lotus") || value.equals("classic")) {
                style = value.equals("lotus") ? Style.LOTUS : Style.CLASSIC;
            }
        }
        return style;
    }
}
