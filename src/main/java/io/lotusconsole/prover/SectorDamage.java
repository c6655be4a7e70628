package io.lotusconsole.prover;

/** What is wrong with a sector whose vanilla proof could not be made. */
public enum SectorDamage {
    SEALED_FILE_MISSING("the sealed file is missing", true),
    SEALED_FILE_CUT("the sealed file is too short", false),
    SEALED_FILE_UNREADABLE("the sealed file cannot be read", true),
    P_AUX_MISSING("p_aux is missing from the cache directory", true),
    P_AUX_BROKEN("p_aux is not the 64 bytes it should be", false),
    P_AUX_UNREADABLE("p_aux cannot be read", true),
    TREE_MISSING("a tree file (sc-02-data-tree-r-last) is missing from the cache directory", true),
    TREE_CUT("a tree file (sc-02-data-tree-r-last) is cut: no tree has its length", false),
    TREE_UNREADABLE("a tree file (sc-02-data-tree-r-last) cannot be read", true),
    CONTENT_CHANGED("the sealed file and its tree do not fit together: one of them has changed", false),
    OTHER_COMMITMENT(
            "the files are those of another sector, or p_aux has changed: they commit to another commR", false);

    private final String text;
    private final boolean mayBeStorage;

    SectorDamage(String text, boolean mayBeStorage) {
        this.text = text;
        this.mayBeStorage = mayBeStorage;
    }

    /** One clause for an operator. */
    public String text() {
        return text;
    }

    /** Whether absent or failing storage would look the same, so that it says nothing of this one sector alone. */
    public boolean mayBeStorage() {
        return mayBeStorage;
    }
}
