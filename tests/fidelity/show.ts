/** What differs, line by line: `-` expected, `+` got. Lines in common are left out. */
export function lineDiff(expected: string, got: string): string {
  const [a, b] = [expected.split('\n'), got.split('\n')];
  // Longest common subsequence; outputs have hundreds of lines at most.
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i]![j] =
        a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  const lines: string[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      lines.push(`    - ${a[i]!}`);
      i += 1;
    } else {
      lines.push(`    + ${b[j]!}`);
      j += 1;
    }
  }
  return lines.join('\n');
}
