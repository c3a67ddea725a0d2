// What names may look like, and the messages for those that may not.
// Models kubernetes apimachinery pkg/util/validation and pkg/api/validate/content.

/** @returns what is wrong, one message each; none when it is right */
export type NameCheck = (value: string) => string[];

const labelFormat = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomainFormat = `${labelFormat}(\\.${labelFormat})*`;
const qualifiedFormat = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const whole = (format: string) => new RegExp(`^(?:${format})$`);
const labelPattern = whole(labelFormat);
const subdomainPattern = whole(subdomainFormat);
const qualifiedPattern = whole(qualifiedFormat);
const labelValuePattern = whole(`(${qualifiedFormat})?`);
const bytes = new TextEncoder();
const length = (value: string) => bytes.encode(value).length;
const tooLong = (max: number, unit = 'characters') => `must be no more than ${max} ${unit}`;

function rule(text: string, format: string, examples: readonly string[] = []): string {
  const quoted = examples.map((example) => `'${example}'`).join(',  or ');
  return `${text} (${quoted && `e.g. ${quoted}, `}regex used for validation is '${format}')`;
}

const labelRule = rule(
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  labelFormat,
  ['my-name', '123-abc'],
);
const subdomainRule = rule(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  subdomainFormat,
  ['example.com'],
);
const qualifiedRule = rule(
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  qualifiedFormat,
  ['MyName', 'my.name', '123-abc'],
);
const labelValueRule = rule(
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  `(${qualifiedFormat})?`,
  ['MyValue', 'my_value', '12345'],
);
const configKeyRule = rule(
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  '[-._a-zA-Z0-9]+',
  ['key.name', 'KEY_NAME', 'key-name'],
);

const envVarRule = rule(
  "a valid environment variable name must consist only of printable ASCII characters other than '='",
  '^[ -<>-~]+$',
);

/** A DNS label: at most 63 of a-z, 0-9 and hyphens. */
export const dnsLabel: NameCheck = (value) => {
  const messages = length(value) > 63 ? [tooLong(63)] : [];
  if (labelPattern.test(value)) return messages;
  return [...messages, subdomainPattern.test(value) ? 'must not contain dots' : labelRule];
};

/** DNS labels joined by dots, at most 253 characters. */
export const dnsSubdomain: NameCheck = (value) => [
  ...(length(value) > 253 ? [tooLong(253)] : []),
  ...(subdomainPattern.test(value) ? [] : [subdomainRule]),
];

const wildcardPattern = new RegExp(`^\\*\\.${subdomainFormat}$`);
const wildcardRule = rule(
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
  `\\*\\.${subdomainFormat}`,
  ['*.example.com'],
);

/** `*.` and a DNS subdomain. */
export const wildcardSubdomain: NameCheck = (value) => [
  ...(length(value) > 253 ? [tooLong(253)] : []),
  ...(wildcardPattern.test(value) ? [] : [wildcardRule]),
];

const searchFormat = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const searchPattern = whole(`${searchFormat}(\\.${searchFormat})*`);
const searchRule = rule(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  `${searchFormat}(\\.${searchFormat})*`,
  ['example.com'],
);

/** A DNS subdomain whose labels may have underscores, as search domains may. */
export const searchDomain: NameCheck = (value) => [
  ...(length(value) > 253 ? [tooLong(253)] : []),
  ...(searchPattern.test(value) ? [] : [searchRule]),
];

/** Name of a header of an HTTP request. */
export const httpHeaderName: NameCheck = (value) =>
  /^[-A-Za-z0-9]+$/.test(value)
    ? []
    : [
        rule("a valid HTTP header must consist of alphanumeric characters or '-'", '[-A-Za-z0-9]+', [
          'X-Header-Name',
        ]),
      ];

/** `name` or `prefix/name`: label keys, annotation keys and the like. */
export const qualifiedName: NameCheck = (value) => {
  const parts = value.split('/');
  if (parts.length > 2) {
    const optional = "with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
    return [`a valid label key ${qualifiedRule} ${optional}`];
  }
  const messages: string[] = [];
  const name = parts.at(-1)!;
  if (parts.length === 2) {
    if (parts[0] === '') messages.push('prefix part must be non-empty');
    else messages.push(...dnsSubdomain(parts[0]!).map((message) => `prefix part ${message}`));
  }
  if (name === '') messages.push('name part must be non-empty');
  else if (length(name) > 63) messages.push(`name part ${tooLong(63, 'bytes')}`);
  if (!qualifiedPattern.test(name)) messages.push(`name part ${qualifiedRule}`);
  return messages;
};

export const labelValue: NameCheck = (value) => [
  ...(length(value) > 63 ? [tooLong(63, 'bytes')] : []),
  ...(labelValuePattern.test(value) ? [] : [labelValueRule]),
];

/** Name of a container port, which a named targetPort refers to. */
export const portName: NameCheck = (value) => {
  const messages: string[] = [];
  if (length(value) > 15) messages.push(tooLong(15));
  if (!/^[-a-z0-9]+$/.test(value)) {
    messages.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(value)) messages.push('must contain at least one letter (a-z)');
  if (value.includes('--')) messages.push('must not contain consecutive hyphens');
  if (value.startsWith('-') || value.endsWith('-')) messages.push('must not begin or end with a hyphen');
  return messages;
};

export const configKey: NameCheck = (value) => {
  const messages: string[] = [];
  if (length(value) > 253) messages.push(tooLong(253));
  if (!/^[-._a-zA-Z0-9]+$/.test(value)) return [...messages, configKeyRule];
  if (value === '.') messages.push("must not be '.'");
  else if (value === '..') messages.push("must not be '..'");
  else if (value.startsWith('..')) messages.push("must not start with '..'");
  return messages;
};

/** Environment variables may be any printable ASCII but `=`. */
export const envVarName: NameCheck = (value) => (/^[ -<>-~]+$/.test(value) ? [] : [envVarRule]);

/** Names of RBAC objects: anything that can be one segment of a path. */
export const pathSegment: NameCheck = (value) => {
  if (value === '.' || value === '..') return [`may not be '${value}'`];
  return ['/', '%'].filter((part) => value.includes(part)).map((part) => `may not contain '${part}'`);
};

export const portNumber = (value: number): string[] =>
  value >= 1 && value <= 65535 ? [] : ['must be between 1 and 65535, inclusive'];
