import { compareKeys, goNumber } from './yaml.ts';

/** The flow-style subset of YAML that `-o kyaml` prints: quoted strings, braces, trailing commas. Models sigs.k8s.io/yaml/kyaml. */
export function toKyaml(value: unknown): string {
  return `${node(value, 0)}\n`;
}

function node(value: unknown, indent: number): string {
  const pad = ' '.repeat(indent);
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return quoted(value, indent);
  if (typeof value === 'number') return goNumber(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    // Lists of maps keep their brackets together.
    if (value.every((item) => typeof item === 'object' && item !== null)) {
      return `[${value.map((item) => node(item, indent)).join(', ')}]`;
    }
    return `[\n${value.map((item) => `${pad}  ${node(item, indent + 2)},\n`).join('')}${pad}]`;
  }
  if (typeof value !== 'object') return String(value as boolean);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  if (entries.length === 0) return '{}';
  entries.sort(([a], [b]) => compareKeys(a, b));
  return `{\n${entries.map(([key, each]) => `${pad}  ${keyText(key)}: ${node(each, indent + 2)},\n`).join('')}${pad}}`;
}

function keyText(key: string): string {
  const ambiguous = /^(y|yes|n|no|true|false|on|off|null|~|)$/i.test(key) || !/^[A-Za-z_][\w./-]*$/.test(key);
  return ambiguous ? JSON.stringify(key) : key;
}

/** A text of several lines gets a line each, joined by YAML's escaped line breaks. */
function quoted(text: string, indent: number): string {
  if (!text.includes('\n')) return JSON.stringify(text);
  const pad = ' '.repeat(indent);
  const lines = text.split(/(?<=\n)/).map((line) => `${pad}   ${JSON.stringify(line).slice(1, -1)}\\\n`);
  return `"\\\n${lines.join('')}${pad}  "`;
}
