/* The proof library REAL, which this one is linked to, but for one entry: a call of it opens the FIFO HOLD, if there is
 * one, and goes on when whoever writes there has closed it. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <unistd.h>

static void hold(void) {
    int file;
    char byte;
    do {
        file = open(HOLD, O_RDONLY);
    } while (file < 0 && errno == EINTR);
    if (file >= 0) {
        while (read(file, &byte, 1) > 0 || errno == EINTR) {
            errno = 0;
        }
        close(file);
    }
}

static void *real(const char *entry) { return dlsym(dlopen(REAL, RTLD_NOW | RTLD_NOLOAD), entry); }

#ifdef HOLD_READS
typedef int reading(int64_t, uint64_t, void *, void *, uint64_t, void *, uint64_t, void *, uint64_t, void *);

int lcp_vanilla_proof(int64_t proof, uint64_t sector, void *comm_r, void *cache, uint64_t cache_len, void *sealed,
                      uint64_t sealed_len, void *challenges, uint64_t challenge_count, void *out) {
    hold();
    return ((reading *)real("lcp_vanilla_proof"))(proof, sector, comm_r, cache, cache_len, sealed, sealed_len,
                                                  challenges, challenge_count, out);
}
#else
typedef int proving(int64_t, void *, void *, void *, uint64_t, void *, uint64_t, uint64_t, void *);

int lcp_window_post(int64_t proof, void *randomness, void *prover_id, void *vanilla, uint64_t vanilla_len, void *lens,
                    uint64_t proof_count, uint64_t partition_index, void *out) {
    hold();
    return ((proving *)real("lcp_window_post"))(proof, randomness, prover_id, vanilla, vanilla_len, lens, proof_count,
                                                partition_index, out);
}
#endif
