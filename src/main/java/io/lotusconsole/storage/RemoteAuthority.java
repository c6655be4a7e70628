package io.lotusconsole.storage;

import java.io.IOException;

/** Who may read what {@link RemoteHandler} serves. Asked for every request, by several threads at a time. */
@FunctionalInterface
public interface RemoteAuthority {
    /**
     * Whether a token carries the permission that is asked for. May block.
     *
     * @param bearer the token without the word before it
     * @throws IOException if that cannot be found out now; the connection is then closed without an answer
     */
    boolean isAdmin(String bearer) throws IOException;
}
