/* Stands in for NVIDIA's management library: two devices, the second of which tells little and one that is gone. */
#include <string.h>

typedef struct { unsigned long long total, free, used; } memory;
typedef struct { unsigned gpu, memory; } utilization;
typedef struct { unsigned pid; unsigned long long used; unsigned a, b; } process;

enum { SUCCESS = 0, UNINITIALIZED = 1, INVALID = 2, NOT_SUPPORTED = 3, LOST = 15 };

static int users;
static int first, second;

int nvmlInit_v2(void) {
#ifdef NO_DRIVER
    return 9;
#else
    users++;
    return SUCCESS;
#endif
}

int nvmlShutdown(void) { return users-- > 0 ? SUCCESS : UNINITIALIZED; }

int fake_users(void) { return users; }

int nvmlDeviceGetCount_v2(unsigned *count) {
    *count = 3;
    return users ? SUCCESS : UNINITIALIZED;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) {
    if (index == 1) return LOST;
    *device = index == 0 ? &first : &second;
    return SUCCESS;
}

int nvmlDeviceGetName(void *device, char *name, unsigned length) {
    if (length < 32) return INVALID;
    strcpy(name, device == &first ? "NVIDIA GeForce RTX 3090" : "NVIDIA T400");
    return SUCCESS;
}

int nvmlDeviceGetUUID(void *device, char *uuid, unsigned length) {
    if (device != &first) return NOT_SUPPORTED;
    strcpy(uuid, "GPU-11111111-2222-3333-4444-555555555555");
    return SUCCESS;
}

int nvmlDeviceGetMemoryInfo(void *device, memory *info) {
    if (device != &first) return NOT_SUPPORTED;
    info->total = 24ULL << 30;
    info->used = 5ULL << 30;
    info->free = 19ULL << 30;
    return SUCCESS;
}

int nvmlDeviceGetUtilizationRates(void *device, utilization *rates) {
    if (device != &first) return NOT_SUPPORTED;
    rates->gpu = 97;
    rates->memory = 41;
    return SUCCESS;
}

int nvmlDeviceGetTemperature(void *device, int sensor, unsigned *celsius) {
    if (device != &first || sensor != 0) return NOT_SUPPORTED;
    *celsius = 66;
    return SUCCESS;
}

#ifdef OLD_DRIVER
int nvmlDeviceGetComputeRunningProcesses_v2(void *device, unsigned *count, process *infos) {
#else
int nvmlDeviceGetComputeRunningProcesses_v3(void *device, unsigned *count, process *infos) {
#endif
    if (device != &first) return NOT_SUPPORTED;
    if (*count < 2) return 7;
    *count = 2;
    infos[0].pid = 4242;
    infos[0].used = 5ULL << 30;
    infos[1].pid = 4000000000u;
    infos[1].used = ~0ULL;
    return SUCCESS;
}
