package groovy.lang;

/**
 * Stands here to be found, for picocli looks for a class of this name when it starts.
 *
 * <p>Without it that search opens every jar of the class path before it fails: 25 ms of each command, a
 * third of the whole. Nothing of ours is one and Groovy is not on the class path, so picocli does what it
 * would have done.
 */
public final class Closure {
    private Closure() {}
}
