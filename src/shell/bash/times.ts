/** What `time` prints; processor time is not counted here. */
export function times(real: number, posix: boolean): string {
  const show = (ms: number) =>
    posix
      ? ` ${(ms / 1000).toFixed(2)}`
      : `\t${Math.floor(ms / 60_000)}m${((ms % 60_000) / 1000).toFixed(3)}s`;
  return `${posix ? '' : '\n'}real${show(real)}\nuser${show(0)}\nsys${show(0)}\n`;
}
