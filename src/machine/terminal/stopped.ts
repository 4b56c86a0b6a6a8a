/** Servers run until the user ends them. */

/**
 * Resolves at Ctrl+C, or when somebody ends the process. To be asked before anything is printed: whoever reads that a server listens may
 * end it at once.
 */
export function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
