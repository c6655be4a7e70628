/**
 * What this machine has: processors, memory, swap, its name, read through oshi and the control groups
 * of Linux.
 *
 * <p>oshi stays in here. Nothing here is on the path of the console's one-shot commands.
 */
package io.lotusconsole.host;
