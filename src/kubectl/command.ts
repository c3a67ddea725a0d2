import type { KubeClient } from '../kube/client.ts';
import type { Flag, FlagValues } from './flags.ts';
import type { ResourceMapper } from './resources.ts';
import type { Kubectl, KubectlIO } from './types.ts';

export type { Flag, FlagKind } from './flags.ts';
export { CommandError, FlagError, PlainError, UsageError } from './errors.ts';

/** The headings of bare `kubectl`, in its order. */
export type CommandGroup =
  | 'Basic Commands (Beginner)'
  | 'Basic Commands (Intermediate)'
  | 'Deploy Commands'
  | 'Cluster Management Commands'
  | 'Troubleshooting and Debugging Commands'
  | 'Advanced Commands'
  | 'Settings Commands'
  | 'Other Commands';

/** What the words after a command can be, for completion. */
export type ArgumentKind = 'resources' | 'types' | 'pods' | 'nodes' | 'contexts' | 'none';

/**
 * One command, as data plus what it does. A command with `subcommands` and no
 * `run` prints its help on stderr and exits 1 when called alone.
 */
export interface Command {
  name: string;
  aliases?: readonly string[];
  group?: CommandGroup;
  /** One line, for lists of commands. */
  short: string;
  /** First paragraphs of `--help`; `short` if absent. */
  long?: string;
  /** Lines of the Examples block, not indented. */
  examples?: string;
  /** What follows `kubectl <path>` in the Usage line: `(TYPE NAME | TYPE/NAME)`. ` [options]` is added. */
  usage: string;
  flags?: readonly Flag[];
  subcommands?: readonly Command[];
  completes?: ArgumentKind;
  hidden?: boolean;
  /**
   * Resolves to the exit code; nothing means 0.
   * @throws CommandError, UsageError, PlainError, StatusError, AggregateError of such: printed as kubectl does
   */
  // eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- most commands return nothing
  run?(context: Context): Promise<number | void>;
}

/** What a running command sees. */
export interface Context {
  readonly io: KubectlIO;
  readonly kubectl: Kubectl;
  /** Words that are no flags, without the command's own path. */
  readonly args: readonly string[];
  /** How many of `args` stood before `--`; -1 if there was no `--`. */
  readonly argsLengthAtDash: number;
  /** The command's flags and the global ones. */
  readonly flags: FlagValues;
  /** Of -n, else of the current context, else `default`. */
  readonly namespace: string;
  /** Whether -n stands on the command line. */
  readonly namespaceGiven: boolean;
  /**
   * The API. Its requests carry io.signal and --as, print each distinct warning
   * of the server once on stderr, and throw StatusError or ConnectionError.
   * `client.cluster` is the same seam for raw requests.
   */
  readonly client: KubeClient;
  /** Path of the command, as in `kubectl create service`. */
  readonly path: string;
  /** The API's resources, from discovery; asked for once per Kubectl. */
  resources(): Promise<ResourceMapper>;
  /** Whole text to stdout, stderr; no newline is added. */
  out(text: string): void;
  err(text: string): void;
}

/** Flags of most commands that print objects: -o, --template, --show-managed-fields. */
export const printFlags: readonly Flag[] = [
  {
    name: 'allow-missing-template-keys',
    kind: 'bool',
    default: 'true',
    help: 'Skip fields and map keys that a template names and the object lacks. Only for golang and jsonpath output.',
  },
  {
    name: 'output',
    short: 'o',
    kind: 'string',
    help: 'Output format. One of: (json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file).',
  },
  {
    name: 'show-managed-fields',
    kind: 'bool',
    help: 'Keep metadata.managedFields when printing objects in JSON or YAML.',
  },
  {
    name: 'template',
    kind: 'string',
    help: 'Template text or the path of a template file, for -o=go-template and -o=go-template-file.',
  },
];

/** `--dry-run[=none|client|server]`. */
export const dryRunFlag: Flag = {
  name: 'dry-run',
  kind: 'string',
  default: 'none',
  bare: 'unchanged',
  help: 'One of "none", "server", "client": client prints the object without sending it, server sends it without keeping it.',
};

/** -f, -k, -R. */
export const filenameFlags: readonly Flag[] = [
  {
    name: 'filename',
    short: 'f',
    kind: 'strings',
    help: 'Files, directories or URLs that name the resources.',
  },
  { name: 'kustomize', short: 'k', kind: 'string', help: 'A kustomization directory.' },
  {
    name: 'recursive',
    short: 'R',
    kind: 'bool',
    help: 'Follow the directories of -f, --filename downwards.',
  },
];

export const selectorFlag: Flag = {
  name: 'selector',
  short: 'l',
  kind: 'string',
  help: "Label selector to filter on; supports '=', '==', '!=', 'in', 'notin' (e.g. -l key1=value1,key2=value2,key3 in (value3)).",
};
