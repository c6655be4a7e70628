package io.lotusconsole.lotus;

/** A bearer token. Its text never shows in {@link #toString}, so it cannot slip into a message. */
public final class ApiToken {
    private final String secret;

    /**
     * @param where the variable or file it came from, for the error
     * @throws ApiInfoException if the text cannot stand in a header; the text is not quoted
     */
    public ApiToken(String secret, String where) throws ApiInfoException {
        for (int i = 0; i < secret.length(); i++) {
            if (secret.charAt(i) <= ' ' || secret.charAt(i) >= 0x7f) {
                throw new ApiInfoException(
                        "the API token in " + where + " contains a character that no token has",
                        "Copy it again, whole and without what stood around it.");
            }
        }
        this.secret = secret;
    }

    /** The text itself, for the Authorization header only. */
    public String reveal() {
        return secret;
    }

    @Override
    public String toString() {
        return "(token)";
    }
}
