import type { Process } from '../../process.ts';

/** klog's lines: `I1122 08:16:24.202888       1 server.go:228] "Message" key="value"`. */
export function klog(process: Process) {
  const line = (level: 'I' | 'W' | 'E', where: string, text: string) => {
    const time = new Date(process.clock.now()).toISOString();
    const stamp = `${time.slice(5, 7)}${time.slice(8, 10)} ${time.slice(11, 23)}000`;
    process.stderr(`${level}${stamp}       1 ${where}] ${text}\n`);
  };
  return {
    info: (where: string, text: string) => line('I', where, text),
    warning: (where: string, text: string) => line('W', where, text),
    error: (where: string, text: string) => line('E', where, text),
  };
}

/** Resolves when the process is asked to stop. */
export function untilStopped(process: Process): Promise<void> {
  return new Promise((resolve) => {
    if (process.signal.aborted) resolve();
    process.signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
