/**
 * What this machine has: processors, memory, swap, its name, read through oshi and the control groups
 * of Linux; its GPUs, through {@code host.nvml}; and what the documentation asks of a PoSt worker.
 *
 * <p>oshi stays in here. Nothing here is on the path of the console's one-shot commands.
 */
package io.lotusconsole.host;
