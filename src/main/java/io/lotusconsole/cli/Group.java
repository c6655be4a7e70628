package io.lotusconsole.cli;

import java.util.List;

/** A command that only holds others. Without a word after it, its help is shown. */
abstract class Group extends Command {
    Group(String name, String summary) {
        super(name, summary);
    }

    /** Names of the commands in it, in the order of the help. */
    abstract List<String> childNames();

    /** The command of a name or alias; null if there is none. */
    abstract Command child(String word);

    @Override
    int run(Invocation in) {
        return in.showHelp();
    }
}
