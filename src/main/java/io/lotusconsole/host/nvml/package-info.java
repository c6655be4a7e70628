/**
 * NVIDIA's management library through JNA: mapping and adapter, no logic.
 *
 * <p>Loaded where the driver brought it, silent where not. No type of JNA leaves this package; only {@code host}
 * uses it.
 */
package io.lotusconsole.host.nvml;
