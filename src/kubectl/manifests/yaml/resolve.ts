/** What a scalar or node of a manifest can be once it is JSON. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const truths = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']);
const lies = new Set(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']);

/** The value of an unquoted scalar under YAML 1.1. Models go-yaml v2 resolve. */
export function resolvePlain(text: string): Json {
  if (text === '' || text === '~' || /^(null|Null|NULL)$/.test(text)) return null;
  if (truths.has(text)) return true;
  if (lies.has(text)) return false;
  if (!/^[-+.\d]/.test(text)) return text;
  const digits = text.replaceAll('_', '');
  const integer = /^([-+]?)(0b[01]+|0x[\da-f]+|0o?[0-7]+|0|[1-9]\d*)$/i.exec(digits);
  if (integer) {
    const body = integer[2]!;
    const octal = /^0o?[0-7]+$/i.test(body) && body !== '0';
    const size = octal ? parseInt(body.replace(/^0o?/i, ''), 8) : Number(body);
    return integer[1] === '-' && size !== 0 ? -size : size;
  }
  if (/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(digits)) return Number(digits);
  return text;
}

/** A key of a mapping, which is a string in JSON. Models sigs.k8s.io/yaml convertToJSONableObject. */
export function keyText(key: Json): string {
  if (typeof key === 'string') return key;
  if (key === null) return 'null';
  return String(key);
}
